"""What the last look reads, from the primary, in the order that leaves no gap: claim, count, look."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from models.delivery import NO_INCIDENT
from models.rider import Rider
from notifier.caps import counted, days_of, numbers
from notifier.last_look import LookRules, Verdict, look
from notifier.standing import Standing
from notifier.texts import OutboundMessage
from runtime.clock import boottime_s


class Facts(Protocol):
    """Riders and incidents as they are now, from the primary."""

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]: ...

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]: ...


class Counts(Protocol):
    """How many texts each rider has got today."""

    async def add(self, days: Mapping[str, Sequence[str]]) -> None:
        """Count one text for each day (ISO date) of each subscriber; a later day begins anew."""
        ...

    async def give_back(self, subscriber: str) -> None:
        """Take one text off the count: it was not sent."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What the look saw, and when (seconds since boot); `numbers` are the counted texts', by delivery."""

    riders: Mapping[str, Rider]
    standings: Mapping[str, Standing]
    numbers: Mapping[str, int]
    at_s: float


class Looks:
    """Looks at claimed texts."""

    def __init__(self, *, facts: Facts, counts: Counts, rules: LookRules, now: Callable[[], datetime]) -> None:
        self._facts = facts
        self._counts = counts
        self._rules = rules
        self._now = now

    async def first(self, texts: Sequence[OutboundMessage]) -> Seen:
        """Count the texts, then look."""
        at_s = boottime_s()
        standings = await self._find_standings(texts)
        # Before the riders are read: so they show how many it is.
        await self._counts.add(days_of(texts, standings, self._now()))
        riders = await self._find_riders(texts)
        return Seen(riders, standings, numbers(counted(texts, standings), riders), at_s)

    async def again(self, text: OutboundMessage, seen: Seen) -> Seen:
        """What was seen, with fresh facts about one text; its number stays."""
        at_s = boottime_s()
        standings = await self._find_standings([text])
        return replace(seen, riders=await self._find_riders([text]), standings=standings, at_s=at_s)

    def verdict(self, text: OutboundMessage, seen: Seen) -> Verdict:
        rider, standing = seen.riders.get(text.subscriber), seen.standings.get(text.incident)
        return look(text, rider, standing, now=self._now(), rules=self._rules)

    async def _find_standings(self, texts: Sequence[OutboundMessage]) -> Mapping[str, Standing]:
        return await self._facts.find_standings({text.incident for text in texts} - {NO_INCIDENT})

    async def _find_riders(self, texts: Sequence[OutboundMessage]) -> Mapping[str, Rider]:
        return await self._facts.find_riders({text.subscriber for text in texts})
