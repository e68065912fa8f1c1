"""Misspelt command words, and names that are none."""

import pytest

from bot.commands.lexeme import Sense
from bot.commands.spelling import find_misspelt, find_short


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("SUBSCIRBE", "SUBSCRIBE"),
        ("SUSCRIBE", "SUBSCRIBE"),
        ("STAUTS", "STATUS"),
        ("ABONEMENT", "ABONNEMENT"),
        ("WEEKDYAS", "WEEKDAYS"),
        ("THRUSDAY", "THURSDAY"),
        ("WESBOUND", "WESTBOUND"),
        ("ELAVATOR", "ELEVATOR"),
    ],
)
def test_a_slip_is_mended(word: str, expected: str) -> None:
    found = find_misspelt(word)

    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize(
    ("word", "is_alone", "expected"),
    [
        pytest.param("LST", True, "LIST", id="a letter is missing"),
        pytest.param("PUASE", True, "PAUSE", id="two are swapped"),
        pytest.param("PASE", False, "PAUSE", id="before an amount"),
        pytest.param("LAST", True, None, id="a wrong letter makes another word"),
        pytest.param("PAPE", True, None, id="a street"),
        pytest.param("LST", False, None, id="a list of a number"),
        pytest.param("STPO", True, None, id="an end"),
    ],
)
def test_short_commands_are_mended_where_nothing_else_is_said(word: str, is_alone: bool, expected: str | None) -> None:
    found = find_short(word, is_alone=is_alone)

    assert (found and found.text) == expected


@pytest.mark.parametrize("word", ["STPO", "REMVOE", "CANCLE", "UNSUBSCRBE", "RETIER", "DELEET"])
def test_a_word_that_would_end_something_is_only_known_to_be_near_one(word: str) -> None:
    found = find_misspelt(word)

    assert found is not None
    assert found.sense is Sense.NEARLY_STOP


@pytest.mark.parametrize(
    "word",
    ["SPADINA", "BATHURST", "ROGERS", "MARTIN", "ALBERT", "MONTROSE", "STRATTON", "WESTBOURNE", "TERMINAL", "UNION"],
)
def test_names_of_places_are_no_misspelt_words(word: str) -> None:
    assert find_misspelt(word) is None
