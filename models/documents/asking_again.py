"""News that passed riders by, for they counted as told until their text was lost, is to look at them again."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from models.delivery import Kind, Slot
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.subscriber import Subscriber
from models.event import Change
from models.fanout import FanoutState

GATHERED = timedelta(seconds=30)  # losses come by the hundred: one sweep sees them all
SOON = {"$add": ["$$NOW", int(GATHERED.total_seconds() * 1000)]}
_OF_INCIDENTS = {"$in": [Slot.NOTICE.value, Slot.CLEAR.value]}
_BY_INCIDENT = "revisions"  # without the hint MongoDB may look at all that are under way, or done
_READ = {"sender": 1, "incident": 1, "revision": 1, "slot": 1, "kind": 1, "subscriber": 1}
_ASKED = {"asked_again": {"$add": [{"$ifNull": ["$asked_again", 0]}, 1]}}
# One that waits goes no later than it would, one that is on its way goes on from where it is.
_GOES_ON = [{"$set": {**_ASKED, "not_before": {"$min": ["$not_before", SOON]}}}]
_BEGINS = [
    {
        "$set": {
            **_ASKED,
            "state": FanoutState.SWEEPING.value,
            "cursor": "",
            "not_before": SOON,
            "saw_unsettled": False,
            "begun_at": "",
            "is_wrapped": False,
        }
    }
]


async def ask_again(lost: Collection[str]) -> None:
    """Have the newest fan-outs look again at the riders of these deliveries, whom they passed by as told.

    To be called before the rows say that they are lost, for a crash, and after it, for a sweep that was quicker.
    """
    if not lost:
        return
    rows = Delivery.get_pymongo_collection()
    of: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for name, index in (("_id", "_id_"), ("carrier", "carrier")):
        async for row in rows.find({name: {"$in": sorted(lost)}, "slot": _OF_INCIDENTS}, _READ).hint(index):
            of[row["incident"], row["sender"]].append(row)
    for (incident, sender), some in of.items():
        await _ask(incident, sender, some)


async def _ask(incident: str, sender: str, lost: Collection[dict[str, Any]]) -> None:
    fanouts = FanoutDocument.get_pymongo_collection()
    of_it = {"incident": incident, "sender": sender, "correction": None}
    found = fanouts.find(of_it, {"revision": 1, "event.change": 1}).hint(_BY_INCIDENT)
    newest = await found.sort("revision", -1).limit(2).to_list()
    if not newest:
        return
    revision = newest[0]["revision"]
    changes = {row["event"]["change"] for row in newest if row["revision"] == revision}
    passed_by = [row for row in lost if _may_pass_by(row, revision, changes)]
    if not passed_by:
        return
    if Change.CLEARED.value not in changes:
        # The sweep of a notice sees riders who have changed, that of an end their deliveries.
        await Subscriber.get_pymongo_collection().update_many(
            {"_id": {"$in": sorted({row["subscriber"] for row in passed_by})}}, {"$currentDate": {"changed_at": True}}
        )
    # One that has not looked at all riders yet sweeps anyway.
    for state, change in ((FanoutState.SWEEPING, _GOES_ON), (FanoutState.DONE, _BEGINS)):
        await fanouts.update_many({**of_it, "revision": revision, "state": state.value}, change, hint=_BY_INCIDENT)


def _may_pass_by(row: dict[str, Any], revision: int, changes: Collection[str]) -> bool:
    """Whether news of that revision tells a rider nothing because this text of theirs told them.

    Who was not told of the beginning is owed no end; who was not told of an end is owed the next one. An update stands
    for the reminder of its own revision.
    """
    if row["slot"] != (Slot.CLEAR if Change.CLEARED.value in changes else Slot.NOTICE).value:
        return False
    is_for_the_reminder = Change.UPCOMING.value in changes and row["kind"] != Kind.PLANNED.value
    return bool(row["revision"] < revision) or (row["revision"] == revision and is_for_the_reminder)
