"""Words and phrases."""

import pytest

from bot.commands.lexeme import Sense
from bot.commands.lexing import lexemes_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("every day", [Sense.DAYS], id="the longest phrase"),
        pytest.param("504B king", [Sense.NUMBER, Sense.WORD], id="numbers and names"),
        pytest.param("stop504", [Sense.STOP, Sense.NUMBER], id="glued together"),
        pytest.param("M15", [Sense.NUMBER], id="a route of letters and digits"),
        pytest.param("504 n 501", [Sense.NUMBER, Sense.AND, Sense.NUMBER], id="and in one letter"),
        pytest.param("no weekends", [Sense.NOT, Sense.DAYS], id="no days"),
        pytest.param("statsu", [Sense.STATUS], id="misspelt"),
        pytest.param("\U0001f68b", [Sense.SYMBOL], id="a picture"),
    ],
)
def test_a_text_consists_of(text: str, expected: list[Sense]) -> None:
    assert [lexeme.sense for lexeme in lexemes_of(text)] == expected


def test_a_long_text_is_not_searched_for_misspelt_words() -> None:
    assert {lexeme.sense for lexeme in lexemes_of("statsu " * 30)} == {Sense.WORD}
