"""A synthetic alert for one staff phone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.delivery import DeliveryState, Kind
from models.event import decode_event, encode_event
from models.rider import Rider, RiderStatus
from models.wording_files import load_wordings
from notifier.deciding.bodies import Bodies, text_for
from notifier.deciding.kinds import kind_of_notice
from notifier.deciding.matching import concerned
from notifier.deciding.texts import Owed
from notifier.probing.probe import Result, event_of_probe, is_probe, may_be_probed, probe_of, result_of, with_probe
from tests.unit.notifier.events import NOON, STANDING, make_event, make_rider

RIDER = make_rider()
PROBE = event_of_probe(probe_of("+14165550199", now=NOON))


def test_a_probe_crosses_kafka_as_what_it_is() -> None:
    assert is_probe(decode_event(encode_event(PROBE)))
    assert not is_probe(make_event())


def test_a_probe_concerns_the_staff_phone_alone() -> None:
    assert len(concerned(PROBE, with_probe(RIDER), STANDING)) == 1
    assert concerned(PROBE, RIDER, STANDING) == ()


def test_a_probe_says_that_it_is_one() -> None:
    owed = Owed(Kind.PROBE, PROBE.targets, NOON)
    text = text_for(RIDER, PROBE, owed, Bodies(load_wordings()))

    assert kind_of_notice(PROBE, []) is Kind.PROBE
    assert text.body.startswith("Probe of Headway, 16:00:00 UTC: no reply is needed.")
    assert text.segments == 1


@pytest.mark.parametrize(
    ("rider", "expected"),
    [
        pytest.param(RIDER, True, id="a rider"),
        pytest.param(None, False, id="never texted the sender"),
        pytest.param(replace(RIDER, status=RiderStatus.STOPPED), False, id="STOP"),
        pytest.param(replace(RIDER, paused_until=NOON + timedelta(hours=1)), False, id="PAUSE"),
        pytest.param(replace(RIDER, paused_until=NOON), True, id="a pause that has ended"),
    ],
)
def test_only_who_may_be_texted_is_probed(rider: Rider | None, expected: bool) -> None:
    assert may_be_probed(rider, NOON) is expected


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        pytest.param(None, None, None, id="not yet claimed"),
        pytest.param(DeliveryState.ACCEPTED, None, None, id="with Twilio"),
        pytest.param(DeliveryState.SENT, None, None, id="with the carrier"),
        pytest.param(DeliveryState.DELIVERED, None, Result.DELIVERED, id="delivered"),
        pytest.param(DeliveryState.UNDELIVERED, None, None, id="undelivered: it will be missed"),
        pytest.param(DeliveryState.HELD, None, Result.WITHHELD, id="quiet hours"),
        pytest.param(DeliveryState.SKIPPED, "stopped", Result.WITHHELD, id="STOP meanwhile"),
        pytest.param(DeliveryState.SKIPPED, "paused", Result.WITHHELD, id="PAUSE meanwhile"),
        pytest.param(DeliveryState.SKIPPED, "daily-segments", Result.MISSED, id="the sender's day is spent"),
        pytest.param(DeliveryState.SKIPPED, "suppressed", Result.MISSED, id="nothing has reached the phone of late"),
        pytest.param(DeliveryState.SKIPPED, "expired", Result.MISSED, id="it came an hour late"),
    ],
)
def test_only_a_receipt_proves_the_whole_way(
    state: DeliveryState | None, reason: str | None, expected: Result | None
) -> None:
    assert result_of(state, reason) is expected
