"""Hours of a day."""

import pytest

from bot.commands.hours import SLEEP, read_hours
from bot.commands.lexing import lexemes_of
from bot.commands.reader import Reader
from tests.unit.bot.commands.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("7-9am", "7-9", id="a dash"),
        pytest.param("from 7 to 9", "7-9", id="from, to"),
        pytest.param("between 7:30 and 9", "7:30-9", id="between"),
        pytest.param("7am 9am", "7-9", id="nothing between"),
        pytest.param("de 7 h 30 \u00e0 9 h", "7:30-9", id="in French, with blanks"),
        pytest.param("7 pm to 9 pm", "19-21", id="pm apart"),
        pytest.param("10 at night to 2 in the morning", "22-2", id="parts of the day at each"),
        pytest.param("mornings 7-9", "7-9", id="the part before"),
        pytest.param("5-7 in the morning", "5-7", id="the part after"),
        pytest.param("after 10pm", "22-4", id="after: until the service ends"),
        pytest.param("after 6", "18-4", id="after, bare"),
        pytest.param("before 9", "4-9", id="before: from the service's begin"),
        pytest.param("jusqu'\u00e0 9h", "4-9", id="until, in French"),
        pytest.param("from 7am", "7-4", id="from"),
        pytest.param("at 8", "7:30-8:30", id="at"),
        pytest.param("8am", "7:30-8:30", id="a time alone"),
        pytest.param("midnight to 6", "0-6", id="midnight begins"),
        pytest.param("9pm to midnight", "21-24", id="midnight ends"),
        pytest.param("mornings", "5-12", id="mornings"),
        pytest.param("le soir", "17-23", id="evenings, in French"),
        pytest.param("at night", "22-5", id="nights"),
        pytest.param("am", "5-12", id="am alone"),
    ],
)
def test_hours_are_read(text: str, expected: str) -> None:
    hours, _ = read(read_hours, text)

    assert hours is not None
    assert ", ".join(f"{clock(start)}-{clock(end)}" for start, end in hours.spans) == expected


@pytest.mark.parametrize(
    "text", ["504", "7 9", "504-501", "505-510", "36 to 39", "about 504", "from 504", "after work on"]
)
def test_numbers_of_routes_are_no_hours(text: str) -> None:
    hours, _ = read(read_hours, text)

    assert hours is None or hours.days


def test_rush_hour_is_twice_on_a_weekday() -> None:
    hours, _ = read(read_hours, "rush hour")

    assert hours is not None
    assert (hours.spans, hours.days) == (((420, 540), (960, 1080)), (0, 1, 2, 3, 4))


def test_people_sleep_by_night() -> None:
    hours = read_hours(Reader(lexemes_of("after 11pm")), SLEEP)

    assert hours is not None
    assert hours.spans == ((23 * 60, 7 * 60),)


def clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}" if minute % 60 else str(minute // 60)
