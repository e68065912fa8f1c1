"""A probe on its way: it is missed whatever keeps it from being delivered."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from pymongo.errors import AutoReconnect

from models.delivery import DeliveryState
from models.event import AlertEvent
from models.incident import Incident
from models.rider import Rider
from notifier import metrics
from notifier.probe import Result
from notifier.probing import Probed, Probing
from runtime.kafka_producer import NotPublishedError
from runtime.process import Stop
from tests.unit.notifier.events import NOON, make_rider

WITHIN_S = 0.05


@dataclass
class Kept:
    """What a probe leaves in a database, which `is_away` once the probe is in it."""

    state: DeliveryState | None = None
    reason: str | None = None
    is_due: bool = True
    is_away: bool = False
    incidents: list[str] = field(default_factory=list)

    async def begin(self, *, epoch: int, every_s: float) -> datetime | None:
        return NOON if self.is_due else None

    async def find_rider(self, phone: str) -> Rider | None:
        return make_rider()

    async def add(self, incident: Incident) -> None:
        self.incidents.append(incident.id)

    async def find_state(self, incident: str) -> tuple[DeliveryState | None, str | None]:
        self._ask()
        return self.state, self.reason

    async def remove(self, incident: str) -> None:
        self._ask()
        self.incidents.remove(incident)

    def _ask(self) -> None:
        if self.is_away:
            raise AutoReconnect("away")


@dataclass
class Held:
    """A lease that nobody disputes."""

    epoch: int = 1
    is_held: bool = True


async def publish(_event: AlertEvent) -> None: ...


async def not_published(_event: AlertEvent) -> None:
    raise NotPublishedError("no broker answers")


def probing(kept: Kept, publish: Callable[[AlertEvent], Awaitable[None]] = publish) -> Probing:
    probed = Probed("+14165550199", "+14165550101", 3600, WITHIN_S)
    return Probing(probed, probes=kept, lease=Held(), publish=publish)


def missed() -> tuple[float, float]:
    """How many probes were missed so far, and whether the latest one was."""
    return metrics.PROBES.labels(Result.MISSED.value)._value.get(), metrics.PROBE_IS_MISSED._value.get()


@pytest.mark.parametrize(
    ("kept", "publish"),
    [
        pytest.param(Kept(), publish, id="no notifier has made a text of it"),
        pytest.param(Kept(DeliveryState.ACCEPTED), publish, id="Twilio has it, and no receipt comes"),
        pytest.param(Kept(DeliveryState.UNDELIVERED), publish, id="it did not arrive"),
        pytest.param(Kept(DeliveryState.SKIPPED, "daily-segments"), publish, id="the sender's day is spent"),
        pytest.param(Kept(), not_published, id="Kafka is away"),
    ],
)
async def test_a_probe_that_is_not_delivered_in_time_is_missed(
    kept: Kept, publish: Callable[[AlertEvent], Awaitable[None]]
) -> None:
    before, _ = missed()
    result = await probing(kept, publish).run(Stop())

    assert (result, kept.incidents) == (Result.MISSED, [])
    assert missed() == (before + 1, 1)


async def test_a_database_that_goes_away_over_a_probe_is_found_out() -> None:
    before, _ = missed()
    with pytest.raises(AutoReconnect):
        await probing(Kept(DeliveryState.DELIVERED, is_away=True)).run(Stop())

    assert missed() == (before + 1, 1)


async def test_a_probe_that_is_delivered_ends_the_alarm() -> None:
    metrics.PROBE_IS_MISSED.set(1)
    kept = Kept(DeliveryState.DELIVERED)
    before, _ = missed()

    assert await probing(kept).run(Stop()) is Result.DELIVERED
    assert (missed(), kept.incidents) == ((before, 0), [])


async def test_who_stands_by_knows_nothing_of_the_latest_probe() -> None:
    metrics.PROBE_IS_MISSED.set(1)
    metrics.stand_by()

    assert math.isnan(missed()[1])


async def test_nothing_is_sent_before_the_next_probe_is_due() -> None:
    kept = Kept(is_due=False)

    assert await probing(kept).run(Stop()) is None
    assert kept.incidents == []
