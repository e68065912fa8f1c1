"""The word lists."""

from collections import Counter

import pytest

from bot.commands.vocabulary import LANGUAGES, PHRASES, phrases_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_listed_twice_in_a_language(language: str) -> None:
    counted = Counter(phrase for entry in LANGUAGES[language] for phrase in phrases_of(entry))

    assert [" ".join(phrase) for phrase, count in counted.items() if count > 1] == []


def test_no_phrase_is_empty() -> None:
    assert () not in PHRASES


def test_a_word_of_both_languages_is_of_both() -> None:
    assert PHRASES["STATION",].languages == {"en", "fr"}
