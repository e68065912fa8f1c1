"""Whom a sender reaches, and whom a fan-out did not reach in time."""

from dataclasses import replace

from structlog.testing import capture_logs

from models.fanout import FanoutState
from notifier import metrics
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.reaching import Reaching, Shortfall
from runtime.process import Stop
from tests.unit.notifier.events import NOON, make_event

FANOUT = Fanout("i/1@s", "s", make_event(), FanoutState.OPEN, "b", NOON, told=3)


class Crowd:
    """So many riders; counts how often it was counted."""

    def __init__(self, size: int) -> None:
        self.size, self.counted = size, 0

    async def count_riders(self, sender: str) -> int:
        self.counted += 1
        return self.size

    async def count_suppressed(self, sender: str) -> int:
        return 3

    async def count_left(self, fanout: Fanout) -> int:
        self.counted += 1
        return self.size

    async def count_reached(self, fanout: Fanout) -> int:
        return 2


def unreached() -> float:
    return float(metrics.RIDERS_NOT_REACHED._value.get())


async def test_whoever_was_not_reached_in_time_is_counted_once() -> None:
    crowd, before = Crowd(7), unreached()
    with capture_logs() as logs:
        noted = await Shortfall(crowd).noted(FANOUT)
        again = await Shortfall(crowd).noted(noted)

    assert (noted, again, crowd.counted) == (replace(FANOUT, not_reached=7), noted, 1)
    assert unreached() - before == 7
    # Three were claimed, and one of them had stopped.
    assert [(each["reached"], each["not_reached"]) for each in logs] == [(2, 7)]


async def test_a_fan_out_that_was_in_time_is_not_counted_again() -> None:
    crowd = Crowd(0)
    noted = await Shortfall(crowd).noted(FANOUT)
    await Shortfall(crowd).noted(noted)

    assert (noted.not_reached, crowd.counted) == (0, 1)


async def test_only_who_sends_counts_the_riders() -> None:
    crowd, stop, holds = Crowd(600), Stop(), [False, True]

    def is_held() -> bool:
        if len(holds) == 1:
            stop.set()
        return holds.pop(0)

    await Reaching("s", riders=crowd, is_held=is_held, segments_per_second=2, every_s=60).keep(stop)

    assert crowd.counted == 1
    assert metrics.REACH_SECONDS._value.get() == 300
    assert metrics.RIDERS_SUPPRESSED._value.get() == 3


async def test_who_stands_by_shows_nobody() -> None:
    stop = Stop()
    metrics.REACH_RIDERS.set(600)

    def is_held() -> bool:
        stop.set()
        return False

    await Reaching("s", riders=Crowd(600), is_held=is_held, segments_per_second=2, every_s=60).keep(stop)

    assert metrics.REACH_RIDERS._value.get() == 0
