"""The name of a text, and which report may move it."""

import pytest

from models.delivery import DeliveryState, Slot, delivery_id, reported_state, states_below

NAME = {"incident": "ttc/1/1", "occasion": "1", "slot": Slot.NOTICE, "subscriber": "a"}


def test_a_delivery_is_named_by_128_bits() -> None:
    assert len(bytes.fromhex(delivery_id(**NAME))) == 16  # type: ignore[arg-type]  # a table of texts


@pytest.mark.parametrize(
    "other",
    [{"incident": "ttc/1/2"}, {"occasion": "2"}, {"slot": Slot.CLEAR}, {"subscriber": "b"}],
    ids=["incident", "occasion", "slot", "subscriber"],
)
def test_each_part_of_the_name_tells_texts_apart(other: dict[str, str]) -> None:
    assert delivery_id(**NAME) != delivery_id(**{**NAME, **other})  # type: ignore[arg-type]  # a table of texts


@pytest.mark.parametrize(
    ("status", "before", "may_move"),
    [
        pytest.param("delivered", DeliveryState.ACCEPTED, True, id="delivered after accepted"),
        pytest.param("sent", DeliveryState.DELIVERED, False, id="sent, late, after delivered"),
        pytest.param("undelivered", DeliveryState.DELIVERED, False, id="two last words: the first stays"),
        pytest.param("queued", DeliveryState.UNKNOWN, True, id="a report reveals a lost answer"),
        pytest.param("sent", DeliveryState.SENDING, True, id="a report before the answer"),
        pytest.param("delivered", DeliveryState.SKIPPED, False, id="what was never posted"),
        pytest.param("brand-new-status", DeliveryState.SENT, False, id="a status nobody knows proves acceptance alone"),
    ],
)
def test_reports_only_move_a_text_up(status: str, before: DeliveryState, may_move: bool) -> None:
    assert (before in states_below(reported_state(status))) is may_move
