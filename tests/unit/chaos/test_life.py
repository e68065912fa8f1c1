"""An onlooker says of a rider only what is sure: near a message of theirs, both may be true."""

import pytest

from tests.chaos.harness.life import Act, Life, Sure, Word
from tests.unit.chaos.town import ANNA, KING, act

AT = 100.0
STOP, START = act(Word.STOP, AT), act(Word.START, AT + 50)
UNANSWERED = act(Word.STOP, AT, is_done=False)


@pytest.mark.parametrize(
    ("acts", "start", "end", "expected"),
    [
        pytest.param([], 0, 500, Sure.YES, id="who writes nothing hears all"),
        pytest.param([STOP], 0, 98, Sure.YES, id="before they stop"),
        pytest.param([STOP], 99.5, 99.8, Sure.MAYBE, id="within a second of it"),
        pytest.param([STOP], 102, 200, Sure.NO, id="after the answer"),
        pytest.param([STOP], 98, 200, Sure.MAYBE, id="they stop in the middle"),
        pytest.param([STOP, START], 152, 200, Sure.YES, id="they are back"),
        pytest.param([STOP, START], 110, 140, Sure.NO, id="while they were away"),
        pytest.param([UNANSWERED], 102, 200, Sure.MAYBE, id="nobody answered: perhaps it was heard"),
        pytest.param([act(Word.PAUSE, AT)], 102, 200, Sure.NO, id="in a pause"),
        pytest.param([act(Word.PAUSE, AT), act(Word.RESUME, 150)], 152, 200, Sure.YES, id="after a pause"),
        pytest.param(
            [STOP, act(Word.PAUSE, 120), START], 152, 200, Sure.YES, id="what they write after a STOP is not heard"
        ),
        pytest.param([act(Word.PAUSE, 50), STOP, START], 152, 200, Sure.YES, id="START ends a pause, too"),
        pytest.param([act(Word.UNSUBSCRIBE, AT, route="504")], 102, 200, Sure.NO, id="they end the route"),
        pytest.param([act(Word.UNSUBSCRIBE, AT, route="501")], 102, 200, Sure.YES, id="they end another route"),
        pytest.param([act(Word.STATUS, AT)], 0, 200, Sure.YES, id="to ask changes nothing"),
    ],
)
def test_who_hears_of_a_route(acts: list[Act], start: float, end: float, expected: Sure) -> None:
    assert Life(ANNA, KING, acts).hears_of(KING, start, end) is expected


def test_who_subscribes_hears_from_then_on() -> None:
    life = Life(ANNA, frozenset(), [act(Word.SUBSCRIBE, AT, route="504")])

    assert (life.hears_of(KING, 0, 98), life.hears_of(KING, 102, 200)) == (Sure.NO, Sure.YES)


def test_silence_lasts_from_the_answer_to_a_stop_until_the_next_start_is_sent() -> None:
    again = act(Word.STOP, 300, answered_after=2)

    assert Life(ANNA, KING, [STOP, START, again]).stops() == [(100.5, 150.0), (302.0, float("inf"))]


def test_a_stop_that_nobody_answered_promises_nothing() -> None:
    assert Life(ANNA, KING, [UNANSWERED]).stops() == []
