"""How long nothing will happen by itself."""

from datetime import datetime
from typing import Any

import pytest

from models.incident import AlertClass, Hold, Why
from pipeline.deciding.outlook import NEVER, outlook
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after, make_alert
from tests.unit.pipeline.incidents import make_closed, make_incident

ENDING = make_alert(periods=[(NOON, after(hours=2))])
OPEN_ENDED = make_alert(periods=[(NOON, None)])
CLOSURE = make_alert(effect="MODIFIED_SERVICE", periods=[(after(hours=30), after(hours=36))])
PLANNED = AlertClass.PLANNED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"alert": ENDING}, after(hours=2), id="until it ends"),
        pytest.param({"alert": OPEN_ENDED}, after(hours=36), id="until it counts as forgotten"),
        pytest.param({"alert": OPEN_ENDED, "alert_class": AlertClass.INFO}, NEVER, id="nobody forgets a survey"),
        pytest.param({"alert": CLOSURE, "alert_class": PLANNED}, after(hours=6), id="until 18:00 the evening before"),
        pytest.param(
            {"alert": ENDING, "pending_until": after(minutes=7)}, after(minutes=7), id="until an update is due"
        ),
        pytest.param({"alert": ENDING, "missing_since": NOON}, None, id="missing: each poll may end it"),
        pytest.param({"alert": ENDING, "hold": Hold(9, NOON, Why("hold"))}, None, id="held: each poll may release it"),
        pytest.param({"alert": make_alert(periods=[(None, NOON)])}, None, id="over, on a feed that is stale"),
    ],
)
def test_nothing_happens_by_itself_until_then(changes: dict[str, Any], expected: datetime | None) -> None:
    assert outlook([make_incident(**changes)], Rules(), NOON).quiet_until == expected


def test_the_first_of_several_counts_and_what_is_closed_does_not() -> None:
    incidents = [make_incident(ENDING), make_incident(OPEN_ENDED), make_closed(make_alert(periods=[(None, NOON)]))]

    assert outlook(incidents, Rules(), NOON).quiet_until == after(hours=2)


def test_the_clock_need_not_tell_what_a_poll_tells() -> None:
    assert outlook([make_incident(ENDING)], Rules(), NOON).next_moment is None


def test_without_incidents_it_is_quiet() -> None:
    assert outlook([], Rules(), NOON).quiet_until == NEVER
