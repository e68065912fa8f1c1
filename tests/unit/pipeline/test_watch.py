"""One feed's watch: it polls while it holds the lease, and no failure ends it."""

from datetime import datetime

import pytest
from pymongo.errors import AutoReconnect

from pipeline.memory import FeedMemory
from pipeline.polled import Polled
from pipeline.watch import Watch
from runtime.lease import LeaseLostError
from tests.builders import NOON


class GivenLease:
    """A lease that is given or not."""

    renew_after_s = 0.01
    epoch = 1

    def __init__(self, *, is_free: bool = True) -> None:
        self.is_free = is_free
        self.is_held = False
        self.is_released = False

    async def acquire(self) -> bool:
        self.is_held = self.is_free
        return self.is_held

    async def release(self) -> None:
        self.is_held, self.is_released = False, True


class FailingPoller:
    """Counts the polls; each fails as told."""

    def __init__(self, error: Exception | None = None) -> None:
        self.polled_at: list[datetime] = []
        self._error = error

    async def poll(self, now: datetime) -> Polled:
        self.polled_at.append(now)
        if self._error:
            raise self._error
        return Polled("confirm", FeedMemory(good_polls=1, good_at=now))


def make_watch(lease: GivenLease, poller: FailingPoller) -> Watch:
    return Watch("ttc", lease=lease, poller=poller, now=lambda: NOON)


async def test_who_holds_the_lease_polls() -> None:
    poller = FailingPoller()
    watch = make_watch(GivenLease(), poller)
    await watch.acquire()
    await watch.poll()

    assert (poller.polled_at, watch.freshness()["good_at"]) == ([NOON], NOON.isoformat())


async def test_who_stands_by_does_not_poll() -> None:
    poller = FailingPoller()
    watch = make_watch(GivenLease(is_free=False), poller)
    await watch.acquire()
    await watch.poll()

    assert (poller.polled_at, watch.freshness()["is_held"]) == ([], False)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(LeaseLostError("gone"), id="the lease was lost"),
        pytest.param(AutoReconnect("gone"), id="the database is away"),
        pytest.param(KeyError("surprise"), id="a surprise"),
    ],
)
async def test_a_poll_that_fails_is_followed_by_another(error: Exception) -> None:
    poller = FailingPoller(error)
    watch = make_watch(GivenLease(), poller)
    await watch.acquire()
    await watch.poll()
    await watch.poll()

    assert len(poller.polled_at) == 2


@pytest.mark.parametrize("is_free", [True, False])
async def test_only_a_lease_that_is_held_is_given_back(*, is_free: bool) -> None:
    lease = GivenLease(is_free=is_free)
    watch = make_watch(lease, FailingPoller())
    await watch.acquire()
    await watch.release()

    assert lease.is_released is is_free
