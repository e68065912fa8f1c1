"""How often one incident may make itself heard: not again within minutes, and not many times a day."""

from dataclasses import replace
from datetime import datetime, timedelta
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
    return _today(incident, now).updates_today < rules.updates_a_day


def is_event_allowed(incident: Incident, rules: Rules, now: datetime) -> bool:
    """Whether it may speak again at all today: one that comes and goes for ever falls silent."""
    return _today(incident, now).events_today < rules.events_a_day


def counted_event(incident: Incident, now: datetime) -> Incident:
    today = _today(incident, now)
    return replace(today, events_today=today.events_today + 1)


def counted_update(incident: Incident, now: datetime) -> Incident:
    today = counted_event(incident, now)
    return replace(today, updates_today=today.updates_today + 1, updated_at=now, pending_until=None)


def _today(incident: Incident, now: datetime) -> Incident:
    """The incident with the counters of the agency's day that `now` falls on."""
    day = now.astimezone(ZoneInfo(incident.zone)).date()
    return (
        incident if incident.counted_day == day else replace(incident, counted_day=day, updates_today=0, events_today=0)
    )
