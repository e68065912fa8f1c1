"""All leases of a process: renewed together, and each taken as soon as it is free."""

import asyncio
from collections.abc import Collection

from pymongo.errors import AutoReconnect

from pipeline.holding import give_up, hold
from pipeline.watch import Watch
from runtime.process import Stop
from tests.builders import NOON
from tests.fakes.pipeline_memory import Town


class OneLease:
    """One feed's lease; `is_free` says whether it would be given."""

    epoch = 1

    def __init__(self, *, is_free: bool = True) -> None:
        self.is_free = is_free
        self.is_held = False
        self.asked = 0

    async def acquire(self) -> bool:
        self.asked += 1
        self.is_held = self.is_free
        return self.is_held


class AllLeases:
    """The leases of a process."""

    renew_after_s = 0.02

    def __init__(self, leases: dict[str, OneLease]) -> None:
        self.leases = leases
        self.renewals = 0
        self.error: Exception | None = None

    async def renew(self) -> bool:
        self.renewals += 1
        if self.error:
            raise self.error
        return all(lease.is_free for lease in self.leases.values() if lease.is_held)

    async def taken(self, keys: Collection[str]) -> set[str]:
        return {key for key in keys if not self.leases[key].is_free}

    async def release(self) -> None:
        if self.error:
            raise self.error
        for lease in self.leases.values():
            lease.is_held = False


def make_watches(leases: AllLeases) -> list[Watch]:
    poller = Town(()).poller
    return [Watch(name, lease=lease, poller=poller, now=lambda: NOON) for name, lease in leases.leases.items()]


async def hold_for(seconds: float, watches: list[Watch], leases: AllLeases) -> None:
    stop = Stop()
    async with asyncio.TaskGroup() as group:
        group.create_task(hold(watches, leases, stop))
        await asyncio.sleep(seconds)
        stop.set()


async def test_a_lease_that_is_held_is_renewed_without_asking_for_it_by_itself() -> None:
    leases = AllLeases({"ttc": OneLease()})
    await hold_for(0.2, make_watches(leases), leases)

    assert (leases.leases["ttc"].asked, leases.leases["ttc"].is_held, leases.renewals > 3) == (1, True, True)


async def test_a_lease_that_somebody_else_has_is_taken_when_it_is_free() -> None:
    leases = AllLeases({"ttc": OneLease(is_free=False), "miway": OneLease()})
    watches = make_watches(leases)
    await hold_for(0.1, watches, leases)
    before = (leases.leases["ttc"].asked, leases.leases["ttc"].is_held)
    leases.leases["ttc"].is_free = True
    await hold_for(0.1, watches, leases)

    assert (before, leases.leases["ttc"].is_held) == ((0, False), True)


async def test_of_many_leases_one_that_is_lost_is_lost_alone() -> None:
    leases = AllLeases({"ttc": OneLease(), "miway": OneLease()})
    watches = make_watches(leases)
    await hold_for(0.1, watches, leases)
    leases.leases["ttc"].is_free = False
    await hold_for(0.1, watches, leases)

    assert [lease.is_held for lease in leases.leases.values()] == [False, True]


async def test_a_feed_that_is_begun_later_is_held_too() -> None:
    leases = AllLeases({"ttc": OneLease()})
    watches: list[Watch] = []
    stop = Stop()
    async with asyncio.TaskGroup() as group:
        group.create_task(hold(watches, leases, stop))
        await asyncio.sleep(0.05)
        watches += make_watches(leases)
        await asyncio.sleep(0.1)
        stop.set()

    assert leases.leases["ttc"].is_held


async def test_a_database_that_is_away_is_asked_again() -> None:
    leases = AllLeases({"ttc": OneLease()})
    leases.error = AutoReconnect("gone")
    await hold_for(0.1, make_watches(leases), leases)
    await give_up(leases)

    assert leases.renewals > 1


async def test_at_the_end_all_are_given_up() -> None:
    leases = AllLeases({"ttc": OneLease(), "miway": OneLease()})
    await hold_for(0.05, make_watches(leases), leases)
    await give_up(leases)

    assert [lease.is_held for lease in leases.leases.values()] == [False, False]
