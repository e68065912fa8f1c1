"""What an operator is shown of incidents that riders are told about."""

from datetime import timedelta

import pytest

from models.priority import Priority
from notifier.interventions.under_way import Told, UnderWay, lasts, told_lines, told_row
from tests.unit.notifier.events import NOON

ONE, OTHER = "+14165550199", "+14165550188"
URGENT = UnderWay(ONE, "opened", Priority.URGENT, told=1200, left=3000)
SECOND = UnderWay(ONE, "opened", Priority.URGENT, told=0, left=600)
CALM = UnderWay(ONE, "upcoming", Priority.CALM, told=0, left=100)
ELSEWHERE = UnderWay(OTHER, "opened", Priority.URGENT, told=0, left=50_000)
CORRECTION = UnderWay(ONE, "correction", Priority.URGENT, told=0, left=1200)
ALL = (URGENT, SECOND, CALM, ELSEWHERE)


@pytest.mark.parametrize(
    ("fanout", "seconds"),
    [
        pytest.param(URGENT, 3600, id="shared with what is as urgent"),
        pytest.param(CALM, 3700, id="what is more urgent goes first"),
        pytest.param(ELSEWHERE, 50_000, id="another number has its own pace"),
        pytest.param(UnderWay(ONE, "opened", Priority.INFO, told=9, left=0), 0, id="everybody was looked at"),
    ],
)
def test_how_long_a_fan_out_takes_depends_on_what_goes_before_it(fanout: UnderWay, seconds: int) -> None:
    assert lasts(fanout, ALL, 1.0) == timedelta(seconds=seconds)


def test_an_incident_is_shown_with_how_far_it_is() -> None:
    told = Told("ttc/1c0f3a/42", "No service", None, [URGENT])

    assert told_lines(told, ALL, 1.0) == [
        "ttc/1c0f3a/42",
        "  text   No service",
        "  opened  1200 told, 3000 left, urgent, from +14165550199: about 1 h 0 min",
    ]


def test_of_a_halted_incident_only_the_correction_goes_on() -> None:
    told = Told("ttc/1c0f3a/42", "x" * 101, NOON, [URGENT, CORRECTION])
    lines = told_lines(told, [URGENT, CORRECTION], 100.0)

    assert lines[0] == "ttc/1c0f3a/42  HALTED since 2026-03-11T16:00:00Z"
    assert lines[1] == f"  text   {'x' * 100}..."
    assert [line.rpartition(": ")[2] for line in lines[2:]] == ["waits", "about 1 min"]


def test_the_row_of_json_has_the_same_figures() -> None:
    assert told_row(Told("i", "No service", NOON, [SECOND]), [SECOND], 2.0) == {
        "incident": "i",
        "text": "No service",
        "halted_at": "2026-03-11T16:00:00+00:00",
        "fanouts": [{"sender": ONE, "what": "opened", "priority": "urgent", "told": 0, "left": 600, "takes_s": 300}],
    }
