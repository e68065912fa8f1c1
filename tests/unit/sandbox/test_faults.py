"""Faults come as scripted, then by chance, repeatably; reports follow them."""

import pytest

from sandbox.twilio_simulator.account import Account
from sandbox.twilio_simulator.faults import Fault, Faults
from sandbox.twilio_simulator.reports import plan_reports

CERTAIN = 1.0


def test_scripted_faults_come_first_and_in_order() -> None:
    faults = Faults({Fault.HTTP_500: CERTAIN})

    faults.next(Fault.HTTP_429, None, Fault.ACCEPT_THEN_CLOSE)

    assert [faults.draw() for _ in range(4)] == [Fault.HTTP_429, None, Fault.ACCEPT_THEN_CLOSE, Fault.HTTP_500]


def test_chance_is_repeatable_and_keeps_to_its_probabilities() -> None:
    one, other = (Faults({Fault.HTTP_429: 0.2, Fault.HTTP_500: 0.1}) for _ in range(2))

    drawn = [one.draw() for _ in range(10_000)]

    assert drawn == [other.draw() for _ in range(10_000)]
    assert drawn.count(Fault.HTTP_429) == pytest.approx(2000, rel=0.1)
    assert drawn.count(Fault.HTTP_500) == pytest.approx(1000, rel=0.15)


@pytest.mark.parametrize(
    ("fault", "doom", "expected"),
    [
        (None, None, ["sent", "delivered"]),
        (Fault.UNDELIVERED, 30003, ["sent", "undelivered"]),
        (Fault.OPTED_OUT_CALLBACK, 21610, ["failed"]),
        (Fault.REORDERED_CALLBACKS, None, ["delivered", "sent"]),
        (Fault.DUPLICATE_CALLBACKS, None, ["sent", "sent", "delivered", "delivered"]),
    ],
)
def test_reports_follow_the_fault(fault: Fault | None, doom: int | None, expected: list[str]) -> None:
    account = Account("AC", "token", ["+14375550100"])
    form = {"To": "+14165550123", "From": "+14375550100", "Body": "x"}
    message = account.create(form, now=0, doom=doom)

    assert list(plan_reports(message, fault)) == expected
