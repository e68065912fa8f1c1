"""A rider's windows, across midnight and through both changes of the clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.hours import going, is_open, lengthened, next_open, open_spans, outside, overlaps
from models.route import Heading
from models.time_range import TimeRange
from models.window import DAY_MINUTES, EVERY_DAY, Window

TORONTO = "America/Toronto"
WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
MORNING = Window(WEEKDAYS, 7 * 60, 9 * 60)
EVENING = Window(WEEKDAYS, 16 * 60 + 30, 18 * 60)
FRIDAY_NIGHT = Window((4,), 22 * 60, 2 * 60)


def toronto(day: str, hour: int = 0, minute: int = 0, *, fold: int = 0) -> datetime:
    """A time on the wall in Toronto; in March 2026 the 8th, in November the 1st is the Sunday of the change."""
    year, month, date = map(int, day.split("-"))
    return datetime(year, month, date, hour, minute, fold=fold, tzinfo=ZoneInfo(TORONTO)).astimezone(UTC)


@pytest.mark.parametrize(
    ("windows", "moment", "expected"),
    [
        pytest.param((), toronto("2026-03-11", 3), True, id="always"),
        pytest.param((MORNING,), toronto("2026-03-11", 7), True, id="Wednesday at 7, sharp"),
        pytest.param((MORNING,), toronto("2026-03-11", 9), False, id="Wednesday at 9: it has just closed"),
        pytest.param((MORNING,), toronto("2026-03-14", 8), False, id="a Saturday"),
        pytest.param((MORNING, EVENING), toronto("2026-03-11", 17), True, id="the second of two"),
        pytest.param((FRIDAY_NIGHT,), toronto("2026-03-13", 23), True, id="Friday at 23:00"),
        pytest.param((FRIDAY_NIGHT,), toronto("2026-03-14", 1, 59), True, id="the same night, on Saturday's date"),
        pytest.param((FRIDAY_NIGHT,), toronto("2026-03-13", 1), False, id="the night before, on Friday's date"),
        pytest.param((FRIDAY_NIGHT,), toronto("2026-03-14", 23), False, id="Saturday at 23:00"),
        pytest.param((Window(days=()),), toronto("2026-03-11", 8), False, id="no day at all"),
        pytest.param((Window((6,), 150, 210),), toronto("2026-03-08", 3), True, id="2:30-3:30, the clock goes forward"),
        pytest.param((Window((6,), 60, 120),), toronto("2026-11-01", 1, 30), True, id="1:30 for the first time"),
        pytest.param((Window((6,), 60, 120),), toronto("2026-11-01", 1, 30, fold=1), True, id="1:30 once more"),
    ],
)
def test_a_window_is_open_by_the_clock_on_the_wall(
    windows: tuple[Window, ...], moment: datetime, expected: bool
) -> None:
    assert is_open(windows, TORONTO, moment) is expected


@pytest.mark.parametrize(
    ("windows", "moment", "expected"),
    [
        pytest.param((), toronto("2026-03-11", 3), toronto("2026-03-11", 3), id="always: now"),
        pytest.param((MORNING,), toronto("2026-03-11", 8), toronto("2026-03-11", 8), id="open: now"),
        pytest.param((MORNING,), toronto("2026-03-11", 5), toronto("2026-03-11", 7), id="later today"),
        pytest.param((MORNING,), toronto("2026-03-13", 9), toronto("2026-03-16", 7), id="Friday at 9: on Monday"),
        pytest.param((MORNING, EVENING), toronto("2026-03-11", 9), toronto("2026-03-11", 16, 30), id="the evening"),
        pytest.param((FRIDAY_NIGHT,), toronto("2026-03-14", 3), toronto("2026-03-20", 22), id="in a week"),
        pytest.param((Window(days=()),), toronto("2026-03-11"), None, id="never"),
        pytest.param(
            (Window((6,), 120, 180),), toronto("2026-03-08", 1), toronto("2026-03-15", 2), id="2-3, which is left out"
        ),
        pytest.param(
            (Window((6,), 150, 210),), toronto("2026-03-08", 1), toronto("2026-03-08", 3), id="2:30 is left out: at 3"
        ),
        pytest.param(
            (Window((6,), 75, 90),),
            toronto("2026-11-01", 1, 40),
            toronto("2026-11-01", 1, 15, fold=1),
            id="1:15 comes twice",
        ),
        pytest.param(
            (Window((6,), 30, 90),),
            toronto("2026-11-01", 1, 40),
            toronto("2026-11-01", 1, fold=1),
            id="closed at 1:30, the clock goes back to 1:00",
        ),
    ],
)
def test_a_window_opens_next(windows: tuple[Window, ...], moment: datetime, expected: datetime | None) -> None:
    assert next_open(windows, TORONTO, moment) == expected


@pytest.mark.parametrize(
    ("windows", "start", "end", "expected"),
    [
        pytest.param((), None, None, True, id="always"),
        pytest.param((MORNING,), toronto("2026-03-11", 9), toronto("2026-03-11", 15), False, id="between commutes"),
        pytest.param((MORNING,), toronto("2026-03-11", 8, 59), toronto("2026-03-11", 15), True, id="the last minute"),
        pytest.param((MORNING,), toronto("2026-03-13", 23), toronto("2026-03-16", 5), False, id="a weekend's closure"),
        pytest.param((FRIDAY_NIGHT,), toronto("2026-03-14", 1), toronto("2026-03-14", 5), True, id="after midnight"),
        pytest.param((MORNING,), toronto("2026-03-14"), None, True, id="no end"),
        pytest.param((MORNING,), None, toronto("2026-03-14"), True, id="no start"),
        pytest.param((MORNING,), None, None, True, id="neither"),
        pytest.param((Window(days=()),), None, None, False, id="a window that never opens"),
    ],
)
def test_planned_hours_meet_a_window(
    windows: tuple[Window, ...], start: datetime | None, end: datetime | None, expected: bool
) -> None:
    assert overlaps(windows, TORONTO, TimeRange(start, end)) is expected


EAST, WEST = Heading.EASTBOUND, Heading.WESTBOUND
TO_WORK, HOME = Window(heading=EAST, direction_id=0), Window(heading=WEST, direction_id=1)


@pytest.mark.parametrize(
    ("windows", "direction_ids", "headings", "expected"),
    [
        pytest.param((TO_WORK, HOME), (), (), (TO_WORK, HOME), id="an alert of both directions"),
        pytest.param((TO_WORK, HOME), (0,), (), (TO_WORK,), id="by GTFS's direction"),
        pytest.param((TO_WORK, HOME), (0, 1), (), (TO_WORK, HOME), id="both named"),
        pytest.param((TO_WORK,), (0,), (WEST,), (TO_WORK,), id="GTFS's direction before the words"),
        pytest.param((Window(heading=EAST),), (1,), (WEST,), (), id="words alone, the other way"),
        pytest.param((Window(heading=EAST),), (1,), (), (Window(heading=EAST),), id="nobody knows"),
        pytest.param((MORNING,), (1,), (WEST,), (MORNING,), id="a rider both ways"),
        pytest.param((), (1,), (WEST,), (Window(),), id="a rider without windows"),
        pytest.param((HOME,), (0,), (), (), id="only the other way"),
    ],
)
def test_a_window_counts_for_its_direction(
    windows: tuple[Window, ...], direction_ids: tuple[int, ...], headings: tuple[str, ...], expected: tuple[Window, ...]
) -> None:
    assert going(windows, direction_ids, headings) == expected


@pytest.mark.parametrize(
    ("start", "end", "hour", "expected"),
    [
        pytest.param(1320, 420, 22, False, id="22-7, at 22"),
        pytest.param(1320, 420, 7, True, id="22-7, at 7"),
        pytest.param(1320, 420, 21, True, id="22-7, at 21"),
        pytest.param(60, 300, 3, False, id="1-5, at 3"),
        pytest.param(60, 300, 0, True, id="1-5, at midnight"),
        pytest.param(0, 420, 23, True, id="0-7, at 23"),
        pytest.param(1320, DAY_MINUTES, 0, True, id="22-24, at midnight"),
        pytest.param(0, DAY_MINUTES, 12, False, id="the whole day"),
    ],
)
def test_outside_of_quiet_hours(start: int, end: int, hour: int, expected: bool) -> None:
    assert is_open(outside(start, end), TORONTO, toronto("2026-03-11", hour)) is expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param(MORNING, Window(WEEKDAYS, 420, 600), id="9 becomes 10"),
        pytest.param(Window(WEEKEND, 1380, DAY_MINUTES), Window(WEEKEND, 1380, 60), id="midnight becomes 1"),
        pytest.param(Window(WEEKEND, 1320, 1380), Window(WEEKEND, 1320, DAY_MINUTES), id="23 becomes midnight"),
        pytest.param(Window(), Window(), id="all day stays all day"),
        pytest.param(Window((4,), 600, 570), Window((4,), 600, 600), id="no longer than a day"),
    ],
)
def test_a_window_lasts_an_hour_longer(window: Window, expected: Window) -> None:
    assert lengthened(window, 60) == expected


# Two weeks around each change, a minute at a time: the moment, the day on the wall and its minute.
MINUTES = [
    (moment, local.weekday(), local.hour * 60 + local.minute)
    for sunday in (toronto("2026-03-08"), toronto("2026-11-01"))
    for moment in (sunday + timedelta(minutes=each) for each in range(-7 * DAY_MINUTES, 7 * DAY_MINUTES))
    for local in [moment.astimezone(ZoneInfo(TORONTO))]
]
HALF = len(MINUTES) // 2
WINDOWS = st.lists(
    st.builds(
        Window,
        days=st.lists(st.sampled_from(EVERY_DAY), unique=True, max_size=7).map(tuple),
        # The night of the change more often than the rest of the day.
        start_minute=st.one_of(st.integers(0, 200), st.integers(0, DAY_MINUTES - 1)),
        end_minute=st.one_of(st.integers(1, 200), st.integers(1, DAY_MINUTES)),
    ),
    min_size=1,
    max_size=3,
)


def counted(windows: Sequence[Window], day: int, minute: int) -> bool:
    """Whether a window that began today or yesterday has not ended, by counting."""
    for window in windows:
        lasts = (window.end_minute - window.start_minute) % DAY_MINUTES or DAY_MINUTES
        for ago in (0, 1):
            passed = minute + ago * DAY_MINUTES - window.start_minute
            if (day - ago) % 7 in window.days and 0 <= passed < lasts:
                return True
    return False


@settings(max_examples=20)
@given(WINDOWS)
def test_a_window_agrees_with_a_count_of_every_minute_of_two_weeks_around_both_changes(windows: list[Window]) -> None:
    expected = [counted(windows, day, minute) for _, day, minute in MINUTES]

    assert [is_open(windows, TORONTO, moment) for moment, _, _ in MINUTES] == expected


@settings(max_examples=20)
@given(WINDOWS, st.integers(0, HALF - 1))
def test_what_opens_next_agrees_with_the_count(windows: list[Window], start: int) -> None:
    for weeks in (MINUTES[:HALF], MINUTES[HALF:]):
        opens = [moment for moment, day, minute in weeks if counted(windows, day, minute)]
        spans = open_spans(windows, TORONTO, weeks[0][0], weeks[-1][0] + timedelta(minutes=1))
        asked = weeks[start][0]
        following = next((moment for moment in opens if moment >= asked), None)

        assert {minute for each in spans for minute in _minutes(each)} == set(opens)
        assert following in {None, next_open(windows, TORONTO, asked)}


def _minutes(span: TimeRange) -> list[datetime]:
    assert span.start is not None
    assert span.end is not None
    return [span.start + timedelta(minutes=each) for each in range(int((span.end - span.start).total_seconds() // 60))]
