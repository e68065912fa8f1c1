"""Riders who counted as told, until their text was lost, are decided about anew."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from models.delivery import Slot
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.subscriber import Subscriber
from models.event import Change
from models.fanout import FanoutState

GATHERED = timedelta(seconds=30)  # losses come by the hundred: one sweep sees them all
SOON = {"$add": ["$$NOW", int(GATHERED.total_seconds() * 1000)]}
_READ = {"sender": 1, "incident": 1, "revision": 1, "slot": 1, "subscriber": 1}
_IS_DONE = {"$eq": ["$state", FanoutState.DONE.value]}
_SWEPT_AGAIN = [
    {
        "$set": {
            "state": FanoutState.SWEEPING.value,
            "asked_again": {"$add": [{"$ifNull": ["$asked_again", 0]}, 1]},
            # One that waits goes no later than it would, one that is on its way goes on from where it is.
            "not_before": {"$cond": [_IS_DONE, SOON, {"$min": ["$not_before", SOON]}]},
            "cursor": {"$cond": [_IS_DONE, "", "$cursor"]},
            "saw_unsettled": {"$cond": [_IS_DONE, False, "$saw_unsettled"]},
            "begun_at": "",
            "is_wrapped": False,
        }
    }
]


async def decide_anew(lost: Collection[str]) -> None:
    """Have news that passed by the riders of these deliveries, for they counted as told, look at them again.

    To be called before the rows are written: a crash in between costs a look that finds nothing. May be repeated.
    """
    if not lost:
        return
    rows = Delivery.get_pymongo_collection()
    concerned: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for name, index in (("_id", "_id_"), ("carrier", "carrier")):
        async for row in rows.find({name: {"$in": sorted(lost)}}, _READ).hint(index):
            concerned[row["incident"], row["sender"]].append(row)
    for (incident, sender), some in concerned.items():
        await _swept_again(incident, sender, some)


async def _swept_again(incident: str, sender: str, lost: Collection[dict[str, Any]]) -> None:
    fanouts = FanoutDocument.get_pymongo_collection()
    of_it = {"incident": incident, "sender": sender, "correction": None}
    newest = await fanouts.find_one(of_it, {"revision": 1, "event.change": 1}, sort=[("revision", -1)])
    if newest is None:
        return
    # Who was not told of the beginning is owed no end; who was not told of an end is owed the next one.
    is_over = newest.get("event", {}).get("change") == Change.CLEARED.value
    slot = Slot.CLEAR if is_over else Slot.NOTICE
    riders = {row["subscriber"] for row in lost if row["slot"] == slot.value and row["revision"] < newest["revision"]}
    if not riders:
        return
    # A sweep sees those who have changed.
    await Subscriber.get_pymongo_collection().update_many(
        {"_id": {"$in": sorted(riders)}}, {"$currentDate": {"changed_at": True}}
    )
    swept = {"$in": [FanoutState.SWEEPING.value, FanoutState.DONE.value]}
    # One that has not looked at all riders yet sweeps anyway.
    await fanouts.update_many({**of_it, "revision": newest["revision"], "state": swept}, _SWEPT_AGAIN)
