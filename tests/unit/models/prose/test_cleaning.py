"""What an agency typed, as plain lines."""

import pytest

from models.prose.cleaning import one_line, paragraphs


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("No <b>service</b>", "No service", id="markup"),
        pytest.param("Delays.<br/>Buses run.", "Delays. Buses run.", id="a line break"),
        pytest.param("D&eacute;g&acirc;ts &amp;lt;br /&amp;gt; x", "D\u00e9g\u00e2ts x", id="entities of entities"),
        pytest.param("5 < 6 and 7 > 2", "5 < 6 and 7 > 2", id="no markup"),
        pytest.param("<\u200bb>bold", "bold", id="markup in disguise"),
        pytest.param("\uff1cb\uff1ebold", "bold", id="markup in full width"),
        pytest.param("\N{BUS} 72 Pape: \N{WHEELCHAIR SYMBOL}\ufe0f Detour", "72 Pape: Detour", id="pictures"),
        pytest.param("Free shuttle bus icon buses run", "Free buses run", id="a picture's name read out"),
        pytest.param("a\x00b\x1b\u202ec", "a b c", id="control characters"),
        pytest.param("\u201cKing\u201d \u2013 Queen\u2026", '"King" - Queen...', id="typography"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_text_becomes_one_plain_line(typed: str, expected: str) -> None:
    assert one_line(typed) == expected


def test_paragraphs_keep_their_lines() -> None:
    assert paragraphs("Due to: Event\r\nUntil 5\n\n \nLines:  36, 52\n") == [
        ["Due to: Event", "Until 5"],
        ["Lines: 36, 52"],
    ]
