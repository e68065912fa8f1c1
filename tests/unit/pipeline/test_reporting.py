"""What the operator sees of a poll."""

import pytest

from models.incident import AlertClass
from pipeline.deciding.memory import FeedMemory
from pipeline.metrics import OPEN_INCIDENTS, REJECTED
from pipeline.polled import Polled
from pipeline.reporting import rejected_because, report


@pytest.mark.parametrize(
    ("outcome", "is_stale", "expected"),
    [
        pytest.param("accept", False, None, id="news"),
        pytest.param("accept", True, None, id="late news is news"),
        pytest.param("confirm", False, None, id="nothing new"),
        pytest.param("confirm", True, "stale", id="a producer that repeats itself"),
        pytest.param("ignore", False, "ignore", id="a header older than the last"),
        pytest.param("timeout", False, "timeout", id="no answer"),
        pytest.param("pausing", False, None, id="not asked, after failures"),
        pytest.param("stopping", False, None, id="not heard out, at a stop"),
    ],
)
def test_what_a_poll_was_rejected_for(outcome: str, expected: str | None, *, is_stale: bool) -> None:
    assert rejected_because(Polled(outcome, FeedMemory(is_stale=is_stale))) == expected


def test_rejections_are_counted_by_reason() -> None:
    for _ in range(3):
        report("rejected", Polled("status", FeedMemory()))

    assert value(REJECTED.labels("rejected", "status")) == 3


def test_open_incidents_are_counted_by_class_and_go_down_to_none() -> None:
    report("classes", Polled("accept", FeedMemory(), open_by_class={"urgent": 2, "access": 1}))
    report("classes", Polled("accept", FeedMemory(), open_by_class={"access": 1}))

    assert {each.value: value(OPEN_INCIDENTS.labels("classes", each.value)) for each in AlertClass} == {
        "urgent": 0,
        "planned": 0,
        "access": 1,
        "info": 0,
    }


def value(metric: object) -> float:
    return float(metric._value.get())  # type: ignore[attr-defined]  # the library offers no other way to one value
