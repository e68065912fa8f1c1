"""Whom a probe is for, where several senders are probed."""

from datetime import timedelta

import pytest

from models.fanout import FanoutState
from notifier.fanning_out.audience import MongoAudience
from notifier.fanning_out.fanout import Fanout, fanout_id
from notifier.probing.probe import event_of_probe, probe_of
from notifier.probing.probed import ProbedAudience
from runtime.clock import utc_now
from tests.integration.notifier.conftest import SENDER, World


@pytest.mark.parametrize(
    ("probed", "expected"),
    [
        pytest.param(SENDER, ["rider-0001"], id="our own"),
        # Whoever takes an event over stores it for every sender in service.
        pytest.param("+14165550188", [], id="another sender's"),
    ],
)
async def test_a_probe_is_for_the_staff_phone_of_its_own_sender(world: World, probed: str, expected: list[str]) -> None:
    phone = await world.rider(1)
    event = event_of_probe(probe_of(probed, now=utc_now()))
    fanout = Fanout(fanout_id(event, SENDER), SENDER, event, FanoutState.OPEN, "", event.at)
    page = await ProbedAudience(MongoAudience(timedelta(seconds=60)), phone).page(fanout, limit=10)

    assert [rider.id for rider in page.riders] == expected
