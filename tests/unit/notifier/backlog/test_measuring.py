"""The backlog is shown by who sends, and never counted so often that counting is the work."""

import math

from prometheus_client import Gauge
from pymongo.errors import AutoReconnect

from models.delivery import DeliveryState
from models.priority import Priority
from notifier import metrics
from notifier.backlog.backlog import Backlog, OpenFanout, left_by_priority
from notifier.backlog.measuring import Measuring
from runtime.process import Stop
from tests.unit.notifier.events import NOON, at

FANOUTS = left_by_priority([OpenFanout(Priority.URGENT, at(11, 50), 42)], NOON)
TEXTS = {DeliveryState.HELD: 5, DeliveryState.RETRY: 0, DeliveryState.UNKNOWN: 1}


class Counted:
    """A backlog that is counted in so many seconds of a clock of its own; `failure` is raised instead, where set."""

    def __init__(self, *, took_s: float = 0, failure: Exception | None = None) -> None:
        self.took_s, self.failure = took_s, failure
        self.now_s = 0.0
        self.counts = 0

    async def count(self) -> Backlog:
        self.now_s += self.took_s
        self.counts += 1
        if self.failure:
            raise self.failure
        return Backlog(FANOUTS, TEXTS)


class Patience(Stop):
    """Notes for how long it was to wait, and stops after so many waits."""

    def __init__(self, waits: int) -> None:
        super().__init__()
        self.waited: list[float] = []
        self._waits = waits

    async def wait_for(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return len(self.waited) > self._waits


def measuring(backlog: Counted, *, is_held: bool = True) -> Measuring:
    return Measuring(backlog, is_held=lambda: is_held, every_s=15, clock_s=lambda: backlog.now_s)


def shown(gauge: Gauge, label: str) -> float:
    return float(gauge.labels(label)._value.get())


async def test_riders_left_age_and_waiting_texts_are_shown() -> None:
    await measuring(Counted()).run()

    assert (shown(metrics.RIDERS_LEFT, "urgent"), shown(metrics.FANOUT_AGE, "urgent")) == (42, 600)
    assert (shown(metrics.RIDERS_LEFT, "info"), shown(metrics.FANOUT_AGE, "info")) == (0, 0)
    assert [shown(metrics.TEXTS_WAITING, each) for each in ("held", "retry", "unknown")] == [5, 0, 1]


async def test_a_count_that_takes_long_is_made_seldom() -> None:
    quick, slow = Patience(1), Patience(1)
    await measuring(Counted(took_s=0.1)).keep(quick)
    await measuring(Counted(took_s=2)).keep(slow)

    assert (quick.waited, slow.waited) == ([0, 15], [0, 40])


async def test_who_stands_by_counts_nothing_and_shows_none_of_it() -> None:
    metrics.RIDERS_LEFT.labels("urgent").set(42)
    backlog = Counted()
    await measuring(backlog, is_held=False).keep(Patience(2))

    assert backlog.counts == 0
    assert math.isnan(shown(metrics.RIDERS_LEFT, "urgent"))
    assert math.isnan(shown(metrics.TEXTS_WAITING, "held"))


async def test_while_the_database_is_away_nothing_is_claimed_to_be_left() -> None:
    for failure in (AutoReconnect("gone"), ValueError("a fan-out of another version")):
        metrics.RIDERS_LEFT.labels("urgent").set(42)
        await measuring(Counted(failure=failure)).run()

        assert math.isnan(shown(metrics.RIDERS_LEFT, "urgent"))
