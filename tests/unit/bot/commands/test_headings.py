"""Which way."""

import pytest

from bot.commands.headings import read_way
from bot.commands.lexing import lexemes_of
from bot.commands.pieces import Way
from bot.commands.reader import Reader
from models.route import Heading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("504 westbound", Way(Heading.WESTBOUND), id="a whole word"),
        pytest.param("504 wb", Way(Heading.WESTBOUND), id="two letters"),
        pytest.param("504 W", Way(Heading.WESTBOUND), id="one letter after a number"),
        pytest.param("504 north", Way(Heading.NORTHBOUND), id="a compass point"),
        pytest.param("504 vers l'ouest", Way(Heading.WESTBOUND), id="in French"),
        pytest.param("504 direction sud", Way(Heading.SOUTHBOUND), id="direction"),
        pytest.param("504 both ways", Way(None), id="both ways"),
        pytest.param("504 les deux sens", Way(None), id="both ways, in French"),
        pytest.param("504 B", None, id="a branch"),
        pytest.param("97 north york", None, id="a name goes on"),
        pytest.param("504 king", None, id="a name"),
    ],
)
def test_after_a_number_a_way_is(text: str, expected: Way | None) -> None:
    reader = Reader(lexemes_of(text))
    reader.take()

    assert read_way(reader) == expected
