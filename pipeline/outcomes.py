"""What a poll may do to one incident: its next state, and the change that riders are to be told of."""

from dataclasses import dataclass, replace
from datetime import datetime

from models.alert import Alert
from models.event import Change
from models.incident import AlertClass, Incident, IncidentState, Why, incident_id
from pipeline.catalogue import Catalogue
from pipeline.classify import reclassify
from pipeline.enrich import resolve
from pipeline.material import material_change
from pipeline.rules import Rules


@dataclass(frozen=True, slots=True)
class Outcome:
    """One incident's next state; without a `change` nobody is told."""

    incident: Incident
    change: Change | None = None
    is_new: bool = False

    @property
    def is_urgent(self) -> bool:
        return self.incident.alert_class is AlertClass.URGENT


def opened(
    alert: Alert, fingerprint: str, *, alert_class: AlertClass, poll: int, catalogue: Catalogue, now: datetime
) -> Outcome:
    incident = Incident(
        id=incident_id(catalogue.feed, fingerprint, poll),
        feed=catalogue.feed,
        fingerprint=fingerprint,
        alert=alert,
        alert_class=alert_class,
        agency=catalogue.agency,
        zone=catalogue.zone,
        routes=resolve(alert, catalogue, alert_class=alert_class).routes,
        opened_at=now,
        changed_at=now,
        revision=1,
        version=1,
        why=Why("opened", f"first listed in good poll {poll}"),
    )
    return Outcome(incident, Change.OPENED, is_new=True)


def untold(opening: Outcome) -> Outcome:
    """The same incident, stored without telling anybody."""
    incident = replace(opening.incident, revision=0, why=Why("baseline", "listed in the feed's first good poll"))
    return Outcome(incident, None, is_new=True)


def seen(incident: Incident, alert: Alert, *, catalogue: Catalogue, rules: Rules, now: datetime) -> Outcome | None:
    """An open incident that the poll lists; None where nothing changed."""
    alert_class = reclassify(incident, alert, rules, now)
    routes = resolve(alert, catalogue, alert_class=alert_class).routes
    if alert == incident.alert and routes == incident.routes and incident.missing_since is None:
        return None
    current = replace(
        _next(incident),
        alert=alert,
        alert_class=alert_class,
        routes=routes,
        changed_at=incident.changed_at if alert == incident.alert else now,
        missing_since=None,
        missing_from_poll=None,
    )
    # An alert whose routes were not known when it was first told has told nobody.
    became_known = "routes became known" if incident.revision and routes and not incident.routes else None
    if evidence := material_change(incident.alert, alert, rules, now) or became_known:
        return _told(current, Change.UPDATED, Why("updated", evidence))
    return Outcome(current)


def missing(incident: Incident, poll: int, now: datetime) -> Outcome | None:
    """An open incident that the poll does not list; None where that was known."""
    if incident.missing_since is not None:
        return None
    return Outcome(replace(_next(incident), missing_since=now, missing_from_poll=poll))


def cleared(before: Incident, state: Incident, why: Why, now: datetime) -> Outcome:
    """The end of an incident that stood as `before` and that the same poll has led to `state`."""
    # The update that the poll might have told is not told any more: one poll, one event.
    closed = replace(
        state,
        version=before.version + 1,
        revision=before.revision,
        state=IncidentState.CLOSED,
        closed_at=now,
        changed_at=now,
    )
    return _told(closed, Change.CLEARED, why)


def dropped(incident: Incident, now: datetime) -> Outcome:
    """The end of an incident of another dataset: nobody knows whether it is over."""
    why = Why("baseline", "not listed in the feed's first good poll")
    closed = replace(_next(incident), state=IncidentState.CLOSED, closed_at=now, changed_at=now, why=why)
    return Outcome(closed)


def silenced(before: Incident, outcome: Outcome) -> Outcome:
    """The same next state, told to nobody."""
    return Outcome(replace(outcome.incident, revision=before.revision, why=before.why))


def reopened(incident: Incident, alert: Alert, *, catalogue: Catalogue, now: datetime) -> Outcome:
    current = replace(
        _next(incident),
        state=IncidentState.OPEN,
        closed_at=None,
        missing_since=None,
        missing_from_poll=None,
        alert=alert,
        routes=resolve(alert, catalogue, alert_class=incident.alert_class).routes,
        changed_at=now,
    )
    return _told(current, Change.UPDATED, Why("reopened", "listed again soon after it was closed"))


def _next(incident: Incident) -> Incident:
    return replace(incident, version=incident.version + 1)


def _told(incident: Incident, change: Change, why: Why) -> Outcome:
    return Outcome(replace(incident, revision=incident.revision + 1, why=why), change)
