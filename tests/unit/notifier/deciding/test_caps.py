"""How many texts a day are enough."""

from dataclasses import replace

import pytest

from models.delivery import Kind, Slot
from models.segments import count_segments
from notifier.deciding.caps import Caps, with_ending
from notifier.deciding.texts import OutboundMessage
from tests.unit.notifier.events import at

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
