"""Which days planned work falls on: a period belongs to the day on which it starts, in the agency's zone."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from models.time_range import TimeRange


def service_dates(periods: Iterable[TimeRange], zone: str) -> tuple[date, ...]:
    """The days on which a period starts, in order, each once."""
    local = ZoneInfo(zone)
    return tuple(sorted({period.start.astimezone(local).date() for period in periods if period.start is not None}))


def periods_of(periods: Iterable[TimeRange], service_date: date, zone: str) -> tuple[TimeRange, ...]:
    """The periods that start on that day, the earliest first."""
    local = ZoneInfo(zone)
    starts = [(each.start, each) for each in periods if each.start is not None]
    found = [(start, each) for start, each in starts if start.astimezone(local).date() == service_date]
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))
