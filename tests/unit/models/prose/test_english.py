"""English sentences in fewer characters."""

from datetime import UTC, datetime

import pytest

from models.prose.english import is_english, shortenings

ABBREVIATED, SIGN, NO_REASON = shortenings(datetime(2026, 3, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("Detour via Queen Street and Bay Road", "Detour via Queen St and Bay Rd", id="streets"),
        pytest.param("Stop at Station Street moved", "Stop at Station St moved", id="a street called station"),
        pytest.param("Back Monday, March 9 at 11:00 p.m. on", "Back Mon, Mar 9 at 11pm on", id="days and hours"),
        pytest.param("We March on, May be", "We March on, May be", id="no month"),
    ],
)
def test_words_are_abbreviated(said: str, expected: str) -> None:
    assert ABBREVIATED(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            "There is no service between Broadview Station and Parliament due to a collision.",
            "No service Broadview Stn-Parliament, collision.",
            id="a stretch and a reason",
        ),
        pytest.param(
            "No service from Sheppard-Yonge to Finch stations.",
            "No service Sheppard-Yonge - Finch.",
            id="a hyphen inside",
        ),
        pytest.param(
            "Work on Queen Street East between Broadview Avenue and Davies Avenue",
            "Work on Queen St East, Broadview Ave-Davies Ave",
            id="names that would run into each other",
        ),
        pytest.param("Delays from 7 to 9, between 5 and 6", "Delays from 7 to 9, between 5 and 6", id="no places"),
        pytest.param(
            "Elevator is expected to be back in service March 11, 2026.", "Expected back Mar 11.", id="this year"
        ),
        pytest.param("Closure. There is no service.", "Closure. No service.", id="a second sentence"),
        pytest.param("Closed until March 11, 2027.", "Closed until Mar 11, 2027.", id="next year"),
    ],
)
def test_sentences_are_said_as_on_a_sign(said: str, expected: str) -> None:
    assert SIGN(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("Detour via Bay St due to a fire, until 5.", "Detour via Bay St, until 5.", id="inside"),
        pytest.param("No service while we fix a switch.", "No service.", id="what they do about it"),
        pytest.param("Due to construction, the stop is closed.", "Stop closed.", id="in front"),
        pytest.param(
            "Due to construction the 11 is on detour: via Beach, Right Rutland.",
            "Due to construction the 11 is on detour: via Beach, Right Rutland.",
            id="no clause of its own",
        ),
    ],
)
def test_the_reason_goes_last(said: str, expected: str) -> None:
    assert NO_REASON(said) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("Detour", "en-CA", True, id="the feed says so"),
        pytest.param("No service at the stop", "fr", False, id="the feed says no"),
        pytest.param("No service between King and the lake", None, True, id="it reads so"),
        pytest.param("Prolongation des travaux rue de Kermaria", None, False, id="it does not"),
        pytest.param("", None, False, id="nothing"),
    ],
)
def test_english_is_known(text: str, language: str | None, expected: bool) -> None:
    assert is_english(text, language) is expected
