"""One feed's watch: it polls while it holds the lease, and no failure ends it."""

from datetime import datetime, timedelta

import pytest
from pymongo.errors import AutoReconnect

from models.event import AlertEvent
from pipeline.deciding.belief import Stamp
from pipeline.deciding.memory import FeedMemory
from pipeline.polled import Polled
from pipeline.watch import Watch
from runtime.lease import LeaseLostError
from tests.builders import NOON, after


class GivenLease:
    """A lease that is given or not."""

    epoch = 1

    def __init__(self, *, is_free: bool = True) -> None:
        self.is_free = is_free
        self.is_held = False

    async def acquire(self) -> bool:
        self.is_held = self.is_free
        return self.is_held


class FailingPoller:
    """Counts the polls; each fails as told."""

    def __init__(self, error: Exception | None = None) -> None:
        self.polled_at: list[datetime] = []
        self.kept_time_at: list[datetime] = []
        self._error = error

    async def poll(self, now: datetime) -> Polled:
        self.polled_at.append(now)
        if self._error:
            raise self._error
        return Polled("confirm", FeedMemory(good_polls=1, good_at=now, stamped_at=after(minutes=-5)))

    async def keep_time(self, now: datetime) -> tuple[AlertEvent, ...]:
        self.kept_time_at.append(now)
        if self._error:
            raise self._error
        return ()

    def next_moment(self, now: datetime) -> datetime | None:
        return now + timedelta(minutes=5)


def make_watch(lease: GivenLease, poller: FailingPoller, stamp: Stamp = Stamp.GENERATED) -> Watch:
    return Watch("ttc", lease=lease, poller=poller, now=lambda: NOON, stamp=stamp)


async def test_who_holds_the_lease_keeps_time() -> None:
    poller = FailingPoller()
    watch = make_watch(GivenLease(), poller)
    before = watch.next_moment()
    await watch.keep_time()
    await watch.acquire()
    await watch.keep_time()

    assert (before, poller.kept_time_at, watch.next_moment()) == (None, [NOON], after(minutes=5))


async def test_a_surprise_of_the_clock_ends_nothing() -> None:
    watch = make_watch(GivenLease(), FailingPoller(RuntimeError("surprise")))
    await watch.acquire()
    await watch.keep_time()

    assert watch.is_held


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


async def test_nothing_is_known_before_the_first_poll() -> None:
    assert make_watch(GivenLease(), FailingPoller()).age_s is None


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        pytest.param(Stamp.GENERATED, 300, id="the producer says when it made it"),
        pytest.param(Stamp.CHANGED, 0, id="the stamp tells when something changed"),
    ],
)
async def test_the_age_of_a_feed_is_its_producers(stamp: Stamp, expected: float) -> None:
    watch = make_watch(GivenLease(), FailingPoller(), stamp)
    await watch.acquire()
    await watch.poll()

    assert watch.age_s == expected
