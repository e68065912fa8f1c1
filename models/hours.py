"""When a rider's windows are open, by the clock on the wall in the agency's zone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.time_range import TimeRange
from models.window import DAY_MINUTES, EVERY_DAY, Window

# The clock on the wall decides. When it is put forward, the minutes that it leaves out come on no clock: a window that
# begins among them opens with the first minute after them, one that lies wholly among them not at all that day. When
# it is put back, the minutes that come twice count both times.
ALWAYS = (Window(),)
# A window of one day in the week, which the clock leaves out this week, opens within that time.
AHEAD = timedelta(days=15)
_DAY = timedelta(days=1)


def is_open(windows: Sequence[Window], zone: str, moment: datetime) -> bool:
    """Whether one of the windows is open; no windows are always open."""
    if not windows:
        return True
    local = moment.astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    return any(_covers(window, local.weekday(), minute) for window in windows)


def next_open(windows: Sequence[Window], zone: str, moment: datetime) -> datetime | None:
    """The first moment from `moment` on at which one of the windows is open; None where none ever opens."""
    if is_open(windows, zone, moment):
        return moment
    for part in _between_changes(ZoneInfo(zone), moment, moment + AHEAD):
        # What opens in one part opens before all that opens in the next.
        if opens := [each.start or moment for each in _spans_of_part(windows, zone, part)]:
            return min(opens)
    return None


def overlaps(windows: Sequence[Window], zone: str, span: TimeRange) -> bool:
    """Whether one of the windows is open at any moment of the span."""
    if not windows:
        return True
    since = span.start or (span.end - AHEAD if span.end else datetime(2000, 1, 1, tzinfo=UTC))
    # What repeats itself every week need not be looked at for longer.
    until = since + AHEAD if span.end is None else min(span.end, since + AHEAD)
    return any(True for _ in open_spans(windows, zone, since, until))


def open_spans(windows: Sequence[Window], zone: str, since: datetime, until: datetime) -> Iterator[TimeRange]:
    """The spans between two moments in which a window is open, as they come; one may overlap another."""
    for part in _between_changes(ZoneInfo(zone), since, until):
        yield from _spans_of_part(windows, zone, part)


def going(windows: Sequence[Window], direction_ids: Collection[int], headings: Collection[str]) -> tuple[Window, ...]:
    """The windows in which the rider goes one of these ways, none of which means every way.

    A rider without windows goes always; nothing is left where every window goes another way.
    """
    return tuple(each for each in windows or ALWAYS if _goes(each, direction_ids, headings))


def outside(start_minute: int, end_minute: int) -> tuple[Window, ...]:
    """The hours of every day that do not lie between two minutes after midnight, the second perhaps on the next day."""
    if (end_minute - start_minute) % DAY_MINUTES == 0:
        # The whole day is left out.
        return (Window(days=()),)
    return (Window(EVERY_DAY, end_minute % DAY_MINUTES, start_minute or DAY_MINUTES),)


def lengthened(window: Window, minutes: int) -> Window:
    """The window, closing that much later; it never lasts longer than a day."""
    lasts = (window.end_minute - window.start_minute) % DAY_MINUTES or DAY_MINUTES
    end = (window.start_minute + min(lasts + minutes, DAY_MINUTES)) % DAY_MINUTES
    return replace(window, end_minute=end or DAY_MINUTES)


def _goes(window: Window, direction_ids: Collection[int], headings: Collection[str]) -> bool:
    if window.direction_id is not None and direction_ids:
        return window.direction_id in direction_ids
    return window.heading is None or not headings or window.heading in headings


def _covers(window: Window, day: int, minute: int) -> bool:
    if window.end_minute > window.start_minute:
        return day in window.days and window.start_minute <= minute < window.end_minute
    # Across midnight: it belongs to the day on which it starts.
    is_of_yesterday = (day - 1) % 7 in window.days and minute < window.end_minute
    return is_of_yesterday or (day in window.days and minute >= window.start_minute)


def _spans_of_part(windows: Sequence[Window], zone: str, part: tuple[datetime, datetime]) -> Iterator[TimeRange]:
    """The open spans in a part of time in which the zone's offset stays the same."""
    start, end = part
    wall_start = start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    for opens, closes in _wall_spans(windows, wall_start, wall_start + (end - start)):
        yield TimeRange(start + (opens - wall_start), start + (closes - wall_start))


def _wall_spans(windows: Sequence[Window], since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The open spans between two times on the wall, between which nobody moves the clock."""
    midnight = datetime.combine(since.date(), time()) - _DAY
    while midnight < until:
        for window in windows:
            if midnight.weekday() in window.days:
                is_over_midnight = window.end_minute <= window.start_minute
                opens = max(since, midnight + timedelta(minutes=window.start_minute))
                closes = midnight + timedelta(minutes=window.end_minute) + (_DAY if is_over_midnight else timedelta())
                if opens < (closes := min(closes, until)):
                    yield opens, closes
        midnight += _DAY


def _between_changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The time between two moments, in parts in which the zone's offset stays the same."""
    start = since
    while start < until:
        end = min(start + _DAY, until)
        if _offset(zone, end) != _offset(zone, start):
            end = _change(zone, start, end)
        yield start, end
        start = end


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """When the zone's offset changes between two moments: on a whole second."""
    known = _offset(zone, before)
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, datetime.fromtimestamp(middle, UTC)) == known:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()
