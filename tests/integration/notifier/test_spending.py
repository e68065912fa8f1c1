"""The day's segments in a sender's document."""

from datetime import timedelta

import pytest

from models.documents.sender import Sender
from notifier.posting.spending import MongoSpending
from runtime.clock import utc_now
from runtime.lease import Lease, LeaseLostError
from runtime.mongo import Database, collection_of

SENDER = "+14165550199"


async def hold(holder: str) -> Lease:
    lease = Lease(collection_of(Sender), SENDER, holder=holder, ttl_s=0.01)
    assert await lease.acquire()
    return lease


async def test_a_day_adds_up_and_the_next_begins_anew(database: Database) -> None:
    lease = await hold("one")
    spending = MongoSpending(SENDER)
    sums = [(await spending.add(segments, epoch=lease.epoch))[1] for segments in (3, 0, 4)]
    yesterday = (utc_now() - timedelta(days=1)).date().isoformat()
    await collection_of(Sender).update_one({"_id": SENDER}, {"$set": {"segments_day": yesterday}})
    day, begun = await spending.add(2, epoch=lease.epoch)

    assert sums == [3, 3, 7]
    assert (begun, yesterday < day.isoformat()) == (2, True)


async def test_who_takes_over_goes_on_with_the_same_day_and_fences_off_who_had_it(database: Database) -> None:
    old = await hold("one")
    spending = MongoSpending(SENDER)
    await spending.add(5, epoch=old.epoch)
    await collection_of(Sender).update_one({"_id": SENDER}, {"$set": {"expires_at": utc_now() - timedelta(hours=1)}})
    new = await hold("two")

    assert (await spending.add(1, epoch=new.epoch))[1] == 6
    with pytest.raises(LeaseLostError):
        await spending.add(1, epoch=old.epoch)
