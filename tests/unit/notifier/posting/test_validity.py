"""How long Twilio may hold a text back."""

from dataclasses import replace
from datetime import timedelta

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


@pytest.mark.parametrize(
    ("begins_in", "expected"),
    [
        pytest.param(timedelta(hours=5), 300 * MINUTE, id="a closure from 23:00 on, at 18:00"),
        pytest.param(timedelta(hours=14), 600 * MINUTE, id="a closure of tomorrow morning: as long as Twilio can"),
        pytest.param(timedelta(seconds=-3), 1, id="it begins at this moment"),
        pytest.param(None, 600 * MINUTE, id="nobody knows when"),
    ],
)
def test_a_reminder_is_held_back_until_its_work_begins(begins_in: timedelta | None, expected: int) -> None:
    reminder = replace(TEXT, kind=Kind.PLANNED, alert_class=AlertClass.PLANNED, begins_in=begins_in)

    assert validity_s(reminder) == expected
