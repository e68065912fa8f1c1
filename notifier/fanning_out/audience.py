"""Who may have to be told: subscribers for a notice, those already told for a clear, in the order of the cursor."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from models.delivery import Channel, DeliveryState, Slot
from models.documents.delivery import Delivery
from models.documents.subscriber import Subscriber
from models.fanout import FanoutState
from models.rider import Rider, RiderStatus
from notifier.deciding.kinds import AWAITED, PERHAPS_REACHED, Earlier
from notifier.deciding.owing import Page
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.recent_riders import LEFT_OUT, RecentRiders
from runtime.mongo import Row, collection_of

TARGETS_A_QUERY = 200  # MongoDB merges that many index scans in the cursor's order
_AWAITED_BY_INDEX = {"unsettled": AWAITED - {DeliveryState.CARRIED}, "carried": {DeliveryState.CARRIED}}
_TOLD = ("subscriber", "slot", "revision", "state", "targets", "channel", "claimed_at", "occasion", "reason", "replied")


class MongoAudience:
    """The `subscribers` and `deliveries` collections, as a fan-out reads them.

    `margin` is how long before an event a change of a rider may have been under way when the fan-out passed by.
    """

    def __init__(self, margin: timedelta, recent: RecentRiders | None = None) -> None:
        self._recent = recent or RecentRiders()
        self._riders = collection_of(Subscriber)
        self._deliveries = collection_of(Delivery)
        self._margin = margin

    async def page(self, fanout: Fanout, *, limit: int) -> Page:
        if fanout.is_of_the_told:
            return await self._told(fanout, limit)
        return await self._subscribed(fanout, limit)

    async def has_unsettled(self, fanout: Fanout) -> bool:
        of_it: Row = {"sender": fanout.sender, "incident": fanout.event.incident}
        notice: Row = {"slot": Slot.NOTICE.value}
        clear: Row = {"slot": Slot.CLEAR.value, "revision": {"$lt": fanout.awaits_clears_below}}
        # By state, of which few rows are unsettled at any time: half a city may have been told of one incident.
        for index, states in _AWAITED_BY_INDEX.items():
            awaited = [
                {**of_it, "state": each.value, "$or": [notice, clear] if each in PERHAPS_REACHED else [notice]}
                for each in states
            ]
            rows = self._deliveries.find({"$or": awaited}, {"_id": 1})
            if await rows.hint(index).limit(1).to_list():
                return True
        return False

    async def _subscribed(self, fanout: Fanout, limit: int) -> Page:
        query: dict[str, Any] = {
            "sender": fanout.sender,
            "status": RiderStatus.ACTIVE.value,
            "_id": span_of(*fanout.spans[0]),
        }
        index = "candidates"
        if fanout.state is FanoutState.SWEEPING:
            query["changed_at"] = {"$gte": fanout.event.at - self._margin}
            index = "changed"
        found: dict[str, dict[str, Any]] = {}
        for targets in _groups(fanout.event.targets):
            rows = self._riders.find({**query, "subscriptions.target": {"$in": targets}}, LEFT_OUT)
            # Without the hint MongoDB may walk along `_id` and look at every rider.
            rows = rows.hint(index).sort("_id", 1).limit(limit).batch_size(limit)
            found |= {row["_id"]: row for row in await rows.to_list()}
        # Each group of targets gave its smallest ids; only the smallest of all are surely complete.
        looked_at = sorted(found)[:limit]
        riders = self._recent.decode_all(found[each] for each in looked_at)
        cursor = looked_at[-1] if looked_at else fanout.cursor
        return Page(riders, await self.earlier(fanout, riders), cursor, is_last=len(found) < limit)

    async def _told(self, fanout: Fanout, limit: int) -> Page:
        query: dict[str, Any] = {"incident": fanout.event.incident, "subscriber": {"$gt": fanout.cursor}}
        if fanout.state is FanoutState.SWEEPING:
            query["changed_at"] = {"$gte": fanout.event.at - self._margin}
        rows = self._deliveries.find(query, {"subscriber": 1}).sort("subscriber", 1).limit(limit).batch_size(limit)
        told = [row["subscriber"] for row in await rows.to_list()]
        ids = list(dict.fromkeys(told))
        found = self._riders.find({"_id": {"$in": ids}, "sender": fanout.sender}, LEFT_OUT)
        # A page may end before its last rider: all after the cursor come with the next one.
        riders = self._recent.decode_all(await found.sort("_id", 1).to_list())
        cursor = ids[-1] if ids else fanout.cursor
        return Page(riders, await self.earlier(fanout, riders), cursor, is_last=len(told) < limit)

    async def earlier(self, fanout: Fanout, riders: Sequence[Rider]) -> dict[str, list[Earlier]]:
        """What each of these was told of the incident before; they are in the order of their ids."""
        if not riders:
            return {}
        ids = [rider.id for rider in riders]
        # Candidates come one after the other, so one range holds them all; those of a sweep are far apart.
        nearby = {"$gte": ids[0], "$lte": ids[-1]} if fanout.state is FanoutState.OPEN else {"$in": ids}
        rows = self._deliveries.find(
            {"incident": fanout.event.incident, "subscriber": nearby},
            dict.fromkeys(_TOLD, 1),
        )
        earlier: dict[str, list[Earlier]] = defaultdict(list)
        for row in await rows.to_list():
            earlier[row["subscriber"]].append(_earlier(row))
        return earlier


def span_of(after: str, until: str | None) -> Row:
    """The condition on the ids of a span."""
    return {"$gt": after} if until is None else {"$gt": after, "$lte": until}


def _earlier(row: Row) -> Earlier:
    # A reply told it while the text was on its way: whatever becomes of that, the rider knows.
    is_told = row.get("replied") == row["revision"]
    return Earlier(
        slot=Slot(row["slot"]),
        revision=row["revision"],
        state=DeliveryState.ACCEPTED if is_told else DeliveryState(row["state"]),
        targets=tuple(row.get("targets", ())),
        channel=Channel(row.get("channel", Channel.TEXT)),
        at=row.get("claimed_at"),
        occasion=row.get("occasion", ""),
        reason=row.get("reason") or "",
    )


def _groups(targets: Sequence[str]) -> Iterable[list[str]]:
    return (list(targets[start : start + TARGETS_A_QUERY]) for start in range(0, len(targets), TARGETS_A_QUERY))
