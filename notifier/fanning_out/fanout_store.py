"""Fan-outs in MongoDB: kept longer than the topic's retention, moved on only by the dispatcher in charge."""

from datetime import datetime, timedelta

import structlog
from pydantic import ValidationError

from models.delivery import Kind
from models.documents.asking_again import SOON
from models.documents.fanout import FanoutDocument
from models.event import AlertEvent, Change
from models.fanout import UNDER_WAY, FanoutState
from models.incident import AlertClass
from models.priority import Priority, priority_of, priority_of_event
from notifier.deciding.correction import Correction
from notifier.fanning_out.fanout import Fanout, fanout_id, starts_at
from notifier.fanning_out.turns import Waiting
from runtime.lease import LeaseLostError
from runtime.mongo import Row, collection_of
from runtime.tracing import current_span

PUT_OFF = timedelta(minutes=10)
MOST_TOGETHER = 20  # devices in one text, beyond which nobody reads
MOST_AT_ONCE = 200  # fan-outs that are weighed against each other
_UNDER_WAY = {"$in": sorted(UNDER_WAY)}

log = structlog.get_logger()


class MongoFanouts:
    """The `fanouts` collection. Events never change: those met last are kept at hand."""

    def __init__(self, *, access_waits: timedelta = timedelta(0)) -> None:
        self._rows = collection_of(FanoutDocument)
        self._access_waits = access_waits
        self._events: dict[str, AlertEvent] = {}

    async def store(self, event: AlertEvent, sender: str, correction: Correction | None = None) -> None:
        begun_at = await self._reached(event, sender) if correction is None else ""
        await self._rows.update_one(
            {"_id": fanout_id(event, sender)},
            {
                "$setOnInsert": {
                    "sender": sender,
                    "incident": event.incident,
                    "revision": event.revision,
                    "event": event.model_dump(mode="json"),
                    "state": FanoutState.OPEN.value,
                    "priority": _priority(event, correction).value,
                    "cursor": begun_at,
                    "begun_at": begun_at,
                    "is_wrapped": False,
                    "not_before": event.at if correction else starts_at(event, access_waits=self._access_waits),
                    "created_at": event.at,
                    "epoch": 0,
                    "told": 0,
                    "saw_unsettled": False,
                    "correction": dict(correction.texts) if correction else None,
                    "trace": current_span(),
                }
            },
            upsert=True,
        )
        if correction is None:
            await self._supersede(event, sender)

    async def _reached(self, event: AlertEvent, sender: str) -> str:
        """How far the revision before it had got; "" where it had told everybody, or is told to others."""
        if event.change is not Change.UPDATED:
            return ""
        row = await self._rows.find_one(
            {
                "incident": event.incident,
                "revision": {"$lt": event.revision},
                "sender": sender,
                # The dispatcher may have seen the news, and ended it, before their event came.
                "state": {"$in": [FanoutState.OPEN.value, FanoutState.SUPERSEDED.value]},
                "correction": None,
            },
            {"cursor": 1},
            sort=[("revision", -1)],
        )
        return row["cursor"] if row else ""

    async def _supersede(self, event: AlertEvent, sender: str) -> None:
        # Those of other senders stay until theirs are stored, which go on where they had got to.
        await self._rows.update_many(
            {
                "incident": event.incident,
                "revision": {"$lt": event.revision},
                "sender": sender,
                "state": _UNDER_WAY,
                # What is corrected stays wrong.
                "correction": None,
            },
            {"$set": {"state": FanoutState.SUPERSEDED.value}},
        )

    async def find_due(self, sender: str, now: datetime) -> list[Waiting]:
        """Those under way that have something to do now, the most urgent first."""
        query = {"sender": sender, "state": _UNDER_WAY, "not_before": {"$lte": now}}
        rows = self._rows.find(query, {"priority": 1}).hint("next")
        rows = rows.sort([("priority", 1), ("not_before", 1)]).limit(MOST_AT_ONCE)
        return [Waiting(row["_id"], row.get("priority", 0)) async for row in rows]

    async def load(self, name: str, now: datetime) -> Fanout | None:
        """The fan-out as it stands; None where it has ended, or is not to be read before the next upgrade."""
        without_event = {"event": 0} if name in self._events else None
        row = await self._rows.find_one({"_id": name, "state": _UNDER_WAY}, without_event)
        if row is None:
            return None
        try:
            return _fanout(row, self._event(row))
        except ValidationError:
            # Of a version that we do not know: it lets the others go first, and is there after the next upgrade.
            log.exception("fanout.unreadable", fanout=name)
            await self._rows.update_one({"_id": name}, {"$set": {"not_before": now + PUT_OFF}})
            return None

    async def find_siblings(self, fanout: Fanout) -> list[Fanout]:
        """Those about elevators and escalators of the same stations that are under way, or wait for one another."""
        stations = [each.target for each in fanout.event.stations]
        if fanout.event.alert_class is not AlertClass.ACCESS or not stations:
            return []
        query = {
            "sender": fanout.sender,
            "state": _UNDER_WAY,
            "event.alert_class": AlertClass.ACCESS.value,
            "event.stations.target": {"$in": stations},
            "correction": None,
            "_id": {"$ne": fanout.id},
        }
        # Without the hint MongoDB may walk along `_id`.
        rows = self._rows.find(query).hint("next").sort([("priority", 1), ("not_before", 1)])
        try:
            return [_fanout(row, self._event(row)) async for row in rows.limit(MOST_TOGETHER)]
        except ValidationError:
            # It is put off when its own turn comes.
            log.exception("fanout.unreadable", fanout=fanout.id)
            return []

    async def save(self, fanout: Fanout, *, epoch: int) -> None:
        """Keep how far the fan-out got; one that was superseded meanwhile stays so.

        One that was asked to sweep again since its last pass began does not end before it has.

        Raises:
            LeaseLostError: a dispatcher with a higher epoch has written.
        """
        is_asked_again = {"$gt": [{"$ifNull": ["$asked_again", 0]}, fanout.answered]}
        ends_too_soon: Row | bool = is_asked_again if fanout.state is FanoutState.DONE else False
        is_superseded = {"$eq": ["$state", FanoutState.SUPERSEDED.value]}
        state = {"$cond": [ends_too_soon, FanoutState.SWEEPING.value, fanout.state.value]}
        row = await self._rows.find_one_and_update(
            {"_id": fanout.id, "epoch": {"$lte": epoch}},
            [
                {
                    "$set": {
                        "state": {"$cond": [is_superseded, "$state", state]},
                        "cursor": {"$cond": [ends_too_soon, "", {"$literal": fanout.cursor}]},
                        "begun_at": {"$literal": fanout.begun_at},
                        "is_wrapped": fanout.is_wrapped,
                        "not_before": {"$cond": [ends_too_soon, SOON, fanout.not_before]},
                        "told": fanout.told,
                        "saw_unsettled": fanout.saw_unsettled,
                        "not_reached": fanout.not_reached,
                        "answered": fanout.answered,
                        "epoch": epoch,
                    }
                }
            ],
            {"_id": 1},
        )
        if row is None:
            raise LeaseLostError(fanout.id)

    async def find_under_way(self, sender: str) -> list[Fanout]:
        """All of them, for an operator."""
        rows = self._rows.find({"sender": sender, "state": _UNDER_WAY})
        return [_fanout(row, self._event(row)) async for row in rows.sort("not_before", 1)]

    async def count_under_way(self, sender: str) -> int:
        return await self._rows.count_documents({"sender": sender, "state": _UNDER_WAY})

    def _event(self, row: Row) -> AlertEvent:
        known = self._events.get(row["_id"])
        if known is not None:
            return known
        event = AlertEvent.model_validate(row["event"])
        if len(self._events) >= MOST_AT_ONCE:
            self._events.clear()
        self._events[row["_id"]] = event
        return event


def _priority(event: AlertEvent, correction: Correction | None) -> Priority:
    return priority_of(Kind.CORRECTION, event.alert_class) if correction else priority_of_event(event)


def _fanout(row: Row, event: AlertEvent) -> Fanout:
    return Fanout(
        id=row["_id"],
        sender=row["sender"],
        event=event,
        state=FanoutState(row["state"]),
        cursor=row["cursor"],
        not_before=row["not_before"],
        told=row["told"],
        saw_unsettled=row["saw_unsettled"],
        correction=Correction(row["correction"]) if row.get("correction") else None,
        not_reached=row.get("not_reached"),
        begun_at=row.get("begun_at", ""),
        is_wrapped=row.get("is_wrapped", False),
        answered=row.get("answered" if row["cursor"] else "asked_again", 0),
        trace=row.get("trace"),
    )
