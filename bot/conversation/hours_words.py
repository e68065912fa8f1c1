"""Hours and days in a rider's words: "weekdays 7-9a westbound"."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.outcome import Setting
from models.window import DAY_MINUTES, EVERY_DAY, Window

WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
NOON = 12 * 60
_AT_LEAST_A_RUN = 3  # Mon-Wed; two days are named each


def windows_in_words(windows: Iterable[Window], setting: Setting) -> str:
    """All windows of one subscription; those that share their days or direction name it once."""
    groups: dict[tuple[tuple[int, ...], str], list[str]] = {}
    for window in windows:
        heading = setting.say(f"headings.{window.heading.value}") if window.heading else ""
        groups.setdefault((window.days, heading), []).append(hours_in_words(window, setting))
    return "; ".join(
        " ".join(part for part in (days_in_words(days, setting), ", ".join(filter(None, hours)), heading) if part)
        for (days, heading), hours in groups.items()
    )


def days_in_words(days: Sequence[int], setting: Setting) -> str:
    """Nothing for every day."""
    if tuple(days) == EVERY_DAY:
        return ""
    if tuple(days) == WEEKDAYS:
        return setting.say("days.weekdays")
    if tuple(days) == WEEKEND:
        return setting.say("days.weekend")
    names = setting.say("alert.weekdays").split()
    is_run = len(days) >= _AT_LEAST_A_RUN and list(days) == list(range(days[0], days[-1] + 1))
    return f"{names[days[0]]}-{names[days[-1]]}" if is_run else ", ".join(names[day] for day in days)


def hours_in_words(window: Window, setting: Setting) -> str:
    """Nothing for the whole day."""
    if window.start_minute == 0 and window.end_minute == DAY_MINUTES:
        return ""
    if window.start_minute == 0:
        return setting.say("clock.until", end=clock(window.end_minute, setting))
    if window.end_minute == DAY_MINUTES:
        return setting.say("clock.after", start=clock(window.start_minute, setting))
    return span_in_words(window.start_minute, window.end_minute, setting)


def span_in_words(start_minute: int, end_minute: int, setting: Setting) -> str:
    """`7-9a`, `11a-1p`, `10p-6a`; in French `7h-9h`."""
    start, end = clock(start_minute, setting), clock(end_minute, setting)
    # Both before noon or both after it: the letter once is enough.
    if start[-1:] in {"a", "p"} and start[-1:] == end[-1:] and start_minute < end_minute:
        start = start[:-1]
    return f"{start}-{end}"


def clock(minute: int, setting: Setting) -> str:
    """A time of day: `7a`, `7:30p`; in French `7h`, `19h30`."""
    hour, rest = divmod(minute % DAY_MINUTES, 60)
    facts = {
        "hour": hour,
        "hour12": hour % 12 or 12,
        "minute": f"{rest:02d}",
        "half": "a" if minute % DAY_MINUTES < NOON else "p",
    }
    return setting.say("clock.full" if rest == 0 else "clock.minutes", **facts)


def day_in_words(moment: datetime, zone: str, setting: Setting) -> str:
    """A day and, where it is not midnight, a time of it: "Mon Aug 10 5p"."""
    local = moment.astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    day = setting.say(
        "alert.day",
        weekday=setting.say("alert.weekdays").split()[local.weekday()],
        month=setting.say("alert.months").split()[local.month - 1],
        day=local.day,
    )
    return f"{day} {clock(minute, setting)}" if minute else day
