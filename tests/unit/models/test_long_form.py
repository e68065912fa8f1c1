"""An alert in full."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert, Translation
from models.composing import Notice
from models.delivery import Kind
from models.incident import Why
from models.long_form import MOST_PAGES, MOST_SEGMENTS, long_form
from models.route import Route
from models.segments import count_segments
from tests.wordings import ENGLISH

KING = Route("ttc/route/504", "ttc", "504", "504", "King", 0)
MORNING = datetime(2026, 3, 9, 12, 12, tzinfo=UTC)
TAIL = " MORE for more."


def notice(header: str, description: str = "") -> Notice:
    alert = Alert(
        "1", (Translation(header, "en"),), (Translation(description, "en"),), (Translation("https://t.ca/x"),)
    )
    return Notice(Kind.FIRST, alert, (KING,), "TTC", "America/Toronto", Why("new"), MORNING, ENGLISH)


def test_a_short_alert_has_one_page_with_everything() -> None:
    assert long_form(notice("504 King: Detour.", "Please allow extra time."), TAIL) == (
        "504 King: Detour. Please allow extra time. https://t.ca/x",
    )


def test_pages_end_at_sentences_and_say_that_more_follows() -> None:
    said = [f"Number {number} of the many sentences about this detour is here." for number in range(10)]
    pages = long_form(notice("504 King: Detour.", " ".join(said)), TAIL)

    assert len(pages) == 3
    assert all(page.endswith(f".{TAIL}") for page in pages[:-1])
    assert all(any(each in page for page in pages) for each in said)


@pytest.mark.parametrize("words", ["word ", "x", "\u7dda", "a. "])
def test_a_novel_ends(words: str) -> None:
    pages = long_form(notice(words * 30_000), TAIL)

    assert len(pages) <= MOST_PAGES
    assert all(count_segments(page) <= MOST_SEGMENTS for page in pages)


@given(st.text(max_size=900), st.text(max_size=900))
def test_no_page_exceeds_two_segments(header: str, description: str) -> None:
    assert all(count_segments(page) <= MOST_SEGMENTS for page in long_form(notice(header, description), TAIL))
