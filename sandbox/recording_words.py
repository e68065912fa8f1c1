"""How a recording is spoken of: its times in the agency's zone, its gaps in hours and minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def clock(moment: datetime, moments: Sequence[datetime], zone: str) -> str:
    """`11:32`, or `Mar 24 11:32` in a recording of more than one day."""
    local, first, last = (each.astimezone(ZoneInfo(zone)) for each in (moment, moments[0], moments[-1]))
    return f"{local:%H:%M}" if first.date() == last.date() else f"{local:%b} {local.day} {local:%H:%M}"


def span(moments: Sequence[datetime], zone: str) -> str:
    """`Mar 31 11:35 to 16:41`."""
    first, last = moments[0].astimezone(ZoneInfo(zone)), moments[-1].astimezone(ZoneInfo(zone))
    day = f"{first:%b} {first.day}, {first.year}"
    if len(moments) == 1:
        return f"{day} {first:%H:%M}"
    later = "" if first.date() == last.date() else f"{last:%b} {last.day}, {last.year} "
    return f"{day} {first:%H:%M} to {later}{last:%H:%M}"


def duration(length: timedelta) -> str:
    """`2 h 30 min`, `7 min`, `90 s`: as exact as one wants to know."""
    seconds = round(length.total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{hours // 24} days"
