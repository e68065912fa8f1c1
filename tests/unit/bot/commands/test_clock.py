"""Times of day, and what hours without "am" or "pm" mean."""

import pytest

from bot.commands.clock import find_time, settle
from bot.commands.hours import SLEEP, TRAVEL, Habit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("7", (420, 1140), id="bare hour: morning or evening"),
        pytest.param("12", (0, 720), id="twelve: midnight or noon"),
        pytest.param("7AM", (420,), id="am"),
        pytest.param("7P", (1140,), id="p"),
        pytest.param("12AM", (0,), id="midnight"),
        pytest.param("12PM", (720,), id="noon"),
        pytest.param("730", (450, 1170), id="three digits"),
        pytest.param("0730", (450,), id="four digits"),
        pytest.param("1630", (990,), id="afternoon in four digits"),
        pytest.param("7:30", (450, 1170), id="colon"),
        pytest.param("07:30", (450,), id="a nought before"),
        pytest.param("7H", (420,), id="French hour"),
        pytest.param("16H30", (990,), id="French hour and minutes"),
        pytest.param("19:00", (1140,), id="24-hour clock"),
        pytest.param("24:00", (1440,), id="the day's end"),
        pytest.param("25", None, id="no hour"),
        pytest.param("7:60", None, id="no minute"),
        pytest.param("14AM", None, id="no morning"),
        pytest.param("504B", None, id="a branch"),
        pytest.param("KING", None, id="a word"),
    ],
)
def test_a_word_is_a_time(text: str, expected: tuple[int, ...] | None) -> None:
    found = find_time(text)

    assert (found.minutes if found else None) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("7", "9", (7, 9), id="to work"),
        pytest.param("6", "8", (6, 8), id="early"),
        pytest.param("4", "6", (16, 18), id="home"),
        pytest.param("5", "7", (17, 19), id="home later"),
        pytest.param("11", "1", (11, 13), id="lunch"),
        pytest.param("12", "2", (12, 14), id="afternoon"),
        pytest.param("9", "5", (9, 17), id="the working day"),
        pytest.param("10", "6", (10, 18), id="a late working day"),
        pytest.param("6", "6", (6, 18), id="twelve hours"),
        pytest.param("7", "9PM", (19, 21), id="am or pm at the end is for both"),
        pytest.param("11", "1PM", (11, 13), id="unless that would be longer"),
        pytest.param("9", "5PM", (9, 17), id="the working day with pm"),
        pytest.param("10", "6AM", (22, 6), id="the night with am"),
        pytest.param("10", "12AM", (22, 24), id="until midnight"),
        pytest.param("7AM", "9", (7, 9), id="am at the start"),
        pytest.param("10PM", "6", (22, 6), id="pm at the start"),
        pytest.param("9AM", "5", (9, 17), id="am at the start of the working day"),
        pytest.param("22H", "6H", (22, 6), id="French night"),
    ],
)
def test_hours_to_travel_in_are_read_as(start: str, end: str, expected: tuple[int, int]) -> None:
    assert hours(start, end, TRAVEL) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("10", "6", (22, 6), id="the night"),
        pytest.param("11", "7", (23, 7), id="a late night"),
        pytest.param("9", "5", (21, 5), id="an early night"),
        pytest.param("1PM", "3", (13, 15), id="what is said counts"),
    ],
)
def test_hours_to_sleep_in_are_read_as(start: str, end: str, expected: tuple[int, int]) -> None:
    assert hours(start, end, SLEEP) == expected


def hours(start: str, end: str, habit: Habit) -> tuple[int, int]:
    first, last = find_time(start), find_time(end)
    assert first is not None
    assert last is not None
    span = settle(first, last, usual=habit.usual)
    return span[0] // 60, span[1] // 60
