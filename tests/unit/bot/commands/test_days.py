"""Days of the week."""

import pytest

from bot.commands.days import read_days
from bot.commands.pieces import Days
from tests.unit.bot.commands.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("mon", (0,), id="one day"),
        pytest.param("mon-fri", (0, 1, 2, 3, 4), id="through"),
        pytest.param("m-f", (0, 1, 2, 3, 4), id="in letters"),
        pytest.param("lundi au vendredi", (0, 1, 2, 3, 4), id="in French"),
        pytest.param("fri to mon", (0, 4, 5, 6), id="over the weekend"),
        pytest.param("weekends", (5, 6), id="weekends"),
        pytest.param("la fin de semaine", (5, 6), id="the weekend of Quebec"),
        pytest.param("mwf", (0, 2, 4), id="letters together"),
        pytest.param("except sunday", (0, 1, 2, 3, 4, 5), id="all but one"),
        pytest.param("weekdays except friday", (0, 1, 2, 3), id="some but one"),
        pytest.param("tous les jours sauf dimanche", (0, 1, 2, 3, 4, 5), id="all but one, in French"),
    ],
)
def test_days_are_read(text: str, expected: tuple[int, ...]) -> None:
    assert read(read_days, text)[0] == Days(expected)


@pytest.mark.parametrize("text", ["504", "the", "except major", "king"])
def test_where_no_days_are_nothing_is_read(text: str) -> None:
    assert read(read_days, text) == (None, 0)
