"""The judgement as a whole."""

import pytest

from models.alert import Alert
from pipeline.check.examine import examine
from tests.builders import after, make_alert
from tests.unit.pipeline.check.samples import KING, make_sample


@pytest.mark.parametrize(
    ("alerts", "expected"),
    [
        pytest.param([KING], True, id="an alert for a route that is known"),
        pytest.param([KING, make_alert("x", routes=("7",))], True, id="some that reach nobody"),
        pytest.param([make_alert("x", routes=("7",))], False, id="routes that nobody knows"),
        pytest.param([make_alert("x", routes=())], False, id="alerts that name nobody"),
        pytest.param([], True, id="a quiet city"),
        pytest.param([make_alert(periods=[(after(hours=-2), after(hours=-1))])], True, id="all is over"),
    ],
)
def test_a_feed_is_usable_where_somebody_could_be_told_something(alerts: list[Alert], expected: bool) -> None:
    assert examine(make_sample(alerts)).is_usable is expected


def test_findings_come_worst_first() -> None:
    levels = [each.level for each in examine(make_sample([KING, make_alert("x", "", routes=("7",))])).findings]

    assert levels == sorted(levels, reverse=True)


def test_the_facts_of_all_examinations_are_together() -> None:
    facts = examine(make_sample()).facts

    assert {"alerts", "stamped_at", "languages", "open_ended", "unknown", "classes"} <= facts.keys()
