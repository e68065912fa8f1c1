"""The look after the claim, just before the call: may this text still go out, now?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from models.delivery import Kind, Slot
from models.incident import IncidentState
from models.rider import Rider, RiderStatus, Subscription
from notifier.deciding.caps import COUNTED, Caps
from notifier.deciding.daily_segments import BOUNDLESS, Budget
from notifier.deciding.matching import matching
from notifier.deciding.standing import Standing
from notifier.deciding.texts import OutboundMessage
from notifier.deciding.timing import NEVER_LATER, Case, Hours, moment_to_tell

SUPERSEDED = "superseded"  # the reason of a skip: the incident has news by now, or is over
EXPIRED = "expired"  # of another: it is of use to nobody any more
HALTED = "halted"  # of another: the operator has stopped what is told of it


@dataclass(frozen=True, slots=True)
class Send:
    """The text may go out to `rider`; `ending` names what it is to say about the day's count, if anything."""

    text: OutboundMessage
    rider: Rider
    ending: str | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """The text must not go out any more; `reason` is the label under which it is counted."""

    reason: str


@dataclass(frozen=True, slots=True)
class HoldUntil:
    """The text is to be looked at again at `not_before`."""

    not_before: datetime
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """The text must not go out as it is: it tells of something that holds no more. It and what it carries part."""


Single = Send | Skip | HoldUntil
Verdict = Single | Part


@dataclass(frozen=True, slots=True)
class LookRules:
    """The rules of the look; `budget` is as the sender's day stands when it begins."""

    hours: Hours
    caps: Caps
    useful_for: timedelta
    budget: Budget = BOUNDLESS


def look(
    text: OutboundMessage,
    rider: Rider | None,
    standing: Standing | None,
    *,
    number: int = 1,
    now: datetime,
    rules: LookRules,
) -> Single:
    """What becomes of a claimed text, which would be its rider's `number`th of the day.

    A STOP and a clear write their own fact before they touch anything else, so this look sees them.
    """
    reason = _about_rider(text, rider, now)
    if reason is not None or rider is None:
        return Skip(reason or "rider-gone")
    if text.kind is Kind.NOTE:
        return _about_note(text, rider, now, rules)
    reason = _about_incident(text, rider, standing, now)
    if reason is not None or standing is None:
        return Skip(reason or "incident-gone")
    if text.alert_class is not standing.alert_class:
        text = replace(text, alert_class=standing.alert_class)
    if text.kind is Kind.PLANNED:
        text = replace(text, begins_in=_begins_in(text, standing, now))
    wanted = still_wanted(text, rider, standing)
    if text.targets and not wanted:
        return Skip("unsubscribed")
    case = Case(text.kind, rider, wanted, standing, _service_date(text))
    return (
        _by_the_clock(text, case, rules, now)
        or _by_the_budget(text, rules.budget)
        or _by_the_count(text, case, rules.caps, number)
    )


def look_together(
    text: OutboundMessage,
    rider: Rider | None,
    standings: Mapping[str, Standing],
    *,
    number: int = 1,
    now: datetime,
    rules: LookRules,
) -> Verdict:
    """What becomes of a claimed text and of all that it carries, which counts as one of its rider's day."""
    verdict = look(text, rider, standings.get(text.incident), number=number, now=now, rules=rules)
    if not isinstance(verdict, Send) or not text.carries:
        return verdict
    rules = replace(rules, budget=BOUNDLESS)
    carried = (look(each, rider, standings.get(each.incident), now=now, rules=rules) for each in text.carries)
    return verdict if all(isinstance(each, Send) for each in carried) else Part()


def _about_note(text: OutboundMessage, rider: Rider, now: datetime, rules: LookRules) -> Single:
    """What becomes of a text outside incidents: an answer waits for nothing, other texts for a pause's end."""
    if not text.targets:
        return Send(text, rider)
    if not any(each.target in text.targets for each in rider.subscriptions):
        return Skip("unsubscribed")
    if rider.paused_until is not None and now < rider.paused_until:
        return HoldUntil(rider.paused_until, rider.paused_until + rules.useful_for)
    return Send(text, rider)


def still_wanted(text: OutboundMessage, rider: Rider, standing: Standing) -> tuple[Subscription, ...]:
    """The subscriptions that the text is for, as they are now."""
    if text.kind is Kind.CLEAR:
        # Who was told is told the end, whatever they ask for since.
        return tuple(each for each in rider.subscriptions if each.target in text.targets)
    found = matching(rider, text.targets, standing)
    # START and RESUME set subscriptions anew, and what goes on then is told in their answer.
    return tuple(each for each in found if text.event_at is None or each.active_since <= text.event_at)


def _about_rider(text: OutboundMessage, rider: Rider | None, now: datetime) -> str | None:
    """Why nothing of the kind is sent to this rider."""
    if rider is None:
        return "rider-gone"
    if rider.status is not RiderStatus.ACTIVE:
        return "stopped"
    if rider.suppressed_at is not None:
        return "suppressed"
    return EXPIRED if now > text.useful_until else None


def _about_incident(text: OutboundMessage, rider: Rider, standing: Standing | None, now: datetime) -> str | None:
    """Why nothing about this incident is sent to this rider."""
    if standing is None:
        return "incident-gone"
    if text.slot is not Slot.CORRECTION and (reason := _about_news(text, standing, now)):
        return reason
    if rider.paused_until is not None and now < rider.paused_until:
        return "paused"
    return "muted" if text.incident in rider.muted else None


def _about_news(text: OutboundMessage, standing: Standing, now: datetime) -> str | None:
    """Why what the text says of the incident is not told, to anybody."""
    if standing.is_halted:
        return HALTED
    expected = IncidentState.CLOSED if text.slot is Slot.CLEAR else IncidentState.OPEN
    if standing.revision != text.revision or standing.state is not expected:
        return SUPERSEDED
    return "over" if text.slot is Slot.NOTICE and standing.has_ended(now) else None


def _by_the_clock(text: OutboundMessage, case: Case, rules: LookRules, now: datetime) -> Skip | HoldUntil | None:
    """What becomes of a text whose time has passed, or has not come; None for one that may go out now."""
    moment = moment_to_tell(case, rules.hours, now)
    if moment is None:
        return Skip("out-of-hours")
    if moment <= now:
        return None
    if text.kind not in NEVER_LATER:
        return HoldUntil(moment, moment + rules.useful_for)
    return HoldUntil(moment, text.useful_until) if moment <= text.useful_until else Skip("out-of-hours")


def _by_the_budget(text: OutboundMessage, budget: Budget) -> Skip | None:
    """What becomes of a text for which the sender's day has no segments left; None for one that may go out."""
    return None if budget.allows(text.priority, text.segments) else Skip("daily-segments")


def _by_the_count(text: OutboundMessage, case: Case, caps: Caps, number: int) -> Send | Skip:
    if text.kind not in COUNTED:
        return Send(text, case.rider)
    if not caps.allow(number, is_urgent=case.is_urgent):
        return Skip("daily-cap")
    return Send(text, case.rider, caps.ending(number))


def _service_date(text: OutboundMessage) -> date | None:
    return date.fromisoformat(text.occasion) if text.kind is Kind.PLANNED else None


def _begins_in(text: OutboundMessage, standing: Standing, now: datetime) -> timedelta | None:
    """How far ahead the work is that the reminder is about; None where nobody knows."""
    service_date = _service_date(text)
    periods = standing.periods_of(service_date) if service_date else ()
    return periods[0].start - now if periods and periods[0].start else None
