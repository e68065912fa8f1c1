"""How often one incident may make itself heard: not again within minutes, and not many times a day."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.incident import Incident
from pipeline.deciding.rules import Rules


def too_soon_until(incident: Incident, rules: Rules, now: datetime) -> datetime | None:
    """Until when an update waits; None where it may go out now."""
    if incident.updated_at is None:
        return None
    until = incident.updated_at + timedelta(seconds=rules.update_gap_s)
    return until if now < until else None


def is_update_allowed(incident: Incident, rules: Rules, now: datetime) -> bool:
    """Whether riders have not had enough of this incident today, first notices not counted."""
    return _counts(incident, now)[0] < rules.updates_a_day


def is_event_allowed(incident: Incident, rules: Rules, now: datetime) -> bool:
    """Whether it may speak again at all today: one that comes and goes for ever falls silent."""
    return _counts(incident, now)[1] < rules.events_a_day


def counted_event(incident: Incident, now: datetime) -> Incident:
    updates, events = _counts(incident, now)
    return replace(incident, counted_day=day_of(now, incident.zone), updates_today=updates, events_today=events + 1)


def counted_update(incident: Incident, now: datetime) -> Incident:
    counted = counted_event(incident, now)
    return replace(counted, updates_today=counted.updates_today + 1, updated_at=now, pending_until=None)


def _counts(incident: Incident, now: datetime) -> tuple[int, int]:
    """Its updates and events of the agency's day that `now` falls on."""
    is_same_day = incident.counted_day == day_of(now, incident.zone)
    return (incident.updates_today, incident.events_today) if is_same_day else (0, 0)


def day_of(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
