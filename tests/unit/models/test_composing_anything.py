"""Whatever an agency writes: a text keeps to its segments, names its route, and is there at once."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.composing import MOST_SEGMENTS, Notice, compose
from models.delivery import Kind
from models.incident import Why
from models.route import Route
from models.segments import count_segments
from models.wording import Wording
from tests.unit.models.alerts import KING, LINE_2, MORNING, QUEEN, UNLISTED, alert, text
from tests.wordings import ENGLISH, FRENCH


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(f"{', '.join(str(each) for each in range(504, 604))} buses detour.", id="a hundred routes"),
        pytest.param("<a" * 60_000, id="markup that never ends"),
    ],
)
def test_a_text_that_could_be_read_in_many_ways_is_read_at_once(header: str) -> None:
    assert count_segments(text(alert(header), KING)) <= MOST_SEGMENTS


@given(
    st.text(max_size=600),
    st.text(max_size=200),
    st.sampled_from([each for each in Kind if each is not Kind.NOTE]),
    st.sampled_from([KING, QUEEN, LINE_2, UNLISTED]),
)
def test_no_text_exceeds_two_segments(header: str, description: str, kind: Kind, route: Route) -> None:
    composed = text(alert(header, description), route, replace(route, short_name="", long_name="x"), kind=kind)

    assert count_segments(composed) <= MOST_SEGMENTS


PIECES = """
504 King:|between|and|Queen St|due to|a|<b>|&lt;|https://x.ca/y|11 p.m.|March 8, 2026|while we|Shuttle buses run.|---
|\u7dda|.|until|Stop closure|5|\n
"""
HOSTILE = st.one_of(
    st.text(max_size=300),
    st.text("<>&;:/aAbB1 .,\n\u00ea\U0001f68b\u200b\uff1c", max_size=300),
    st.lists(st.sampled_from(PIECES.split("|")), max_size=120).map(" ".join),
)


@given(HOSTILE, HOSTILE, st.sampled_from([KING, LINE_2, UNLISTED]), st.sampled_from([ENGLISH, FRENCH]))
def test_a_text_names_its_route_and_has_no_markup(
    header: str, description: str, route: Route, wording: Wording
) -> None:
    about = alert(header, description)
    composed = compose(Notice(Kind.FIRST, about, (route,), "TTC", "America/Toronto", Why("new"), MORNING, wording))

    assert count_segments(composed) <= MOST_SEGMENTS
    assert route.number in composed
    assert not re.search(r"</?[A-Za-z][^<>]*>", composed)
    assert "\n" not in composed
    # A link is there whole or not at all.
    assert composed.count("https:") == composed.count("https://x.ca/y")


@pytest.mark.parametrize(
    "header", ["word ", "<a", "between A and ", "due to ", "10, ", "a. B! ", "\u7dda", "x", "&amp;", "("]
)
def test_a_huge_header_is_composed_at_once(header: str) -> None:
    huge = alert(header * (100_000 // len(header)))
    started = time.process_time()
    text(huge, KING)

    assert time.process_time() - started < 0.05
