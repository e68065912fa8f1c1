"""Letters of the list."""

import pytest

from bot.commands.letters import take_letters
from bot.commands.lexing import lexemes_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("b", ("B",), id="one"),
        pytest.param("a", ("A",), id="one that is a word, too"),
        pytest.param("a and c", ("A", "C"), id="two"),
        pytest.param("a, b & d please", ("A", "B", "D"), id="three"),
        pytest.param("b and 504", ("B",), id="a letter and a route"),
        pytest.param("a route", (), id="an article"),
        pytest.param("l'alerte", (), id="a French article"),
        pytest.param("504 B", (), id="a branch"),
        pytest.param("king", (), id="none"),
    ],
)
def test_letters_are(text: str, expected: tuple[str, ...]) -> None:
    assert take_letters(lexemes_of(text))[0] == expected
