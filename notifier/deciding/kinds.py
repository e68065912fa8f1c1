"""What has this rider been told of an incident, and how does the next text about it read?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.delivery import NOT_IN_LIST, REACHED, UNSETTLED, Channel, DeliveryState, Kind, Slot
from models.event import AlertEvent, Change
from models.incident import RELISTED, REOPENED, UNSOLICITED, AlertClass
from notifier.probing.probe import is_probe

# A reply that told of planned work longer ago than this, before its start, does not stand for the reminder.
REPLY_LASTS = timedelta(hours=24)
# Planned work has its reminder; information goes to those who asked for it.
TOLD_AT_ONCE = UNSOLICITED | {AlertClass.INFO}
# Posted, and nobody knows what became of it.
PERHAPS_REACHED = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.CARRIED})
# What is held was never posted, and never will be once the incident has a newer revision.
AWAITED = UNSETTLED - {DeliveryState.HELD}


@dataclass(frozen=True, slots=True)
class Earlier:
    """One text of this incident that this rider was sent, owed or told in a reply; `targets` are what it was for,
    `at` is when it was claimed.
    """

    slot: Slot
    revision: int
    state: DeliveryState
    targets: tuple[str, ...] = ()
    channel: Channel = Channel.TEXT
    at: datetime | None = None
    occasion: str = ""
    reason: str = ""


def kind_of_notice(event: AlertEvent, earlier: Sequence[Earlier]) -> Kind | None:
    """How the notice reads for a rider who was told `earlier`; None where nothing is owed."""
    if is_probe(event):
        return Kind.PROBE
    if event.change is Change.UPCOMING:
        return None if _was_reminded(event, earlier) else Kind.PLANNED
    has_reached = any(each.slot is Slot.NOTICE and each.state in REACHED for each in earlier)
    is_reopened = event.change is Change.UPDATED and event.why.rule in {REOPENED, RELISTED}
    if is_reopened and has_reached:
        # Who never heard that it was over need not hear that it goes on.
        return Kind.UPDATE if _was_cleared(earlier) else None
    # A text without an answer may have arrived; one that surely did not is no first notice. To who may have missed
    # the beginning and the end, "again" says nothing.
    may_have_reached = not is_reopened and any(
        each.slot is Slot.NOTICE and each.state in PERHAPS_REACHED for each in earlier
    )
    if has_reached or may_have_reached:
        return Kind.UPDATE
    is_owed = event.alert_class in TOLD_AT_ONCE and event.why.rule != RELISTED
    return Kind.FIRST if is_owed else None


def _was_reminded(event: AlertEvent, earlier: Sequence[Earlier]) -> bool:
    """Whether the rider knows already what is planned, as it stands; a reply of last week is forgotten."""
    starts = [period.start for period in event.alert.active_periods if period.start is not None]
    since = min(starts, default=event.at) - REPLY_LASTS
    return any(
        each.slot is Slot.NOTICE
        and each.revision == event.revision
        # One that is to be tried again may be too late by then.
        and each.state in REACHED | (UNSETTLED - {DeliveryState.RETRY})
        and (each.channel is Channel.TEXT or each.at is None or each.at >= since)
        for each in earlier
    )


def is_owed_clear(earlier: Sequence[Earlier]) -> bool:
    """Whether the rider was told of the incident, and has not been told since that it is over."""
    told = [each.revision for each in earlier if each.slot is Slot.NOTICE and each.state in REACHED]
    return bool(told) and max(told) > _last_clear(earlier)


def is_owed_correction(earlier: Sequence[Earlier], correction: str) -> bool:
    """Whether the rider was told of the incident, and not yet of that correction."""
    was_told = any(each.slot is Slot.NOTICE and each.state in REACHED for each in earlier)
    return was_told and not any(each.slot is Slot.CORRECTION and each.occasion == correction for each in earlier)


def awaits_outcome(earlier: Sequence[Earlier], revision: int) -> bool:
    """Whether nobody knows yet if this revision's clear or correction is owed.

    A notice is still on its way, or the clear of an earlier revision: it may have been the one that the rider needs.
    """
    return any(
        each.state in AWAITED
        if each.slot is Slot.NOTICE
        else each.slot is Slot.CLEAR and each.revision < revision and each.state in PERHAPS_REACHED
        for each in earlier
    )


def _was_cleared(earlier: Sequence[Earlier]) -> bool:
    told = [each.revision for each in earlier if each.slot is Slot.NOTICE and each.state in REACHED]
    # What the provider's list did not show, it may show yet: better "again" once too often than not.
    missing = [each.revision for each in _clears(earlier, {DeliveryState.RETRY}) if each.reason == NOT_IN_LIST]
    return max(_last_clear(earlier), *missing, -1) > max(told, default=-1)


def _last_clear(earlier: Sequence[Earlier]) -> int:
    """The revision of the latest clear that reached the rider, or may have.

    One that is to be tried again did not, and never will: by now the incident has a newer revision.
    """
    return max((each.revision for each in _clears(earlier, REACHED | PERHAPS_REACHED)), default=-1)


def _clears(earlier: Sequence[Earlier], states: Collection[DeliveryState]) -> list[Earlier]:
    return [each for each in earlier if each.slot is Slot.CLEAR and each.state in states]
