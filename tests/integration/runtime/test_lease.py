"""A lease has one holder, and its epoch fences off whoever had it before."""

import asyncio

import pytest

from models.documents.sender import Sender
from runtime.lease import Lease
from runtime.mongo import Database, collection_of


def lease(holder: str, ttl_s: float = 10) -> Lease:
    return Lease(collection_of(Sender), "+14165550199", holder=holder, ttl_s=ttl_s)


async def test_only_one_of_many_gets_a_lease(database: Database) -> None:
    leases = [lease(f"holder-{number}") for number in range(20)]

    taken = await asyncio.gather(*(each.acquire() for each in leases))

    assert sorted(taken) == [False] * 19 + [True]


async def test_renewing_keeps_the_epoch(database: Database) -> None:
    mine = lease("one")
    await mine.acquire()
    first = mine.epoch
    await mine.acquire()

    assert (first, mine.epoch, mine.is_held) == (1, 1, True)


async def test_an_expired_lease_goes_to_whoever_asks_with_a_higher_epoch(database: Database) -> None:
    old, new = lease("old", ttl_s=0.2), lease("new")
    await old.acquire()
    refused = await new.acquire()
    await asyncio.sleep(0.3)
    granted = await new.acquire()

    assert (refused, granted, old.is_held, new.epoch > old.epoch) == (False, True, False, True)


async def test_who_was_replaced_cannot_renew(database: Database) -> None:
    old, new = lease("old", ttl_s=0.1), lease("new")
    await old.acquire()
    await asyncio.sleep(0.2)
    await new.acquire()

    assert (await old.acquire(), old.is_held) == (False, False)


async def test_a_lease_that_was_given_up_is_free_at_once(database: Database) -> None:
    old, new = lease("old"), lease("new")
    await old.acquire()
    await old.release()

    assert (await new.acquire(), old.is_held) == (True, False)


@pytest.mark.parametrize("ttl_s", [5, 60])
async def test_the_time_left_is_reckoned_from_before_the_request(database: Database, ttl_s: float) -> None:
    mine = lease("one", ttl_s=ttl_s)
    await mine.acquire()

    assert ttl_s - 2 < mine.left_s <= ttl_s
