"""What a letter or a digit stands for among its neighbours."""

import pytest

from bot.commands.lexeme import Sense
from bot.commands.lexing import lexemes_of


@pytest.mark.parametrize(
    ("text", "place", "sense"),
    [
        pytest.param("alerts 4 the 504", 1, Sense.FILLER, id="4 for"),
        pytest.param("alerts 4 504", 1, Sense.FILLER, id="4 for a number"),
        pytest.param("add 504 2 my list", 2, Sense.FILLER, id="2 to my list"),
        pytest.param("subscribe 2 and 4", 1, Sense.NUMBER, id="two lines"),
        pytest.param("line 2 the", 1, Sense.NUMBER, id="a line"),
        pytest.param("is 2 stopped", 1, Sense.NUMBER, id="a question about a line"),
        pytest.param("sat n sun", 1, Sense.AND, id="n and"),
        pytest.param("king n queen", 1, Sense.AND, id="n between names"),
        pytest.param("no weekends", 0, Sense.NOT, id="no weekends"),
        pytest.param("plus 510", 0, Sense.AND, id="plus"),
        pytest.param("what's up w 504", 1, Sense.FILLER, id="w with"),
        pytest.param("504 w", 1, Sense.WORD, id="w west"),
        pytest.param("la 504 est en panne", 2, Sense.FILLER, id="est, the verb"),
        pytest.param("la 504 est", 2, Sense.COMPASS, id="est, the east"),
        pytest.param("waited 45 minutes", 1, Sense.AMOUNT, id="minutes"),
        pytest.param("waited 45min", 1, Sense.AMOUNT, id="minutes without a blank"),
        pytest.param("504 25:99", 1, Sense.UNCLEAR, id="hours of no clock"),
        pytest.param("504 26h", 1, Sense.NUMBER, id="a branch"),
        pytest.param("504 26h-27h", 1, Sense.UNCLEAR, id="a span of no clock"),
        pytest.param("pk", 0, Sense.WHY, id="pk, why"),
        pytest.param("victoria pk", 1, Sense.WORD, id="pk, a park"),
    ],
)
def test_it_is_what_its_neighbours_make_of_it(text: str, place: int, sense: Sense) -> None:
    assert lexemes_of(text)[place].sense is sense
