"""When a probe is sent, and what is said of how it went."""

import asyncio
from datetime import datetime

import pytest
from pymongo.errors import AutoReconnect

from models.delivery import DeliveryState
from models.event import AlertEvent
from models.incident import Incident
from models.rider import Rider
from notifier import metrics
from notifier.probing.probe import Result
from notifier.probing.probing import Probed, Probing
from runtime.kafka_producer import NotPublishedError
from runtime.process import Stop
from sandbox.watching import wait_until
from tests.unit.notifier.events import NOON, make_rider

PROBED = Probed("+14165550199", "+14165550101", every_s=60, within_s=0.05, look_s=0.01)


class Memory:
    """What a probe leaves behind, and the way of its event: its text is in `state` at once."""

    epoch, is_held = 1, True

    def __init__(self, state: DeliveryState | None = None, reason: str | None = None) -> None:
        self.state, self.reason = state, reason
        self.is_due, self.is_broker_away, self.is_database_away = True, False, False
        self.rider: Rider | None = make_rider()
        self.incidents: list[str] = []
        self.published: list[str] = []

    async def begin(self, *, epoch: int, every_s: float) -> datetime | None:
        return NOON if self.is_due else None

    async def find_rider(self, phone: str) -> Rider | None:
        return self.rider

    async def add(self, incident: Incident) -> None:
        self.incidents.append(incident.id)

    async def find_state(self, incident: str) -> tuple[DeliveryState | None, str | None]:
        self._ask()
        return self.state, self.reason

    async def remove(self, incident: str) -> None:
        self._ask()
        self.incidents.remove(incident)

    def _ask(self) -> None:
        if self.is_database_away:
            raise AutoReconnect("away")

    async def publish(self, event: AlertEvent) -> None:
        if self.is_broker_away:
            raise NotPublishedError("away")
        self.published.append(event.incident)

    async def probe(self) -> Result | None:
        return await Probing(PROBED, probes=self, lease=self, publish=self.publish).run(Stop())


def is_missed() -> bool:
    return bool(metrics.PROBE_IS_MISSED._value.get() == 1)


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        pytest.param(Memory(DeliveryState.DELIVERED), Result.DELIVERED, id="delivered"),
        pytest.param(Memory(DeliveryState.SKIPPED, "stopped"), Result.WITHHELD, id="STOP while it was under way"),
        pytest.param(Memory(DeliveryState.SKIPPED, "daily-segments"), Result.MISSED, id="the sender's day is spent"),
        pytest.param(Memory(DeliveryState.SENT), Result.MISSED, id="no receipt in time"),
        pytest.param(Memory(DeliveryState.UNDELIVERED), Result.MISSED, id="it did not arrive"),
        pytest.param(Memory(), Result.MISSED, id="never claimed"),
    ],
)
async def test_a_probe_is_published_and_leaves_nothing(memory: Memory, expected: Result) -> None:

    assert await memory.probe() is expected
    assert (len(memory.published), memory.incidents) == (1, [])


async def test_a_missed_probe_is_shown_until_one_is_delivered() -> None:
    seen = []
    for state in (None, DeliveryState.HELD, DeliveryState.DELIVERED):
        await Memory(state).probe()
        seen.append(is_missed())

    assert seen == [True, True, False]


async def test_a_broker_that_is_away_is_a_missed_probe() -> None:
    memory = Memory(DeliveryState.DELIVERED)
    memory.is_broker_away = True

    assert await memory.probe() is Result.MISSED
    assert memory.incidents == []


async def test_a_database_that_goes_away_over_a_probe_is_found_out() -> None:
    await Memory(DeliveryState.DELIVERED).probe()
    memory = Memory(DeliveryState.DELIVERED)
    memory.is_database_away = True
    with pytest.raises(AutoReconnect):
        await memory.probe()

    assert is_missed()


async def test_whoever_is_no_rider_of_the_sender_is_not_texted() -> None:
    memory = Memory()
    memory.rider = None

    assert await memory.probe() is Result.WITHHELD
    assert memory.published == []


async def test_nothing_is_sent_before_the_next_probe_is_due() -> None:
    memory = Memory()
    memory.is_due = False

    assert await memory.probe() is None
    assert memory.published == []


async def test_who_has_lost_the_lease_complains_of_nothing() -> None:
    memory, stop = Memory(), Stop()
    await memory.probe()
    before = is_missed()
    memory.is_held = False

    async def seen_to() -> bool:
        return not is_missed()

    async with asyncio.TaskGroup() as group:
        group.create_task(Probing(PROBED, probes=memory, lease=memory, publish=memory.publish).keep(stop))
        await wait_until(seen_to, timeout_s=5)
        stop.set()

    assert (before, len(memory.published)) == (True, 1)
