"""The words of a test text, and what is said about where it stands."""

import pytest

from models.delivery import DeliveryState
from notifier.trying_out.test_text import WORDS, Stands, TooLongError, parse_words, said


def test_words_are_sent_in_one_line_and_without_costly_signs() -> None:
    assert parse_words(" It\u2019s  a\ntest ") == "It's a test"
    assert parse_words(WORDS) == WORDS


def test_what_takes_more_than_two_segments_is_refused() -> None:
    with pytest.raises(TooLongError, match="it takes 3 segments"):
        parse_words("x" * 307)


@pytest.mark.parametrize(
    ("stands", "settled", "gone", "final"),
    [
        pytest.param(Stands(DeliveryState.HELD), False, False, False, id="no notifier has taken it yet"),
        pytest.param(Stands(DeliveryState.UNKNOWN), False, False, False, id="the answer was lost"),
        pytest.param(Stands(DeliveryState.ACCEPTED), True, True, False, id="Twilio has it"),
        pytest.param(Stands(DeliveryState.SENT), True, True, False, id="the carrier has it"),
        pytest.param(Stands(DeliveryState.DELIVERED), True, True, True, id="the phone has it"),
        pytest.param(Stands(DeliveryState.UNDELIVERED), True, False, True, id="it came back"),
        pytest.param(Stands(DeliveryState.SKIPPED), True, False, True, id="it was kept back"),
    ],
)
def test_what_is_still_to_be_expected(stands: Stands, settled: bool, gone: bool, final: bool) -> None:
    assert (stands.is_settled, stands.has_gone, stands.is_final) == (settled, gone, final)


@pytest.mark.parametrize(
    ("stands", "line"),
    [
        pytest.param(Stands(DeliveryState.ACCEPTED, sid="SM1"), "accepted after 0.4 s: SM1", id="accepted"),
        pytest.param(
            Stands(DeliveryState.UNDELIVERED, error_code=30003, sid="SM1"),
            "undelivered after 0.4 s: SM1, error 30003",
            id="the phone is off",
        ),
        pytest.param(Stands(DeliveryState.FAILED, error_code=21211), "failed after 0.4 s: 21211", id="refused"),
        pytest.param(Stands(DeliveryState.SKIPPED, "stopped"), "skipped after 0.4 s: stopped", id="after STOP"),
    ],
)
def test_one_line_says_where_it_stands(stands: Stands, line: str) -> None:
    assert said(stands, 0.4) == line
