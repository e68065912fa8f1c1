"""Which texts the riders of a page are owed about an event, and until when those wait that come at a bad hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.delivery import Kind, Slot
from models.event import AlertEvent, Change
from models.incident import AlertClass
from models.rider import Rider
from notifier.deciding.bodies import Bodies
from notifier.deciding.carrying import Due, text_with
from notifier.deciding.correction import Correction, correcting_text
from notifier.deciding.kinds import Earlier, is_owed_clear, is_owed_correction, kind_of_notice
from notifier.deciding.matching import concerned, concerned_by_end
from notifier.deciding.standing import Standing
from notifier.deciding.texts import OutboundMessage, Owed
from notifier.deciding.timing import NEVER_LATER, Case, Hours, moment_to_tell

# Planned work and information end quietly.
OWED_A_CLEAR = frozenset({AlertClass.URGENT, AlertClass.ACCESS})


@dataclass(frozen=True, slots=True)
class Page:
    """The next candidates, what each was told of this incident before, and where the next page begins."""

    riders: Sequence[Rider]
    earlier: Mapping[str, Sequence[Earlier]]
    cursor: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Errand:
    """An event (or a `correction` of it) that is told now, where its incident stands, and when its texts may go out.

    A text is of use until `useful_until`, or `useful_for` after the hour that it had to wait for.
    """

    event: AlertEvent
    standing: Standing
    now: datetime
    hours: Hours
    useful_until: datetime
    useful_for: timedelta
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another event of the same station that is under way, and what each rider of the page was told of it before."""

    errand: Errand
    earlier: Mapping[str, Sequence[Earlier]]


@dataclass(frozen=True, slots=True)
class Portion:
    """The texts of as much of a page as may go out at once, and where the next page begins."""

    texts: Sequence[OutboundMessage]
    cursor: str
    is_last: bool


def texts_owed(errand: Errand, page: Page, bodies: Bodies, *, most: int, siblings: Sequence[Sibling] = ()) -> Portion:
    """The texts that the page's riders are owed, each in its rider's language, until `most` are to go out now.

    Those that are held are not among the `most`: they cost the sender nothing. What a rider is owed about `siblings`
    goes with the text where that can be.
    """
    texts: list[OutboundMessage] = []
    cursor, going_out = page.cursor, 0
    for rider in page.riders:
        if going_out == most:
            return Portion(texts, cursor, is_last=False)
        cursor = rider.id
        owed = owed_to(rider, errand, page.earlier.get(rider.id, ()))
        if owed is not None:
            texts.append(_text(rider, errand, owed, bodies, _others(rider, siblings)))
            going_out += owed.not_before is None
    return Portion(texts, page.cursor, page.is_last)


def _others(rider: Rider, siblings: Sequence[Sibling]) -> list[Due]:
    """What else the rider is owed of this station."""
    owed = ((each.errand.event, owed_to(rider, each.errand, each.earlier.get(rider.id, ()))) for each in siblings)
    return [Due(event, found) for event, found in owed if found is not None]


def _text(rider: Rider, errand: Errand, owed: Owed, bodies: Bodies, others: Sequence[Due]) -> OutboundMessage:
    if errand.correction is not None:
        return correcting_text(rider, errand.event, errand.correction, owed, bodies.wordings)
    return text_with(rider, Due(errand.event, owed), others, bodies)


def owed_to(rider: Rider, errand: Errand, earlier: Sequence[Earlier]) -> Owed | None:
    """What a rider who was told `earlier` is to be told; None where that is nothing."""
    if errand.correction is not None:
        case = Case(Kind.CORRECTION, rider, (), errand.standing)
        return _at_its_hour(errand, case, (), ()) if is_owed_correction(earlier, errand.correction.name) else None
    if errand.event.change is Change.CLEARED:
        return _clear(rider, errand, earlier)
    subscriptions = concerned(errand.event, rider, errand.standing)
    kind = _kind_of_notice(errand.event, earlier) if subscriptions else None
    if kind is None:
        return None
    targets = {each.target for each in subscriptions}
    in_order = tuple(each for each in errand.event.targets if each in targets)
    case = Case(kind, rider, subscriptions, errand.standing, errand.event.service_date)
    return _at_its_hour(errand, case, in_order, ())


def _clear(rider: Rider, errand: Errand, earlier: Sequence[Earlier]) -> Owed | None:
    event = errand.event
    if event.alert_class not in OWED_A_CLEAR or not is_owed_clear(earlier) or _has_row(Slot.CLEAR, event, earlier):
        return None
    subscriptions = concerned_by_end(event, rider, earlier)
    if subscriptions is None:
        return None
    wanted = {each.target for each in rider.subscriptions}
    named = tuple(each for each in event.targets if each in wanted) or event.targets
    case = Case(Kind.CLEAR, rider, subscriptions, errand.standing)
    return _at_its_hour(errand, case, tuple(dict.fromkeys(each.target for each in subscriptions)), named)


def _kind_of_notice(event: AlertEvent, earlier: Sequence[Earlier]) -> Kind | None:
    if event.change is not Change.UPCOMING and _has_row(Slot.NOTICE, event, earlier):
        return None
    return kind_of_notice(event, earlier)


def _has_row(slot: Slot, event: AlertEvent, earlier: Sequence[Earlier]) -> bool:
    return any(each.slot is slot and each.revision == event.revision for each in earlier)


def _at_its_hour(errand: Errand, case: Case, targets: tuple[str, ...], named: tuple[str, ...]) -> Owed | None:
    """What is owed, now or at the hour that it has to wait for; None where that is too late."""
    moment = moment_to_tell(case, errand.hours, errand.now)
    if moment is None:
        return None
    until = errand.useful_until if case.kind in NEVER_LATER else _useful_until(errand, case, moment)
    if moment > until:
        return None
    return Owed(case.kind, targets, until, named, not_before=moment if moment > errand.now else None)


def _useful_until(errand: Errand, case: Case, moment: datetime) -> datetime:
    """Until when a text is of use that may go out at `moment`."""
    if moment > errand.now:
        return moment + errand.useful_for
    if errand.now <= errand.useful_until:
        return errand.useful_until
    # The fan-out comes late, and perhaps the rider's hours have only just begun.
    could_go = moment_to_tell(case, errand.hours, errand.event.at)
    return errand.useful_until if could_go is None else could_go + errand.useful_for
