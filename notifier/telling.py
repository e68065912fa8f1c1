"""One turn of a fan-out: the next riders after the cursor are matched, composed for and claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from models.delivery import Kind, Slot
from models.event import AlertEvent, Change
from models.fanout import FanoutState
from models.incident import AlertClass
from models.rider import Rider
from models.wording import Wordings
from notifier.fanout import Fanout, after_pass
from notifier.last_look import Standing
from notifier.matching import (
    Earlier,
    awaits_outcome,
    concerned_targets,
    is_owed_clear,
    kind_of_notice,
    targets_of_clear,
)
from notifier.texts import OutboundMessage, text_for

# Planned work and information end quietly.
OWED_A_CLEAR = frozenset({AlertClass.URGENT, AlertClass.ACCESS})


@dataclass(frozen=True, slots=True)
class Page:
    """The next candidates, what each was told of this incident before, and where the next page begins."""

    riders: Sequence[Rider]
    earlier: Mapping[str, Sequence[Earlier]]
    cursor: str
    is_last: bool


class Audience(Protocol):
    """Who may have to be told."""

    async def page(self, fanout: Fanout, *, limit: int) -> Page:
        """The next candidates after the fan-out's cursor, by subscriber id."""
        ...

    async def has_unsettled(self, incident: str) -> bool:
        """Whether a notice of the incident has no outcome yet."""
        ...


class Incidents(Protocol):
    """Where incidents stand now."""

    async def find_standing(self, incident: str) -> Standing | None: ...


class Claims(Protocol):
    """Claims of texts."""

    async def claim(self, texts: Sequence[OutboundMessage], *, epoch: int, now: datetime) -> list[OutboundMessage]:
        """Claim each text once; returns those that nobody had claimed before.

        After an error, repeat; what it does not return settles as unknown.
        """
        ...


@dataclass(frozen=True, slots=True)
class Timing:
    """The durations of a fan-out; the hour is of the agency's evening."""

    useful_for: timedelta
    planned_until_hour: int
    sweep_after: timedelta
    recheck: timedelta


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn came to: the fan-out as it stands now, and the texts that are ours to send."""

    fanout: Fanout
    claimed: Sequence[OutboundMessage]


class Telling:
    """Tells the riders of a fan-out, a few at a time."""

    def __init__(
        self, *, audience: Audience, incidents: Incidents, claims: Claims, timing: Timing, wordings: Wordings
    ) -> None:
        self._audience = audience
        self._incidents = incidents
        self._claims = claims
        self._timing = timing
        self._wordings = wordings

    async def turn(self, fanout: Fanout, *, limit: int, epoch: int, now: datetime) -> Turn:
        """Claim the texts for the next `limit` candidates; the fan-out comes back moved on."""
        standing = await self._incidents.find_standing(fanout.event.incident)
        if standing is None or standing.revision != fanout.event.revision:
            return Turn(fanout.closed(FanoutState.SUPERSEDED), [])
        until = useful_until(fanout.event, self._timing)
        if now > until:
            return Turn(fanout.closed(FanoutState.DONE), [])
        # Asked before the first page: who is settled while the pass runs may have been passed by already.
        unsettled = fanout.is_clear and fanout.is_at_start and await self._audience.has_unsettled(fanout.event.incident)
        page = await self._audience.page(fanout, limit=limit)
        owed = texts_owed(fanout, page, wordings=self._wordings, useful_until=until)
        claimed = await self._claims.claim(owed, epoch=epoch, now=now)
        moved = fanout.moved_to(
            page.cursor, told=len(claimed), saw_unsettled=unsettled or any(map(awaits_outcome, page.earlier.values()))
        )
        return Turn(self._after_page(moved, now) if page.is_last else moved, claimed)

    def _after_page(self, fanout: Fanout, now: datetime) -> Fanout:
        return after_pass(fanout, sweep_after=self._timing.sweep_after, recheck=self._timing.recheck, now=now)


def texts_owed(fanout: Fanout, page: Page, *, wordings: Wordings, useful_until: datetime) -> list[OutboundMessage]:
    """The texts that the page's riders are owed."""
    texts = []
    for rider in page.riders:
        earlier = page.earlier.get(rider.id, ())
        targets = _targets(fanout, rider, earlier)
        kind = _kind(fanout, earlier) if targets else None
        if kind is not None:
            wording = wordings.of(rider.language)
            texts.append(text_for(rider, fanout.event, kind, targets, wording=wording, useful_until=useful_until))
    return texts


def useful_until(event: AlertEvent, timing: Timing) -> datetime:
    """Until when a text about the event is worth sending: of planned work the evening's end, else its start."""
    starts = [period.start for period in event.alert.active_periods if period.start is not None]
    if event.change is not Change.UPCOMING or event.service_date is None or not starts:
        return event.at + timing.useful_for
    eve = event.service_date - timedelta(days=1)
    evening = datetime.combine(eve, time(timing.planned_until_hour), ZoneInfo(event.zone))
    # What is told so late that the evening leaves it no hour is told at once: it has until the work begins.
    return evening if event.at + timing.useful_for <= evening else min(starts)


def _targets(fanout: Fanout, rider: Rider, earlier: Sequence[Earlier]) -> tuple[str, ...]:
    if fanout.is_clear:
        return targets_of_clear(fanout.event, rider, earlier)
    return concerned_targets(fanout.event, rider)


def _kind(fanout: Fanout, earlier: Sequence[Earlier]) -> Kind | None:
    slot = Slot.CLEAR if fanout.is_clear else Slot.NOTICE
    if fanout.event.change is Change.UPCOMING:
        return kind_of_notice(fanout.event, earlier)
    if any(each.slot is slot and each.revision == fanout.event.revision for each in earlier):
        return None
    if fanout.is_clear:
        is_owed = fanout.event.alert_class in OWED_A_CLEAR and is_owed_clear(earlier)
        return Kind.CLEAR if is_owed else None
    return kind_of_notice(fanout.event, earlier)
