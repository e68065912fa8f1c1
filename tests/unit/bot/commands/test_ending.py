"""Sentences that take something away."""

import pytest

from bot.commands.command import Command, Named, Subscribe, Unknown, Unsubscribe, Wanted, WishToStop
from bot.commands.ending import understand_ending
from bot.commands.lexing import lexemes_of
from bot.commands.orders import find_order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("stop 504", Unsubscribe((Wanted("504"),)), id="one route"),
        pytest.param("stop all alerts for 504", Unsubscribe((Wanted("504"),)), id="all of one is one"),
        pytest.param("remove b and 504", Unsubscribe((Wanted("504"),), ("B",)), id="a letter and a route"),
        pytest.param("remove", Unsubscribe(), id="which"),
        pytest.param("remove all", Unsubscribe(is_everything=True), id="everything in the list"),
        pytest.param("stop my subscription", WishToStop(), id="everything"),
        pytest.param("drop table", Unknown("drop table"), id="a word that means other things, too"),
        pytest.param("drop 504", Unsubscribe((Wanted("504"),)), id="that word with a number"),
        pytest.param("don't stop 504", Unknown("don't stop 504"), id="denied"),
        pytest.param("arr\u00eat 14187", Subscribe((Wanted("14187", Named.STOP),)), id="a stop's code"),
        pytest.param("arr\u00eat 504", Unsubscribe((Wanted("504"),)), id="a route's number"),
    ],
)
def test_it_ends(text: str, expected: Command) -> None:
    order = find_order(lexemes_of(text))

    assert order is not None
    assert understand_ending(text, order) == expected
