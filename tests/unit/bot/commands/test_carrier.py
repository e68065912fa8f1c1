"""Twilio's own words."""

import pytest

from bot.commands.carrier import find_carrier_word, find_opt_out_type
from bot.commands.command import CarrierWord, Help, OptIn, OptOut


@pytest.mark.parametrize("word", ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"])
@pytest.mark.parametrize("form", ["{}", " {}\n", "\t{} "])
def test_every_word_to_stop_is_known_in_any_case(word: str, form: str) -> None:
    texts = [form.format(each) for each in (word, word.lower(), word.title(), word.swapcase())]

    assert {find_carrier_word(text) for text in texts} == {OptOut()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("start", OptIn(), id="start"),
        pytest.param("Unstop", OptIn(), id="unstop"),
        pytest.param("YES", OptIn(is_yes=True), id="yes may answer a question"),
        pytest.param("help", Help(), id="help"),
        pytest.param("INFO ", Help(), id="info"),
        pytest.param("STOP 504", None, id="with a route"),
        pytest.param("stop.", None, id="with a point"),
        pytest.param("opt out", None, id="in two words"),
        pytest.param("\uff33\uff34\uff2f\uff30", None, id="full-width letters, which Twilio does not match"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_only_the_word_alone_is_twilios(text: str, expected: CarrierWord | None) -> None:
    assert find_carrier_word(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("STOP", OptOut()), ("START", OptIn()), ("HELP", Help()), ("", None), ("OTHER", None)]
)
def test_what_twilio_has_answered_is_taken_from_its_form(value: str, expected: CarrierWord | None) -> None:
    assert find_opt_out_type(value) == expected
