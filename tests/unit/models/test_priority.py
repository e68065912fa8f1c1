"""Which texts go first where a sender cannot send all at once."""

import pytest

from models.delivery import Kind
from models.incident import AlertClass
from models.priority import Priority, priority_of


@pytest.mark.parametrize(
    ("kind", "alert_class", "expected"),
    [
        pytest.param(Kind.NOTE, AlertClass.INFO, Priority.ANSWER, id="what a rider has asked for"),
        pytest.param(Kind.CORRECTION, AlertClass.INFO, Priority.URGENT, id="an operator takes it back"),
        pytest.param(Kind.FIRST, AlertClass.URGENT, Priority.URGENT, id="no service"),
        pytest.param(Kind.UPDATE, AlertClass.URGENT, Priority.UPDATE, id="no service, and now a shuttle"),
        pytest.param(Kind.CLEAR, AlertClass.URGENT, Priority.CLEAR, id="service has resumed"),
        pytest.param(Kind.CLEAR, AlertClass.ACCESS, Priority.CLEAR, id="the elevator is back"),
        pytest.param(Kind.PLANNED, AlertClass.PLANNED, Priority.CALM, id="this weekend's closure"),
        pytest.param(Kind.FIRST, AlertClass.ACCESS, Priority.CALM, id="an elevator out of service"),
        pytest.param(Kind.UPDATE, AlertClass.PLANNED, Priority.CALM, id="the closure lasts longer"),
        pytest.param(Kind.FIRST, AlertClass.INFO, Priority.INFO, id="a survey"),
    ],
)
def test_priority_of_a_text(kind: Kind, alert_class: AlertClass, expected: Priority) -> None:
    assert priority_of(kind, alert_class) is expected


def test_urgent_goes_before_all_alerts_and_answers_before_those() -> None:
    assert sorted(Priority) == [
        Priority.ANSWER,
        Priority.URGENT,
        Priority.UPDATE,
        Priority.CLEAR,
        Priority.CALM,
        Priority.INFO,
    ]
