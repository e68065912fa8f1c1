"""How long Twilio may hold a text back."""

from dataclasses import replace

import pytest

from models.delivery import Kind, Slot
from models.incident import AlertClass
from notifier.deciding.texts import OutboundMessage
from notifier.posting.twilio_messages import validity_s
from tests.unit.notifier.events import NOON

TEXT = OutboundMessage("d", "a", "i", 1, "1", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, NOON)
MINUTE = 60


@pytest.mark.parametrize(
    ("kind", "alert_class", "expected"),
    [
        pytest.param(Kind.FIRST, AlertClass.URGENT, 15 * MINUTE, id="urgent"),
        pytest.param(Kind.UPDATE, AlertClass.URGENT, 15 * MINUTE, id="its update"),
        pytest.param(Kind.UPDATE, AlertClass.PLANNED, 15 * MINUTE, id="an update of planned work"),
        pytest.param(Kind.CLEAR, AlertClass.ACCESS, 30 * MINUTE, id="an end"),
        pytest.param(Kind.FIRST, AlertClass.ACCESS, 60 * MINUTE, id="an elevator"),
        pytest.param(Kind.FIRST, AlertClass.INFO, 360 * MINUTE, id="information"),
        pytest.param(Kind.PLANNED, AlertClass.PLANNED, 600 * MINUTE, id="a reminder"),
        pytest.param(Kind.NOTE, AlertClass.URGENT, 15 * MINUTE, id="an answer"),
    ],
)
def test_a_text_is_held_back_no_longer_than_it_is_news(kind: Kind, alert_class: AlertClass, expected: int) -> None:
    assert validity_s(replace(TEXT, kind=kind, alert_class=alert_class)) == expected
