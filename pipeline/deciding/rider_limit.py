"""Which changes wait for the operator: those that would text more riders at once than somebody meant to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from models.event import Change
from models.incident import UNSOLICITED, Hold, Incident, Why
from pipeline.deciding import outcomes
from pipeline.deciding.outcome import Outcome

log = structlog.get_logger()


class Riders(Protocol):
    """How many would be told."""

    async def count(self, targets: Sequence[str]) -> int: ...


class Verdicts(Protocol):
    """What the operator decided about held changes."""

    async def find(self, feed: str) -> dict[str, bool]:
        """Whether each incident that was decided about is released."""
        ...

    async def forget(self, incidents: Sequence[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Limit:
    """`above` riders, of one alert or of one poll together, are too many; 0 holds nothing.

    An urgent alert of a single route passes unless `urgent_too`: those are what the product is for.
    """

    above: int = 0
    urgent_too: bool = False


class RiderLimit:
    """Holds what is too much for one feed, and finds what the operator has decided."""

    def __init__(self, feed: str, *, riders: Riders, verdicts: Verdicts, limit: Limit) -> None:
        self._feed = feed
        self._riders = riders
        self._verdicts = verdicts
        self._limit = limit

    async def decided(self, incidents: Mapping[str, Incident]) -> dict[str, bool]:
        """Whether each held incident that was decided about is released; asks nobody while nothing is held."""
        if not any(each.hold for each in incidents.values()):
            return {}
        found = await self._verdicts.find(self._feed)
        return {name: is_released for name, is_released in found.items() if name in incidents}

    async def checked(
        self, results: Sequence[Outcome], before: Mapping[str, Incident], now: datetime
    ) -> Sequence[Outcome]:
        """The outcomes, with what is too much held back."""
        telling = [each for each in results if would_text(each)]
        if not self._limit.above or not telling:
            return results
        everyone = list(dict.fromkeys(target for each in telling for target in each.incident.targets))
        total = await self._riders.count(everyone)
        if total <= self._limit.above:
            return results
        riders = {each.incident.id: await self._riders.count(each.incident.targets) for each in telling}
        checked = with_holds(results, before, riders, total=total, limit=self._limit, now=now)
        held = [(each.incident.id, hold) for each in checked if (hold := each.incident.hold) and hold.since == now]
        for incident, hold in held:
            log.warning("change.held", feed=self._feed, incident=incident, riders=hold.riders)
        if held:
            # A word about an earlier hold is none about this one.
            await self._verdicts.forget([incident for incident, _ in held])
        return checked

    async def acted(self, decided: Mapping[str, bool]) -> None:
        if decided:
            await self._verdicts.forget(list(decided))


def would_text(outcome: Outcome) -> bool:
    """Whether the outcome sends texts to riders who asked for nothing more than their route."""
    return any(
        each.change is Change.UPCOMING
        or (each.change is not Change.CLEARED and outcome.incident.alert_class in UNSOLICITED)
        for each in outcome.occurrences
    )


def with_holds(
    results: Sequence[Outcome],
    before: Mapping[str, Incident],
    riders: Mapping[str, int],
    *,
    total: int,
    limit: Limit,
    now: datetime,
) -> tuple[Outcome, ...]:
    """The outcomes, those held back that are too much.

    `riders` are how many each would text, by incident; `total` is how many all of them would, each rider once.
    """
    holds = [_hold(each, riders.get(each.incident.id, 0), total, limit, now) for each in results]
    return tuple(
        outcomes.held(before.get(each.incident.id), each, hold) if hold else each
        for each, hold in zip(results, holds, strict=True)
    )


def _hold(outcome: Outcome, riders: int, total: int, limit: Limit, now: datetime) -> Hold | None:
    """Why the outcome has to wait; None where it has not."""
    if not riders or _was_decided(outcome) or (_is_single_urgent(outcome.incident) and not limit.urgent_too):
        return None
    evidence = f"{riders:,} riders" if riders > limit.above else f"{riders:,} of {total:,} riders in one poll"
    return Hold(riders, now, Why("hold", f"{evidence}, more than {limit.above:,}"))


def _was_decided(outcome: Outcome) -> bool:
    """Whether the operator has released it: now, or for the morning when its reminder wakes nobody."""
    rules = {each.why.rule for each in outcome.occurrences}
    return "released" in rules or (rules == {"upcoming"} and outcome.incident.why.rule == "released")


def _is_single_urgent(incident: Incident) -> bool:
    return incident.is_urgent and len(incident.routes) == 1
