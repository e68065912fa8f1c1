"""Which word gives a sentence its purpose."""

import pytest

from bot.commands.lexeme import Sense
from bot.commands.lexing import lexemes_of
from bot.commands.orders import find_order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("hi, please stop the 504", Sense.STOP, id="after courtesies"),
        pytest.param("504 stop please", Sense.STOP, id="at the end"),
        pytest.param("504 off", Sense.OFF, id="off"),
        pytest.param("i want to stop 504", Sense.STOP, id="a wish to stop"),
        pytest.param("i want 504", Sense.SUBSCRIBE, id="a wish"),
        pytest.param("does the 504 stop at union", Sense.ASK, id="a stop in a question"),
        pytest.param("504 stop?", None, id="an end in doubt"),
        pytest.param("king stop", None, id="a place called stop"),
        pytest.param("subscribe stop 14187", Sense.SUBSCRIBE, id="a stop to subscribe to"),
        pytest.param("504", None, id="none"),
    ],
)
def test_the_order_is(text: str, expected: Sense | None) -> None:
    order = find_order(lexemes_of(text))

    assert (order.sense if order else None) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("don't stop 504", True), ("never subscribe 504", True), ("stop 504 not weekends", False), ("stop 504", False)],
)
def test_an_order_may_be_denied(text: str, *, expected: bool) -> None:
    order = find_order(lexemes_of(text))

    assert order is not None
    assert order.is_denied is expected
