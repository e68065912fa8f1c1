"""Misspelt command words, and names that are none."""

import pytest

from bot.commands.lexeme import Sense
from bot.commands.spelling import find_misspelt


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
