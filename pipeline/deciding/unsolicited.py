"""Who gets a text without asking for more than their route: which events those are, and how the text reads."""

from datetime import datetime

from models.composing import Notice, compose
from models.delivery import Kind
from models.event import Change, event_of
from models.incident import RELISTED, REOPENED, AlertClass, Incident
from models.wording import Wording
from pipeline.deciding.outcome import Occurrence

_KINDS = {
    Change.OPENED: Kind.FIRST,
    Change.UPDATED: Kind.UPDATE,
    Change.UPCOMING: Kind.PLANNED,
    Change.CLEARED: Kind.CLEAR,
}


def is_texted(incident: Incident, occurrence: Occurrence) -> bool:
    """Whether somebody who subscribed to a route or a station, and asked for no more, gets a text of it.

    Elevators are for those who asked for them; the end, or a change of planned work, for those who were told of it.
    """
    if not incident.targets or incident.alert_class in {AlertClass.ACCESS, AlertClass.INFO}:
        return False
    match occurrence.change:
        case Change.UPCOMING:
            return True
        case Change.OPENED:
            return incident.alert_class is AlertClass.URGENT
        case Change.UPDATED:
            # The end of planned work is told to nobody, so that it goes on after all is no news.
            is_again = occurrence.why.rule in {REOPENED, RELISTED}
            is_first = incident.alert_class is AlertClass.URGENT and occurrence.why.rule != RELISTED
            return is_first or (incident.is_announced and not is_again)
        case Change.CLEARED:
            return incident.alert_class is AlertClass.URGENT and incident.is_announced


def preview(incident: Incident, occurrence: Occurrence, now: datetime, wording: Wording) -> str | None:
    """What a rider of the first route is sent, or of the first station; None where there is neither."""
    if not incident.routes and not incident.stations:
        return None
    event = event_of(incident, occurrence.change, occurrence.why, at=now, service_date=occurrence.service_date)
    return compose(
        Notice(
            kind=_KINDS[occurrence.change],
            alert=event.alert,
            routes=event.routes[:1],
            agency=event.agency,
            zone=event.zone,
            why=event.why,
            at=now,
            wording=wording,
            station=None if event.routes else event.stations[0],
        )
    )
