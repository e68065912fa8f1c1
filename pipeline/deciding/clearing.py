"""When an incident is over, and when one that seemed over was not."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from models.alert import Alert
from models.incident import AlertClass, Incident, Why
from pipeline.deciding.identity import selection_of
from pipeline.deciding.rules import Rules
from pipeline.words.lexicon import Lexicon
from pipeline.words.places import places_of
from pipeline.words.resumption import Signal, signal_of

RESUMED = "resumed"


def over_because(
    incident: Incident, *, poll: int, is_deleted: bool, is_fresh: bool, rules: Rules, now: datetime
) -> Why | None:
    """Why `incident`, as good poll number `poll` leaves it, is over; None while it is not."""
    if is_deleted:
        return Why("deleted", f"is_deleted in poll {poll}")
    if is_fresh and all(each.has_ended(now) for each in incident.entities):
        return Why("ended", "every active_period has passed")
    return _absent(incident, poll, rules, now)


def said_to_be_over(incident: Incident, entities: Sequence[Alert], lexicon: Lexicon) -> Why | None:
    """The agency's own word for it, by every entity that is listed; None where one of them goes on."""
    if tuple(entities) == incident.entities or resumed_by(incident.alert, lexicon):
        return None
    was_no_effect = incident.alert.effect == "NO_EFFECT"
    phrases = [resumed_by(each, lexicon, counts_no_effect=not was_no_effect) for each in entities]
    found = [phrase for phrase in phrases if phrase]
    return Why(RESUMED, found[0]) if found and len(found) == len(phrases) else None


def resumed_by(alert: Alert, lexicon: Lexicon, *, counts_no_effect: bool = False) -> str | None:
    """The words that say that service is back; None where nothing does."""
    found = signal_of(alert, lexicon)
    if found is not None and found[0] is Signal.RESUMED:
        return found[1]
    return "NO_EFFECT" if counts_no_effect and alert.effect == "NO_EFFECT" else None


def ended_by(alert: Alert, incidents: Iterable[Incident], rules: Rules, now: datetime) -> Incident | None:
    """The incident whose end is told by `alert`, an entity of its own; None where none, or no single one, is meant.

    It is about exactly the same routes, not long ago, and of the places that both could name they share some.
    """
    routes = _routes(alert)
    since = now - timedelta(seconds=rules.resumed_s)
    near = [
        each
        for each in incidents
        if routes
        and each.alert_class is AlertClass.URGENT
        and each.changed_at >= since
        and _routes(each.alert) == routes
    ]
    shares = sorted(
        ((_shared_places(alert, each.alert), each.changed_at, each.id, each) for each in near), reverse=True
    )
    if shares and shares[0][0] >= rules.resumed_places:
        return shares[0][3]
    return near[0] if len(near) == 1 and not places_of(alert) else None


def is_reopened(incident: Incident, rules: Rules, now: datetime) -> bool:
    """Whether a closed incident that is listed again was not over, rather than being another one."""
    return incident.closed_at is not None and now - incident.closed_at <= timedelta(seconds=rules.reopen_s)


def _routes(alert: Alert) -> frozenset[str]:
    return frozenset(name for name in selection_of(alert) if name.startswith("route "))


def _shared_places(alert: Alert, other: Alert) -> float:
    """The share of the places that they have in common, of the fewer that one of them names."""
    ours, theirs = places_of(alert), places_of(other)
    fewest = min(len(ours), len(theirs))
    return len(ours & theirs) / fewest if fewest else 0.0


def _absent(incident: Incident, poll: int, rules: Rules, now: datetime) -> Why | None:
    if incident.missing_since is None or incident.missing_from_poll is None:
        return None
    polls = poll - incident.missing_from_poll + 1
    if polls < rules.clear_after_polls or now - incident.missing_since < timedelta(seconds=rules.clear_after_s):
        return None
    return Why("absent", f"not listed in {polls} good polls since {incident.missing_since:%H:%M:%S} UTC")
