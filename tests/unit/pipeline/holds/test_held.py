"""How what is held is shown to the operator."""

from dataclasses import replace
from datetime import datetime

import pytest

from models.alert import Alert
from models.incident import AlertClass, Hold, Incident, Why
from pipeline.deciding.rules import Rules
from pipeline.holds.held import Held, Watching, crowd_line, held_lines, held_row, text_of, verdict_line
from tests.builders import NOON, after, make_alert
from tests.unit.pipeline.incidents import make_incident
from tests.wordings import ENGLISH

HOLD = Hold(12_400, NOON, Why("hold", "12,400 riders, more than 10,000"))
EVENING = after(hours=6)
THURSDAY = make_alert(header="No service on Thursday.", periods=[(after(hours=22), after(hours=30))])


def held(alert: Alert | None = None, *, is_released: bool | None = None, **changes: object) -> Held:
    incident: Incident = make_incident(alert, **{"revision": 0, "reminded": (), "hold": HOLD, **changes})
    return Held(incident, HOLD, is_released)


@pytest.mark.parametrize(
    ("waiting", "now", "expected"),
    [
        pytest.param(held(make_alert(header="Detour.")), NOON, "504 King: Detour. TTC 12:00p", id="a first notice"),
        pytest.param(
            held(make_alert(header="Detour."), revision=2), NOON, "Update: 504 King: Detour. TTC 12:00p", id="an update"
        ),
        pytest.param(
            held(THURSDAY, alert_class=AlertClass.PLANNED),
            EVENING,
            "Planned: 504 King, Thu Aug 6 10:00a-6:00p: No service on Thursday. TTC 6:00p",
            id="a reminder, in the evening",
        ),
        pytest.param(held(THURSDAY, alert_class=AlertClass.PLANNED), NOON, None, id="a reminder that is not due yet"),
    ],
)
def test_the_preview_is_what_a_release_would_text_now(waiting: Held, now: datetime, expected: str | None) -> None:
    assert text_of(waiting, Rules(), now, ENGLISH) == expected


def test_a_held_incident_says_since_when_how_many_and_why() -> None:
    shown = list(held_lines(held(is_released=True), Rules(), after(minutes=3), ENGLISH))

    assert shown[0] == "ttc/65302/1"
    assert shown[1] == "  held   since Aug 5 12:00, 3 min ago; feed ttc"
    assert "  why    12,400 riders, more than 10,000" in shown
    assert shown[-1] == "  you have released it: that happens at the feed's next poll"


def test_many_routes_are_cut_short() -> None:
    waiting = held()
    incident = replace(waiting.incident, routes=waiting.incident.routes * 12)
    lines = list(held_lines(replace(waiting, incident=incident), Rules(), NOON, ENGLISH))

    assert any(line.endswith("504, 504 and 2 more") for line in lines)


def test_programs_get_the_same() -> None:
    row = held_row(held(is_released=False), Rules(), NOON, ENGLISH)

    assert (row["riders"], row["verdict"], row["routes"], row["segments"]) == (12_400, "drop", ["504"], 1)


@pytest.mark.parametrize(
    ("polls", "expected"),
    [pytest.param(1, "third", id="just seen"), pytest.param(3, "first", id="one more will do")],
)
def test_a_crowd_says_when_it_is_taken_in(polls: int, expected: str) -> None:
    assert f"at the {expected} good poll from now" in crowd_line(
        Watching("ttc", is_watched=True, held_polls=polls), Rules()
    )


def test_a_verdict_says_what_will_happen_and_when() -> None:
    watched, alone = Watching("ttc", is_watched=True), Watching("ttc", is_watched=False)

    assert "12,400 riders are told at the next poll of ttc, within 20 s" in verdict_line(
        held(), watched, is_released=True
    )
    assert verdict_line(held(), alone, is_released=False).endswith("once a pipeline watches it: none does just now.")
