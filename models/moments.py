"""Times as riders read them: in the agency's zone, in the order and the signs of their language."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.wording import Wording

# A span that is longer, and ends on another day, is told by its beginning alone.
ONE_NIGHT = timedelta(hours=12)


def clock_time(moment: datetime, zone: str, wording: Wording) -> str:
    """`8:12a`, in French `8h12`."""
    local = moment.astimezone(ZoneInfo(zone))
    hour = local.hour if wording.say("alert.hours") == "24" else local.hour % 12 or 12
    half = "alert.morning" if local.hour < 12 else "alert.afternoon"
    return wording.say(half, hour=hour, minute=f"{local.minute:02d}")


def day(moment: datetime, zone: str, wording: Wording) -> str:
    """`Sat Aug 8`."""
    local = moment.astimezone(ZoneInfo(zone))
    return wording.say(
        "alert.day",
        weekday=wording.say("alert.weekdays").split()[local.weekday()],
        month=wording.say("alert.months").split()[local.month - 1],
        day=local.day,
    )


def beginning(start: datetime, end: datetime | None, zone: str, wording: Wording) -> str:
    """`Sat Aug 8 11:00p-5:00a`; `from Sat Aug 8 11:00p` where it lasts longer than a night, or who knows how long."""
    moment = f"{day(start, zone, wording)} {clock_time(start, zone, wording)}"
    if end is None or (end - start > ONE_NIGHT and day(end, zone, wording) != day(start, zone, wording)):
        return wording.say("alert.from", start=moment)
    return f"{moment}-{clock_time(end, zone, wording)}"
