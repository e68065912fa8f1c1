"""One turn of a fan-out: the next riders after the cursor are matched, composed for and claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from models.event import AlertEvent, Change
from models.fanout import FanoutState
from models.incident import AlertClass
from models.rider import Rider
from notifier import metrics
from notifier.deciding.bodies import Bodies
from notifier.deciding.kinds import Earlier, awaits_outcome
from notifier.deciding.owing import Errand, Page, Sibling, texts_owed
from notifier.deciding.standing import Standing
from notifier.deciding.texts import OutboundMessage
from notifier.deciding.timing import Hours
from notifier.fanning_out.fanout import Fanout, after_pass

PASSED_AT = 1000  # the same, where the text is of use to few any more
LOOKED_AT = 100  # riders at once, at least: those whose text is held, or who are owed none, keep nobody waiting
HALTED_FOR = timedelta(seconds=5)  # until a fan-out that the operator has halted is looked at again
# Who is owed another notice may be owed it at a later hour, however late the fan-out comes.
_NEVER_LATER = frozenset({Change.UPCOMING, Change.CLEARED})


class Audience(Protocol):
    """Who may have to be told."""

    async def page(self, fanout: Fanout, *, limit: int) -> Page:
        """The next candidates after the fan-out's cursor, by subscriber id."""
        ...

    async def has_unsettled(self, fanout: Fanout) -> bool:
        """Whether a notice of its incident, or an earlier clear, by its sender, has no outcome yet."""
        ...

    async def earlier(self, fanout: Fanout, riders: Sequence[Rider]) -> Mapping[str, Sequence[Earlier]]:
        """What each of these riders was told of the fan-out's incident before."""
        ...


class Incidents(Protocol):
    """Where incidents stand now."""

    async def find_standing(self, incident: str) -> Standing | None: ...

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]: ...


class Siblings(Protocol):
    """Fan-outs beside one another."""

    async def find_siblings(self, fanout: Fanout) -> Sequence[Fanout]:
        """Those about elevators and escalators of the same stations that are under way, or wait for one another."""
        ...


class Claims(Protocol):
    """Claims of texts."""

    async def claim(self, texts: Sequence[OutboundMessage], *, epoch: int, now: datetime) -> list[OutboundMessage]:
        """Claim each text once; returns those that nobody had claimed before, and that are not held.

        After an error, repeat; what it does not return settles as unknown.
        """
        ...


class Shortfall(Protocol):
    """Notes whom a fan-out did not reach in time."""

    async def noted(self, fanout: Fanout) -> Fanout: ...


class Held(Protocol):
    """Texts that wait for their time."""

    async def check(self, versions: Mapping[str, int]) -> None:
        """Let those be looked at again whose rider has another version by now than the one they were held by."""
        ...


@dataclass(frozen=True, slots=True)
class Timing:
    """The durations of a fan-out; the hour is of the agency's evening."""

    useful_for: timedelta
    planned_until_hour: int
    sweep_after: timedelta
    recheck: timedelta
    hours: Hours


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn came to: the fan-out as it stands now, the texts that are ours to send, and if a page ends it."""

    fanout: Fanout
    claimed: Sequence[OutboundMessage]
    is_nearly_done: bool = False


class Telling:
    """Tells the riders of a fan-out, a few at a time."""

    def __init__(
        self,
        *,
        audience: Audience,
        siblings: Siblings,
        incidents: Incidents,
        claims: Claims,
        held: Held,
        shortfall: Shortfall,
        timing: Timing,
        bodies: Bodies,
    ) -> None:
        self._audience = audience
        self._siblings = siblings
        self._incidents = incidents
        self._claims = claims
        self._held = held
        self._shortfall = shortfall
        self._timing = timing
        self._bodies = bodies

    async def turn(self, fanout: Fanout, *, limit: int, epoch: int, now: datetime) -> Turn:
        """Claim the texts for the next candidates, at most `limit` to go out now; the fan-out comes back moved on."""
        standing = await self._incidents.find_standing(fanout.event.incident)
        if standing is None or (fanout.correction is None and standing.revision != fanout.event.revision):
            return Turn(fanout.closed(FanoutState.SUPERSEDED), [])
        if standing.is_halted and fanout.correction is None:
            return Turn(fanout.put_off(now + HALTED_FOR), [])
        until = useful_until(fanout.event, self._timing)
        if now > until:
            fanout = await self._shortfall.noted(fanout)
        if now > until and not _may_come_late(fanout):
            return Turn(fanout.closed(FanoutState.DONE), [])
        # Asked before the first page: who is settled while the pass runs may have been passed by already.
        unsettled = fanout.is_of_the_told and fanout.is_at_start and await self._audience.has_unsettled(fanout)
        page = await self._audience.page(fanout, limit=max(limit, LOOKED_AT if now <= until else PASSED_AT))
        siblings = await self._find_siblings(fanout, page, now)
        portion = texts_owed(self._errand(fanout, standing, now), page, self._bodies, most=limit, siblings=siblings)
        metrics.MATCHED.labels(_what(fanout)).inc(len(portion.texts))
        claimed = await self._claims.claim(portion.texts, epoch=epoch, now=now)
        await self._check_held(portion.texts, page)
        moved = fanout.moved_to(
            portion.cursor,
            told=len(claimed),
            saw_unsettled=unsettled
            or any(awaits_outcome(each, fanout.awaits_clears_below) for each in page.earlier.values()),
        )
        if portion.is_last:
            return Turn(self._after_page(moved, now), claimed)
        return Turn(moved, claimed, is_nearly_done=page.is_last and len(moved.spans) == 1 and bool(claimed))

    async def _find_siblings(self, fanout: Fanout, page: Page, now: datetime) -> list[Sibling]:
        """What else may be told together with this event."""
        if fanout.event.alert_class is not AlertClass.ACCESS or fanout.correction is not None or not page.riders:
            return []
        found = await self._siblings.find_siblings(fanout)
        standings = await self._incidents.find_standings({each.event.incident for each in found})
        siblings = []
        for each in found:
            standing = standings.get(each.event.incident)
            if standing is None or standing.is_halted or standing.revision != each.event.revision:
                continue
            errand = self._errand(each, standing, now)
            if now <= errand.useful_until or _may_come_late(each):
                siblings.append(Sibling(errand, await self._audience.earlier(each, page.riders)))
        return siblings

    def _errand(self, fanout: Fanout, standing: Standing, now: datetime) -> Errand:
        return Errand(
            fanout.event,
            standing,
            now,
            self._timing.hours,
            useful_until=useful_until(fanout.event, self._timing),
            useful_for=self._timing.useful_for,
            correction=fanout.correction,
        )

    async def _check_held(self, texts: Sequence[OutboundMessage], page: Page) -> None:
        """Look again at what is held by hours that a rider has changed meanwhile."""
        held = {text.subscriber for text in texts if text.not_before}
        if held:
            await self._held.check({rider.id: rider.version for rider in page.riders if rider.id in held})

    def _after_page(self, fanout: Fanout, now: datetime) -> Fanout:
        return after_pass(fanout, sweep_after=self._timing.sweep_after, recheck=self._timing.recheck, now=now)


def _what(fanout: Fanout) -> str:
    return metrics.CORRECTION if fanout.correction is not None else fanout.event.change.value


def _may_come_late(fanout: Fanout) -> bool:
    return fanout.correction is None and fanout.event.change not in _NEVER_LATER


def useful_until(event: AlertEvent, timing: Timing) -> datetime:
    """Until when a text about the event is worth sending: of planned work the evening's end, else its start."""
    starts = [period.start for period in event.alert.active_periods if period.start is not None]
    if event.change is not Change.UPCOMING or event.service_date is None or not starts:
        return event.at + timing.useful_for
    eve = event.service_date - timedelta(days=1)
    evening = datetime.combine(eve, time(timing.planned_until_hour), ZoneInfo(event.zone))
    # What is told so late that the evening leaves it no hour is told at once: it has until the work begins.
    return evening if event.at + timing.useful_for <= evening else min(starts)
