"""What an operator writes to those who were told something wrong."""

import pytest

from models.delivery import Slot
from models.wording_files import load_wordings
from notifier.deciding.correction import Correction, TooLongError, correcting_text, parse_correction
from notifier.deciding.owing import Errand, owed_to
from notifier.deciding.timing import Hours
from tests.unit.notifier.deciding.test_owing import HOUR, TOLD
from tests.unit.notifier.events import NOON, STANDING, at, make_event, make_rider

WORDINGS = load_wordings()
BOTH = Correction({"en": "504 King runs as usual.", "fr": "Le 504 King circule normalement."})


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("en", "Correction: 504 King runs as usual.", id="English"),
        pytest.param("fr", "Correction: Le 504 King circule normalement.", id="French"),
        pytest.param("es", "Correction: 504 King runs as usual.", id="a language that the operator did not write"),
    ],
)
def test_riders_read_it_in_their_language(language: str, expected: str) -> None:
    assert BOTH.said(language, WORDINGS) == expected


def test_blanks_and_line_ends_are_not_paid_for() -> None:
    assert parse_correction({"en": " 504  runs\nas usual. "}, WORDINGS).texts == {"en": "504 runs as usual."}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_takes_more_than_two_segments_is_refused_with_its_length(language: str) -> None:
    texts = {"en": "504 runs.", language: "x" * 295}
    with pytest.raises(TooLongError, match=rf"\({language}\) takes 3 segments with 307 characters; 2 are the most"):
        parse_correction(texts, WORDINGS)


def test_what_just_fits_is_sent() -> None:
    assert parse_correction({"en": "x" * 294}, WORDINGS).texts["en"] == "x" * 294


def test_the_same_words_are_the_same_correction() -> None:
    texts = dict(BOTH.texts)

    assert Correction(dict(reversed(texts.items()))).name == BOTH.name
    assert Correction(texts | {"en": "504 King does not run."}).name != BOTH.name


def test_a_rider_gets_each_correction_of_an_incident_once() -> None:
    event, rider = make_event(), make_rider()
    errand = Errand(event, STANDING, NOON, Hours(), useful_until=at(13), useful_for=HOUR, correction=BOTH)
    owed = owed_to(rider, errand, [TOLD])
    assert owed is not None
    text = correcting_text(rider, event, BOTH, owed, WORDINGS)
    later = make_event(revision=2, event_id="i/2")

    assert (text.slot, text.body, text.targets) == (Slot.CORRECTION, "Correction: 504 King runs as usual.", ())
    assert correcting_text(rider, later, BOTH, owed, WORDINGS).delivery == text.delivery
