"""Orders that are a whole message."""

import pytest

from bot.commands.command import (
    Command,
    Commands,
    Courtesy,
    ListSubscriptions,
    Mute,
    Status,
    Sure,
    Unsubscribe,
    WishToStop,
)
from bot.commands.lexing import lexemes_of
from bot.commands.whole import find_whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("show me my routes please", ListSubscriptions(), id="with words around it"),
        pytest.param("hello and thanks", Courtesy(), id="of courtesies the one that needs no answer"),
        pytest.param("yes thanks", Sure(), id="an answer with courtesy"),
        pytest.param("thanks, stop", WishToStop(), id="an end with courtesy"),
        pytest.param("this is annoying stop", WishToStop(), id="an end with a reason"),
        pytest.param("is this going to stop?", None, id="a question about an end"),
        pytest.param("stop my routes", Unsubscribe(is_everything=True), id="the end of a list"),
        pytest.param("silence", Mute(), id="silence alone"),
        pytest.param("???", Commands(), id="question marks"),
        pytest.param("alerts?", Status(), id="alerts"),
        pytest.param("mute 504", None, id="with a name it is no whole message"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_whole_message_is(text: str, expected: Command | None) -> None:
    assert find_whole(lexemes_of(text)) == expected
