"""The stops of an alert's way, and which of them it has passed."""

from dataclasses import replace

import pytest

from models.delivery import DeliveryState
from models.event import Change
from sandbox.phone_page.journey import Journey, Passage, RiderText, Stop
from tests.builders import NOON, after

OPENED = Journey("e1", "i1", Change.OPENED, "504 King", "No service", incident_at=after(seconds=1), feed_at=NOON)
PUBLISHED = replace(OPENED, kafka_at=after(seconds=2))
LOOKED = replace(PUBLISHED, looked_at=after(seconds=3))
CLAIMED = RiderText(DeliveryState.SENDING, after(seconds=3))
ACCEPTED = replace(CLAIMED, state=DeliveryState.ACCEPTED, sent_at=after(seconds=4))
DELIVERED = replace(ACCEPTED, state=DeliveryState.DELIVERED, delivered_at=after(seconds=5))
SKIPPED = RiderText(DeliveryState.SKIPPED, after(seconds=3))
UNDELIVERED = replace(ACCEPTED, state=DeliveryState.UNDELIVERED)
A, U, P, N = Passage.AHEAD, Passage.UNDER_WAY, Passage.PASSED, Passage.NOBODY


@pytest.mark.parametrize(
    ("journey", "expected"),
    [
        pytest.param(OPENED, [P, P, A, A, A, A], id="Kafka does not hold it yet"),
        pytest.param(PUBLISHED, [P, P, P, A, A, A], id="nobody was looked for yet"),
        pytest.param(LOOKED, [P, P, P, N, N, N], id="nobody is concerned"),
        pytest.param(replace(PUBLISHED, texts={"a": CLAIMED}), [P, P, P, U, A, A], id="the first rider is found"),
        pytest.param(replace(LOOKED, texts={"a": CLAIMED}), [P, P, P, P, A, A], id="every rider was looked at"),
        pytest.param(replace(LOOKED, texts={"a": ACCEPTED, "b": CLAIMED}), [P, P, P, P, U, A], id="one text is sent"),
        pytest.param(replace(LOOKED, texts={"a": DELIVERED, "b": ACCEPTED}), [P, P, P, P, P, U], id="one has arrived"),
        pytest.param(replace(LOOKED, texts={"a": DELIVERED}), [P] * 6, id="all have"),
        pytest.param(replace(LOOKED, texts={"a": SKIPPED}), [P, P, P, P, N, N], id="the only text is not sent"),
        pytest.param(replace(LOOKED, texts={"a": DELIVERED, "b": SKIPPED}), [P] * 6, id="one of two is not sent"),
        pytest.param(replace(LOOKED, texts={"a": UNDELIVERED}), [P, P, P, P, P, N], id="the phone is off"),
        pytest.param(replace(LOOKED, kafka_at=None), [P, P, P, N, N, N], id="its record was missed here"),
    ],
)
def test_which_stops_an_alert_has_passed(journey: Journey, expected: list[Passage]) -> None:
    assert [each.passage for each in journey.passings()] == expected


def test_each_stop_has_its_time_and_its_riders() -> None:
    journey = replace(LOOKED, texts={"a": DELIVERED, "b": replace(ACCEPTED, sent_at=after(seconds=9))})
    passings = {each.stop: each for each in journey.passings()}

    assert [each.at for each in passings.values()] == [
        NOON,
        after(seconds=1),
        after(seconds=2),
        after(seconds=3),
        after(seconds=9),
        after(seconds=5),
    ]
    assert (passings[Stop.MATCHED].count, passings[Stop.SENT].count, passings[Stop.DELIVERED].of) == (2, 2, 2)


def test_what_waits_and_what_fails_is_counted() -> None:
    held = replace(CLAIMED, state=DeliveryState.HELD)

    assert replace(LOOKED, texts={"a": held, "b": held, "c": UNDELIVERED, "d": DELIVERED}).waiting == {
        "held": 2,
        "undelivered": 1,
    }
