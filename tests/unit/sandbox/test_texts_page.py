"""The page of texts."""

from pathlib import Path

import pytest

from models.composing import compose
from models.segments import count_segments
from sandbox.texts_page import Entry, notice_of, read_entries, texts_page
from tests.wordings import WORDINGS

ROOT = Path(__file__).parents[3]


def test_the_page_of_texts_is_true() -> None:
    assert (ROOT / "docs/texts.md").read_text(encoding="utf-8") == texts_page()


def test_it_shows_forty() -> None:
    assert len(read_entries()) == 40


@pytest.mark.parametrize("entry", read_entries(), ids=lambda entry: entry["note"])
def test_each_takes_one_segment_unless_it_says_otherwise(entry: Entry) -> None:
    expected = 2 if entry["note"].startswith("Very long") else 1

    assert count_segments(compose(notice_of(entry, WORDINGS))) == expected
