"""Paragraphs taken apart."""

import pytest

from models.prose.sentences import ended, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Detour. Buses run.", ["Detour.", "Buses run."], id="two sentences"),
        pytest.param(
            "Detour via St. Clair Ave. W. today.", ["Detour via St. Clair Ave. W. today."], id="a saint's street"
        ),
        pytest.param("Via Queen St. Shuttle buses run.", ["Via Queen St.", "Shuttle buses run."], id="a street's end"),
        pytest.param("From 5 p.m. Friday on.", ["From 5 p.m. Friday on."], id="half a day"),
        pytest.param("Closed. Closed.", ["Closed."], id="twice the same"),
        pytest.param("Detour via Church\nand Queen.", ["Detour via Church and Queen."], id="a wrapped line"),
        pytest.param("Affected stops:\nA St\nB St", ["Affected stops: A St, B St"], id="a list"),
        pytest.param("Affected stops:\n\nA St\nB St", ["Affected stops: A St, B St"], id="a list below a blank line"),
        pytest.param("Due to: Event\nUntil: noon", ["Due to: Event", "Until: noon"], id="labels"),
        pytest.param("In two sections: 1. A to B", ["In two sections: 1. A to B"], id="numbered"),
        pytest.param(
            "\u904b\u4f11\u3002\u904b\u8ee2\u3002", ["\u904b\u4f11\u3002", "\u904b\u8ee2\u3002"], id="Japanese"
        ),
        pytest.param(" ", [], id="nothing"),
    ],
)
def test_a_text_is_taken_apart_into_what_can_be_told_by_itself(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("Detour", "Detour.", id="none"),
        pytest.param("Detour!", "Detour!", id="its own"),
        pytest.param("Detour, ", "Detour.", id="a comma"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_sentence_has_an_end(said: str, expected: str) -> None:
    assert ended(said) == expected
