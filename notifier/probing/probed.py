"""The staff phone among the riders: for the fan-outs of probes, and for no others."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from models.documents.subscriber import Subscriber
from models.rider import Rider, decode_rider
from notifier.deciding.kinds import Earlier
from notifier.deciding.owing import Page
from notifier.deciding.standing import Standing
from notifier.fanning_out.fanout import Fanout
from notifier.posting.looking import Claimed, Facts
from notifier.probing.probe import is_probe, is_probe_of, with_probe
from runtime.mongo import collection_of


class Riders(Protocol):
    """Who may have to be told."""

    async def page(self, fanout: Fanout, *, limit: int) -> Page: ...

    async def has_unsettled(self, fanout: Fanout) -> bool: ...

    async def earlier(self, fanout: Fanout, riders: Sequence[Rider]) -> Mapping[str, Sequence[Earlier]]: ...


class ProbedAudience:
    """An audience in which probes are for one phone."""

    def __init__(self, audience: Riders, phone: str) -> None:
        self._audience = audience
        self._riders = collection_of(Subscriber)
        self._phone = phone

    async def page(self, fanout: Fanout, *, limit: int) -> Page:
        if not is_probe(fanout.event):
            return await self._audience.page(fanout, limit=limit)
        riders = await self._staff(fanout.sender) if is_probe_of(fanout.sender, fanout.event) else []
        return Page(riders, await self._audience.earlier(fanout, riders), fanout.cursor, is_last=True)

    async def _staff(self, sender: str) -> list[Rider]:
        row = await self._riders.find_one({"phone": self._phone, "sender": sender}, {"recent": 0})
        return [with_probe(decode_rider(row))] if row else []

    async def has_unsettled(self, fanout: Fanout) -> bool:
        return await self._audience.has_unsettled(fanout)

    async def earlier(self, fanout: Fanout, riders: Sequence[Rider]) -> Mapping[str, Sequence[Earlier]]:
        return await self._audience.earlier(fanout, riders)


class ProbedFacts:
    """Facts by which one phone subscribes to probes."""

    def __init__(self, facts: Facts, phone: str) -> None:
        self._facts = facts
        self._phone = phone

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]:
        found = await self._facts.find_riders(ids)
        return {each: with_probe(rider) if rider.phone == self._phone else rider for each, rider in found.items()}

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]:
        return await self._facts.find_standings(incidents)

    async def find_claimed(
        self, subscribers: Collection[str], *, since: datetime, before: datetime, kept_back: Sequence[str] = ()
    ) -> Claimed:
        return await self._facts.find_claimed(subscribers, since=since, before=before, kept_back=kept_back)
