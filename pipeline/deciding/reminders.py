"""The timetable of planned work: which evenings riders are reminded of which day's closure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.incident import AlertClass, Incident
from models.time_range import TimeRange
from models.timetable import periods_of, service_dates
from pipeline.deciding.rules import Rules


def due_reminders(incident: Incident, rules: Rules, now: datetime) -> tuple[date, ...]:
    """The service dates whose reminder is to go out now.

    It is due at 18:00 the evening before; seen later than that, or after everything was down, it still helps before
    the start, but wakes nobody.
    """
    if incident.alert_class is not AlertClass.PLANNED:
        return ()
    hour = now.astimezone(ZoneInfo(incident.zone)).hour
    if not rules.late_from_hour <= hour < rules.late_until_hour:
        return ()
    return tuple(each for each in _ahead(incident, rules, now) if _evening_before(each, incident.zone, rules) <= now)


def next_reminder_at(incidents: Iterable[Incident], rules: Rules, now: datetime) -> datetime | None:
    """When the next reminder of any of them will be due; None where no planned work lies ahead."""
    moments = (
        max(_evening_before(each, incident.zone, rules), _daytime(now, incident.zone, rules))
        for incident in incidents
        for each in _ahead(incident, rules, now)
    )
    return min(moments, default=None)


def next_moment(incidents: Iterable[Incident], rules: Rules, now: datetime) -> datetime | None:
    """When something will be due by the clock alone: a reminder, or an update that came too soon."""
    known = list(incidents)
    listed = (each for each in known if each.is_open and each.missing_since is None)
    pending = [each.pending_until for each in listed if each.pending_until is not None]
    reminder = next_reminder_at(known, rules, now)
    return min([*pending, *([reminder] if reminder else [])], default=None)


def missed_reminders(incident: Incident, rules: Rules, now: datetime) -> tuple[date, ...]:
    """The service dates whose evening has passed: a baseline does not tell of them any more."""
    return tuple(each for each in _ahead(incident, rules, now) if _evening_before(each, incident.zone, rules) <= now)


def _ahead(incident: Incident, rules: Rules, now: datetime) -> Iterator[date]:
    is_planned = incident.is_open and incident.alert_class is AlertClass.PLANNED
    # Whether what is not listed just now is still planned, the next polls will tell.
    if not is_planned or incident.hold is not None or incident.missing_since is not None:
        return
    horizon = now + timedelta(days=rules.remind_days)
    periods = [period for each in incident.entities for period in each.active_periods]
    coming = [each for each in periods if each.start is not None and now < each.start <= horizon]
    for service_date in service_dates(coming, incident.zone):
        if service_date not in incident.reminded and _is_first(periods, service_date, incident.zone, now):
            yield service_date


def _is_first(periods: Iterable[TimeRange], service_date: date, zone: str, now: datetime) -> bool:
    """Whether nothing of that day has begun: its reminder is about the day as a whole."""
    first = periods_of(periods, service_date, zone)[0].start
    return first is not None and first > now


def _evening_before(service_date: date, zone: str, rules: Rules) -> datetime:
    evening = datetime.combine(service_date - timedelta(days=1), time(rules.remind_from_hour), ZoneInfo(zone))
    return evening.astimezone(UTC)


def _daytime(now: datetime, zone: str, rules: Rules) -> datetime:
    """Now, or the next morning where it is night."""
    local = now.astimezone(ZoneInfo(zone))
    if rules.late_from_hour <= local.hour < rules.late_until_hour:
        return now
    day = local.date() + timedelta(days=1 if local.hour >= rules.late_until_hour else 0)
    return datetime.combine(day, time(rules.late_from_hour), local.tzinfo).astimezone(UTC)
