"""The name of a text, and which report may move it."""

import pytest

from models.delivery import Channel, DeliveryState, Slot, delivery_id, fate_of_carried, reported_state, states_below

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


@pytest.mark.parametrize(
    ("carrier", "has_sid", "expected"),
    [
        pytest.param(DeliveryState.SENDING, False, None, id="on its way"),
        pytest.param(DeliveryState.UNKNOWN, False, None, id="nobody knows"),
        pytest.param(DeliveryState.RETRY, False, None, id="it is posted again"),
        pytest.param(DeliveryState.HELD, False, None, id="it waits for its hour"),
        pytest.param(DeliveryState.ACCEPTED, True, DeliveryState.ACCEPTED, id="accepted"),
        pytest.param(DeliveryState.DELIVERED, True, DeliveryState.DELIVERED, id="delivered"),
        pytest.param(DeliveryState.UNDELIVERED, True, DeliveryState.UNDELIVERED, id="it arrived nowhere"),
        pytest.param(DeliveryState.FAILED, True, DeliveryState.FAILED, id="accepted, and failed later"),
        pytest.param(DeliveryState.FAILED, False, DeliveryState.HELD, id="refused"),
        pytest.param(DeliveryState.SKIPPED, False, DeliveryState.HELD, id="skipped"),
    ],
)
def test_what_a_text_carries_goes_where_it_goes_or_its_own_way(
    carrier: DeliveryState, has_sid: bool, expected: DeliveryState | None
) -> None:
    assert fate_of_carried(carrier, Channel.TEXT, has_sid=has_sid) is expected


def test_what_a_reply_told_instead_of_a_text_was_told_of_one_alone() -> None:
    assert fate_of_carried(DeliveryState.ACCEPTED, Channel.REPLY, has_sid=False) is DeliveryState.HELD
