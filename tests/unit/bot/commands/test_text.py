"""One spelling for many."""

import pytest

from bot.commands.text import fold, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\u00e9tat", "ETAT", id="accents"),
        pytest.param("s\u2019abonner", "SABONNER", id="curly apostrophe"),
        pytest.param("\uff15\uff10\uff14", "504", id="full-width digits"),
        pytest.param("\u0665\u0660\u0664", "504", id="Arabic digits"),
        pytest.param("5\u202e04\u200b", "504", id="marks that are not seen"),
        pytest.param("a\x00b", "A B", id="a control character parts words"),
        pytest.param("\ud800x", "X", id="half a surrogate pair"),
        pytest.param("\u00df", "SS", id="capitals may be two"),
    ],
)
def test_a_text_is_folded_to(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_apostrophes_become_straight_before_they_go() -> None:
    assert plain("l\u2019\u00e9tat\n504") == "L'ETAT\n504"
