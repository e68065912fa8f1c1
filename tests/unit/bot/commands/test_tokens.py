"""Words, numbers, times and marks."""

import pytest

from bot.commands.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("7 a.m.-9 P.M.", "7 AM - 9 PM", id="points in a.m."),
        pytest.param("7A.M.", "7AM", id="without a blank"),
        pytest.param("s.v.p.", "SVP", id="initials"),
        pytest.param("7:30\u20139h15", "7:30 - 9H15", id="times and a long dash"),
        pytest.param("vers l'ouest, d'alertes", "VERS L OUEST , D ALERTES", id="elision"),
        pytest.param("jusqu\u2019\u00e0 midi", "JUSQU A MIDI", id="jusqu'a"),
        pytest.param("don't", "DONT", id="an English apostrophe"),
        pytest.param("St. Clair", "ST CLAIR", id="abbreviation"),
        pytest.param("N/B 504/501", "NB 504 / 501", id="slashes"),
        pytest.param("504;501\n510", "504 , 501 , 510", id="what separates"),
        pytest.param("(504)? !", "504 ?", id="brackets and marks"),
        pytest.param("\U0001f44d\U0001f3fd", "\U0001f44d", id="the colour of a thumb"),
    ],
)
def test_a_text_is_cut_into(text: str, expected: str) -> None:
    assert " ".join(tokens_of(text)) == expected
