"""What cannot be done whatever is named."""

import pytest

from bot.commands.lexing import lexemes_of
from bot.commands.nonsense import has_unclear_hours, is_nonsense, is_reordered, leaves_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("504", False, id="a route"),
        pytest.param("(1)", False, id="a line in brackets"),
        pytest.param("+504", False, id="one more route"),
        pytest.param("-1", True, id="a temperature"),
        pytest.param("+1", True, id="a vote"),
        pytest.param("call 416-555-0199", True, id="a phone number"),
        pytest.param("504 = 1", True, id="code"),
        pytest.param("504 " * 200, True, id="a story"),
        pytest.param("\u202e504", True, id="backwards"),
        pytest.param("504 501-505", False, id="routes"),
    ],
)
def test_nonsense_is_told_from_wishes(text: str, expected: bool) -> None:
    assert is_nonsense(text, lexemes_of(text)) is expected


def test_marks_of_direction_alone_reorder_nothing() -> None:
    assert is_reordered("\u2066504\u2069")
    assert not is_reordered("\u200e504")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("504 25:99-99:99", True, id="of no clock"),
        pytest.param("504 but not at night", True, id="to be left out"),
        pytest.param("504 not on weekends", False, id="days"),
        pytest.param("504 7-9", False, id="of a clock"),
    ],
)
def test_unclear_hours_are_seen(text: str, expected: bool) -> None:
    assert has_unclear_hours(lexemes_of(text)) is expected


def test_a_name_is_left_out_of_all() -> None:
    assert leaves_out(lexemes_of("everything but 504"))
    assert not leaves_out(lexemes_of("504 except weekends"))
