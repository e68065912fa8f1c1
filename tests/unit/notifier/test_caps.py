"""How many texts a day are enough."""

from dataclasses import replace

import pytest

from models.delivery import Kind, Slot
from models.segments import count_segments
from notifier.caps import Caps, counted, days_of, numbers, with_ending
from notifier.texts import OutboundMessage
from tests.unit.notifier.events import STANDING, at, make_rider

TEXT = OutboundMessage("d1", "a", "i", 1, "1", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, at(13))
ENDING = "This is today's last text. STATUS shows what is on."


@pytest.mark.parametrize(
    ("number", "is_urgent", "expected"),
    [
        pytest.param(8, False, True, id="the 8th"),
        pytest.param(9, False, False, id="the 9th"),
        pytest.param(9, True, True, id="the 9th, urgent"),
        pytest.param(12, True, True, id="the 12th, urgent"),
        pytest.param(13, True, False, id="the 13th"),
    ],
)
def test_a_rider_gets_eight_texts_a_day_and_urgent_ones_up_to_twelve(
    number: int, is_urgent: bool, expected: bool
) -> None:
    assert Caps().allow(number, is_urgent=is_urgent) is expected


@pytest.mark.parametrize(
    ("number", "expected"), [(1, None), (7, None), (8, "cap.urgent_only"), (9, None), (12, "cap.last")]
)
def test_the_eighth_and_the_twelfth_say_so(number: int, expected: str | None) -> None:
    assert Caps().ending(number) == expected


def test_ends_and_answers_do_not_count() -> None:
    texts = [replace(TEXT, delivery=kind.value, kind=kind) for kind in Kind]

    assert [each.kind for each in counted(texts, {"i": STANDING})] == [Kind.FIRST, Kind.UPDATE, Kind.PLANNED]


def test_a_text_counts_for_the_agency_s_day() -> None:
    texts = [TEXT, replace(TEXT, delivery="d2"), replace(TEXT, delivery="d3", incident="gone")]

    assert days_of(texts, {"i": STANDING}, at(23, 30)) == {"a": ["2026-03-11", "2026-03-11"]}


def test_a_text_s_number_leaves_out_what_comes_after_it_in_the_batch() -> None:
    texts = [replace(TEXT, delivery=name) for name in ("first", "second", "third")]
    rider = replace(make_rider(), texts_today=9)

    assert numbers(texts, {"a": rider}) == {"first": 7, "second": 8, "third": 9}


def test_a_rider_who_is_gone_has_no_number() -> None:
    assert numbers([TEXT], {}) == {}


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        pytest.param("504 King: Detour", "504 King: Detour This is", id="short"),
        pytest.param("504 King: " + "Detour via Queen. " * 20, "504 King: Detour via Queen. Detour", id="far too long"),
        pytest.param("504 King: Détour 🚋 " * 6, "504 King: Détour", id="in UCS-2"),
    ],
)
def test_the_ending_is_whole_and_the_text_fits(body: str, beginning: str) -> None:
    text = with_ending(replace(TEXT, body=body), ENDING)

    assert text.body.startswith(beginning)
    assert text.body.endswith(ENDING)
    assert (text.segments, text.segments <= 2) == (count_segments(text.body), True)


def test_a_second_attempt_does_not_add_the_ending_again() -> None:
    once = with_ending(TEXT, ENDING)

    assert with_ending(once, ENDING) == once
