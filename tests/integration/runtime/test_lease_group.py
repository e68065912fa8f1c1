"""The leases of one holder keep to the protocol of a single one."""

import asyncio

from models.documents.sender import Sender
from runtime.lease import Lease
from runtime.lease_group import LeaseGroup
from runtime.mongo import Database, collection_of

NAMES = ("one", "two", "three")


def group(holder: str, ttl_s: float = 10) -> LeaseGroup:
    return LeaseGroup(collection_of(Sender), holder=holder, ttl_s=ttl_s)


async def take(leases: LeaseGroup) -> list[Lease]:
    made = [leases.lease(name) for name in NAMES]
    for lease in made:
        await lease.acquire()
    return made


async def test_renewing_together_keeps_every_epoch(database: Database) -> None:
    mine = group("a", ttl_s=0.5)
    leases = await take(mine)
    for _ in range(4):
        await asyncio.sleep(0.2)
        assert await mine.renew()

    assert [(lease.is_held, lease.epoch) for lease in leases] == [(True, 1)] * 3
    assert not await Lease(collection_of(Sender), "one", holder="b", ttl_s=10).acquire()


async def test_where_one_was_lost_nothing_is_said_of_any(database: Database) -> None:
    mine = group("a", ttl_s=1)
    leases = await take(mine)
    await collection_of(Sender).update_one({"_id": "two"}, [{"$set": {"expires_at": "$$NOW"}}])
    other = Lease(collection_of(Sender), "two", holder="b", ttl_s=10)
    assert await other.acquire()
    before = leases[0].left_s

    assert (await mine.renew(), leases[0].left_s <= before) == (False, True)
    assert [await lease.acquire() for lease in leases] == [True, False, True]
    assert (other.is_held, other.epoch) == (True, 2)


async def test_a_lease_that_ran_out_is_not_renewed_with_the_others(database: Database) -> None:
    mine = group("a", ttl_s=0.2)
    await take(mine)
    await asyncio.sleep(0.3)
    await mine.renew()

    assert await Lease(collection_of(Sender), "one", holder="b", ttl_s=10).acquire()


async def test_what_others_hold_is_known_in_one_look(database: Database) -> None:
    await take(group("a"))
    await Lease(collection_of(Sender), "one", holder="a", ttl_s=10).release()

    assert await group("b").taken([*NAMES, "new"]) == {"two", "three"}
    assert await group("a").taken(NAMES) == set()


async def test_all_are_given_up_together_but_nobody_elses(database: Database) -> None:
    mine, other = group("a"), Lease(collection_of(Sender), "four", holder="b", ttl_s=10)
    leases = await take(mine)
    await other.acquire()
    await mine.release()

    assert [lease.is_held for lease in leases] == [False] * 3
    assert await group("c").taken([*NAMES, "four"]) == {"four"}
