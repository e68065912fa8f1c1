"""Phrases that are found in what alerts say."""

import pytest

from pipeline.words.lexicon import Phrases, compile_lexicon
from pipeline.words.wording import Wording, normal


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        pytest.param("no service", "There is NO service.", "no service", id="any case"),
        pytest.param("no service", "No services today", None, id="whole words only"),
        pytest.param("detour*", "Buses detouring via Queen", "detouring", id="any ending"),
        pytest.param("detour*", "on-detour", "detour", id="the bare word, too"),
        pytest.param("fermé*", "La station est FERMEE", "fermee", id="accents or none"),
        pytest.param("d'accès", "Rampe d\u2019acces", "d acces", id="any apostrophe"),
        pytest.param(
            "no ... service", "No Jamaica-bound [F] service", "no jamaica bound f service", id="words between"
        ),
        pytest.param("no ... service", "No one was hurt. Service is normal", None, id="not across sentences"),
        pytest.param("no ... service", "no a b c d e f service", None, id="not across six words"),
        pytest.param("will resume ...", "It will resume at noon. Go on", "will resume at noon", id="what follows"),
        pytest.param("starting ... <day>", "starting at 11 on Friday", "starting at 11 on friday", id="a day"),
        pytest.param("du <number>", "du 22 novembre", "du 22", id="a number"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str, expected: str | None) -> None:
    assert Phrases([phrase], ["friday"]).find(normal(text)) == expected


def test_the_longest_of_several_phrases_is_the_evidence() -> None:
    assert Phrases(["no longer", "no longer diverting"]).find(" no longer diverting ") == "no longer diverting"


def test_no_phrase_reaches_across_what_was_taken_out() -> None:
    rest = Phrases(["change to"]).without(" no change to service ")

    assert Phrases(["no ... service"]).find(rest) is None


def test_an_empty_list_finds_nothing() -> None:
    assert Phrases().find(" anything ") is None


TWO = compile_lexicon({"en": {"losses": ["delay*"]}, "fr": {"losses": ["retard*"]}})


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("fr", "retards", "retards", id="its own language"),
        pytest.param("en", "retards", None, id="no other"),
        pytest.param(None, "retards", "retards", id="any, where none is said"),
        pytest.param("sv", "delays", "delays", id="any, where there is no list"),
    ],
)
def test_a_text_is_searched_in_its_language(language: str | None, text: str, expected: str | None) -> None:
    wording = Wording(normal(text), language)

    assert TWO.of(wording).losses.find(wording.text) == expected


def test_evidence_names_the_language_of_the_list() -> None:
    assert TWO.quote("losses", "retards") == 'fr "retards"'
