"""For how long, and until when."""

from datetime import timedelta

import pytest

from bot.commands.command import PauseFor, PauseUntil
from bot.commands.lengths import Length, find_length
from bot.commands.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2h", PauseFor(timedelta(hours=2)), id="in one word"),
        pytest.param("1h30", PauseFor(timedelta(minutes=90)), id="hours and minutes"),
        pytest.param("1 hour and 30 minutes", PauseFor(timedelta(minutes=90)), id="a sum"),
        pytest.param("half an hour", PauseFor(timedelta(minutes=30)), id="half"),
        pytest.param("a couple of days", PauseFor(timedelta(days=2)), id="a couple"),
        pytest.param("2 semaines", PauseFor(timedelta(weeks=2)), id="in French"),
        pytest.param("99999999999 days", PauseFor(timedelta(days=365)), id="a year at most"),
        pytest.param("today", PauseUntil(days_ahead=1), id="today"),
        pytest.param("tonight", PauseUntil(days_ahead=1, minute=300), id="tonight"),
        pytest.param("this week", PauseUntil(weekday=0), id="this week"),
        pytest.param("until tomorrow", PauseUntil(days_ahead=1), id="until tomorrow"),
        pytest.param("until monday at 8", PauseUntil(weekday=0, minute=480), id="a day and a time"),
        pytest.param("until 5", PauseUntil(minute=1020), id="a time"),
        pytest.param("until aug 12", PauseUntil(date=(8, 12)), id="a date"),
        pytest.param("jusqu'au 12 ao\u00fbt", PauseUntil(date=(8, 12)), id="a French date"),
        pytest.param("until 8/12", PauseUntil(date=(8, 12)), id="month and day"),
        pytest.param("until 25/12", PauseUntil(date=(12, 25)), id="day and month"),
        pytest.param("until 2026-08-12", PauseUntil(date=(8, 12)), id="an ISO date"),
        pytest.param("until feb 30", None, id="no such day"),
        pytest.param("until xmas", None, id="no such word"),
        pytest.param("504", None, id="a route"),
        pytest.param("0 days", None, id="no time at all"),
    ],
)
def test_a_length_is(text: str, expected: Length | None) -> None:
    assert find_length(tokens_of(text))[0] == expected


def test_what_is_no_length_is_left() -> None:
    assert find_length(tokens_of("504 for 2 hours please"))[1] == ["504", "FOR", "PLEASE"]
