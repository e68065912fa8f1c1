"""From when and until when, where the alert's periods know it and its words do not say it."""

import re
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from models.alert import Alert
from models.moments import beginning, clock_time, day
from models.time_range import TimeRange
from models.wording import Wording

SOON = timedelta(hours=1)
# An end that is nearer, or not on five minutes, is one that creeps along with every poll: nobody has announced it.
ANNOUNCED_FROM, ANNOUNCED_TO = timedelta(minutes=30), timedelta(hours=24)
HALF_DAY = timedelta(hours=12)
_SAYS_END = re.compile(
    r"\b(?:until|till|through|thru|jusqu|hasta|at\u00e9|ends?|expected)\b|\d ?[ap]\.?m\b|\d ?[:h] ?\d\d|\b\d{1,2} ?h\b",
    re.IGNORECASE,
)


class Timed(Protocol):
    """What is known of an alert's time."""

    @property
    def alert(self) -> Alert: ...
    @property
    def at(self) -> datetime: ...
    @property
    def zone(self) -> str: ...
    @property
    def wording(self) -> Wording: ...


def begins(notice: Timed, said: str) -> str:
    """When an alert that does not run begins, again or at all: `from Wed Aug 5 9:00p`; "" for one that says it."""
    ahead = [each for each in notice.alert.active_periods if each.end is None or each.end > notice.at]
    starts = [each.start for each in ahead if each.start and each.start > notice.at + SOON]
    if not ahead or len(starts) < len(ahead) or _says_day(said, min(starts), notice):
        return ""
    ends_at = [each.end for each in ahead if each.end]
    end = max(ends_at) if len(ends_at) == len(ahead) else None
    return beginning(min(starts), end, notice.zone, notice.wording)


def ends(notice: Timed, said: str) -> str:
    """`until 5:00p`, where a running alert has an end that somebody has announced; "" where the words say it."""
    end = max((each.end for each in _running(notice) if each.end), default=None)
    if end is None or not _is_announced(end, notice.at) or _SAYS_END.search(said):
        return ""
    clock = clock_time(end, notice.zone, notice.wording)
    if end - notice.at > HALF_DAY and _date(end, notice) != _date(notice.at, notice):
        clock = f"{day(end, notice.zone, notice.wording)} {clock}"
    return notice.wording.say("alert.until", end=clock)


def _running(notice: Timed) -> list[TimeRange]:
    return [each for each in notice.alert.active_periods if each.contains(notice.at)]


def _is_announced(end: datetime, now: datetime) -> bool:
    is_round = end.second == 0 and (end.minute % 5 == 0 or end.minute == 59)
    return is_round and ANNOUNCED_FROM < end - now < ANNOUNCED_TO


def _date(moment: datetime, notice: Timed) -> object:
    return moment.astimezone(ZoneInfo(notice.zone)).date()


def _says_day(said: str, start: datetime, notice: Timed) -> bool:
    local = start.astimezone(ZoneInfo(notice.zone))
    month = notice.wording.say("alert.months").split()[local.month - 1][:3]
    names = rf"(?:{re.escape(month)}|{local:%b})\w*\.?"
    said_day = rf"\b{names} {local.day}\b|\b{local.day}(?:er)? {names}|(?<![\d/]){local.month}/{local.day}\b"
    return re.search(said_day, said, re.IGNORECASE) is not None
