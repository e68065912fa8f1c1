"""Segments as carriers bill them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.gsm7 import is_gsm7
from models.segments import ELLIPSIS, count_segments, fit, thrifty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 1, id="an empty text is still one"),
        pytest.param("a" * 160, 1, id="160 septets"),
        pytest.param("a" * 161, 2, id="one more"),
        pytest.param("a" * 306, 2, id="two full parts of 153"),
        pytest.param("a" * 307, 3, id="one more than two parts"),
        pytest.param("€" * 80, 1, id="an extension character costs two"),
        pytest.param("a" * 152 + "€" * 5, 2, id="an extension character moves to the next part whole"),
        pytest.param("é" * 160, 1, id="e acute is GSM-7"),
        pytest.param("ê" + "a" * 69, 1, id="e circumflex is not: 70 units"),
        pytest.param("ê" + "a" * 70, 2, id="UCS-2, one more than 70"),
        pytest.param("\N{TRAM}" * 35, 1, id="an emoji costs two units"),
        pytest.param("\N{TRAM}" * 36, 2, id="36 emojis"),
        pytest.param("a" * 66 + "\N{TRAM}" * 34, 3, id="an emoji is not split over two parts"),
    ],
)
def test_segments_are_counted_as_carriers_do(text: str, expected: int) -> None:
    assert count_segments(text) == expected


@given(st.text(max_size=700), st.integers(min_value=1, max_value=3))
def test_a_fitted_text_never_costs_more_than_its_segments(text: str, segments: int) -> None:
    assert count_segments(fit(text, segments)) <= segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Line 2: " + "x" * 200, "Line 2: " + "x" * 149 + ELLIPSIS, id="no word at all"),
        pytest.param("word " * 40, "word " * 30 + "word" + ELLIPSIS, id="words"),
    ],
)
def test_a_text_is_cut_at_a_word_unless_that_would_leave_nothing(text: str, expected: str) -> None:
    assert fit(text, 1) == expected


@given(st.text(max_size=160))
def test_a_text_that_fits_is_left_alone(text: str) -> None:
    assert fit(text, count_segments(text)) == text


def test_a_long_text_is_cut_at_a_word() -> None:
    fitted = fit("streetcar " * 40, 1)

    assert fitted.removesuffix(ELLIPSIS).endswith("streetcar")


@given(st.text(max_size=300))
def test_thrift_never_costs_more(text: str) -> None:
    assert count_segments(thrifty(text)) <= count_segments(text) + text.count("…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Broadview \u2013 Parliament", "Broadview - Parliament", id="en dash"),
        pytest.param("\u201cdetour\u201d", '"detour"', id="curly quotes"),
        pytest.param("wait\u2026", "wait...", id="ellipsis"),
        pytest.param("PRESTO\u2122", "PRESTO", id="trademark sign"),
        pytest.param("Montréal", "Montréal", id="an accent that GSM-7 has"),
        pytest.param("Forêt", "Forêt", id="an accent that GSM-7 lacks, in a text that is short anyway"),
        pytest.param("Forêt " + "a" * 100, "Foret " + "a" * 100, id="the same where it saves a segment"),
    ],
)
def test_typography_is_made_plain_where_it_pays(text: str, expected: str) -> None:
    assert thrifty(text) == expected


def test_dashes_and_quotes_of_agencies_end_up_in_gsm7() -> None:
    assert is_gsm7(thrifty("504 King \u2013 \u2018Route change\u2019 \u2026 \u00a0\u2192 St. Clair\u2122"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\u00ea" + "a" * 65 + "\U0001f1e8\U0001f1e6" * 2, 2, id="two flags of four units"),
        pytest.param("a" * 65 + "\U0001f1e8\U0001f1e6" + "a" * 67, 3, id="a flag moves to the next part whole"),
        pytest.param("a" * 66 + "e\u0301" + "a" * 66, 3, id="a letter and its accent, too"),
        pytest.param("a" + "\u0301" * 200, 3, id="what no part can hold is split"),
    ],
)
def test_what_is_shown_as_one_is_kept_together(text: str, expected: int) -> None:
    assert count_segments(text) == expected
