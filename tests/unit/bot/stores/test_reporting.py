"""What reports tell can be read from the log, and how long texts took from the metrics."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from bot.stores.outcome_labels import OutcomeLabels
from bot.stores.reporting import Change, show
from models.delivery import DeliveryState
from models.reports import Receipt, Reported

NOON = datetime(2026, 8, 5, 12, tzinfo=UTC)
ROW = {
    "incident": "ttc/1/1",
    "revision": 2,
    "occasion": "2",
    "priority": 1,
    "attempt": 1,
    "event_at": NOON - timedelta(seconds=9),
    "now": NOON,
}


def change(delivery: str = "d", state: str = "delivered", code: int | None = None, **row: object) -> Change:
    before = Reported(delivery, 1, DeliveryState.ACCEPTED)
    report = Receipt(delivery, 1, f"SM-{delivery}", DeliveryState(state), code)
    return Change(ROW | row, before, replace(before, state=report.state), [report])


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def test_texts_that_were_reported_alike_stand_in_one_line_with_what_they_are_about() -> None:
    with capture_logs() as logs:
        show([change("d1"), change("d2"), change("d3", "undelivered", 30003)], OutcomeLabels())

    assert [(each["event"], each["about"], each["state"], each["texts"]) for each in logs] == [
        ("texts.reported", "ttc/1/1/2", "delivered", {"d1": "SM-d1", "d2": "SM-d2"}),
        ("texts.reported", "ttc/1/1/2", "undelivered", {"d3": "SM-d3"}),
    ]
    assert [each.get("code") for each in logs] == [None, 30003]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(change(), 9, id="delivered"),
        pytest.param(change(attempt=2, reason="once-more-30003"), 9, id="delivered the second time"),
        pytest.param(change(attempt=2), 0, id="it had waited for its hour"),
        pytest.param(change(state="sent"), 0, id="sent is not delivered"),
        pytest.param(change(event_at=None), 0, id="an answer has no event"),
    ],
)
def test_the_time_until_delivered_is_counted(told: Change, expected: float) -> None:
    name = "headway_change_to_delivered_seconds_sum"
    before = value(name, priority="urgent")
    show([told], OutcomeLabels())

    assert value(name, priority="urgent") - before == pytest.approx(expected)


def test_errors_are_counted_by_what_they_ask_of_us() -> None:
    before = value("headway_report_errors_total", reaction="unreachable")
    show([change(state="undelivered", code=30003)], OutcomeLabels())

    assert value("headway_report_errors_total", reaction="unreachable") - before == 1
