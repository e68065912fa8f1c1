"""The look just before the call."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.delivery import Kind, Slot
from models.incident import IncidentState
from models.rider import Rider, RiderStatus
from notifier.last_look import Standing, reason_to_skip
from notifier.texts import OutboundMessage

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
RIDER = Rider("a", "+14165550101", "+14165550199")
TEXT = OutboundMessage("d", "a", "i", 2, "2", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, NOON)
OPEN, CLOSED = Standing(2, IncidentState.OPEN), Standing(2, IncidentState.CLOSED)
CLEAR = replace(TEXT, slot=Slot.CLEAR, kind=Kind.CLEAR)


@pytest.mark.parametrize(
    ("text", "rider", "standing", "expected"),
    [
        pytest.param(TEXT, RIDER, OPEN, None, id="nothing changed"),
        pytest.param(TEXT, replace(RIDER, status=RiderStatus.STOPPED), OPEN, "stopped", id="STOP"),
        pytest.param(TEXT, None, OPEN, "rider-gone", id="forgotten"),
        pytest.param(TEXT, RIDER, CLOSED, "superseded", id="it is over"),
        pytest.param(TEXT, RIDER, replace(OPEN, revision=3), "superseded", id="there is newer news"),
        pytest.param(TEXT, RIDER, None, "incident-gone", id="the incident is gone"),
        pytest.param(replace(TEXT, useful_until=NOON - timedelta(seconds=1)), RIDER, OPEN, "expired", id="too late"),
        pytest.param(CLEAR, RIDER, CLOSED, None, id="a clear of what is over"),
        pytest.param(CLEAR, RIDER, replace(OPEN, revision=3), "superseded", id="a clear of what began again"),
        pytest.param(CLEAR, RIDER, OPEN, "superseded", id="a clear of what goes on"),
    ],
)
def test_a_text_goes_out_only_while_it_is_right(
    text: OutboundMessage, rider: Rider | None, standing: Standing | None, expected: str | None
) -> None:
    assert reason_to_skip(text, rider, standing, NOON) == expected
