"""What the last look reads, in memory."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from models.rider import Rider
from notifier.deciding.standing import Standing


@dataclass
class FakeFacts:
    """Riders and incidents by id, and when the riders' other texts were claimed; `opened` keeps answers back."""

    riders: Mapping[str, Rider]
    standings: Mapping[str, Standing]
    claimed: Sequence[datetime] = ()
    looks: int = field(default=0, init=False)
    error: Exception | None = None
    opened: asyncio.Event | None = None
    kept_back: Sequence[str] = field(default=(), init=False)

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]:
        self.looks += 1
        if self.opened:
            await self.opened.wait()
        if self.error:
            raise self.error
        return {each: rider for each, rider in self.riders.items() if each in ids}

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]:
        return {each: standing for each, standing in self.standings.items() if each in incidents}

    async def find_claimed(
        self, subscribers: Collection[str], *, since: datetime, before: datetime, kept_back: Sequence[str] = ()
    ) -> Mapping[str, Sequence[datetime]]:
        self.kept_back = list(kept_back)
        return {each: [at for at in self.claimed if since <= at < before] for each in subscribers}
