"""Fan-outs in MongoDB: kept longer than the topic's retention, moved on only by the dispatcher in charge."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from pydantic import ValidationError

from models.documents.fanout import FanoutDocument
from models.event import AlertEvent
from models.fanout import UNDER_WAY, FanoutState
from notifier.correction import Correction
from notifier.fanout import Fanout, fanout_id
from runtime.lease import LeaseLostError
from runtime.mongo import collection_of

PUT_OFF = timedelta(minutes=10)
_UNDER_WAY = {"$in": sorted(UNDER_WAY)}

log = structlog.get_logger()


class MongoFanouts:
    """The `fanouts` collection."""

    def __init__(self) -> None:
        self._rows = collection_of(FanoutDocument)

    async def store(self, event: AlertEvent, sender: str, correction: Correction | None = None) -> None:
        await self._rows.update_one(
            {"_id": fanout_id(event, sender)},
            {
                "$setOnInsert": {
                    "sender": sender,
                    "incident": event.incident,
                    "revision": event.revision,
                    "event": event.model_dump(mode="json"),
                    "state": FanoutState.OPEN.value,
                    "cursor": "",
                    "not_before": event.at,
                    "created_at": event.at,
                    "epoch": 0,
                    "told": 0,
                    "saw_unsettled": False,
                    "correction": dict(correction.texts) if correction else None,
                }
            },
            upsert=True,
        )
        if correction is None:
            await self._supersede(event)

    async def _supersede(self, event: AlertEvent) -> None:
        await self._rows.update_many(
            {
                "incident": event.incident,
                "revision": {"$lt": event.revision},
                "state": _UNDER_WAY,
                # What is corrected stays wrong.
                "correction": None,
            },
            {"$set": {"state": FanoutState.SUPERSEDED.value}},
        )

    async def find_due(self, sender: str, now: datetime) -> Fanout | None:
        """The oldest fan-out under way that has something to do now."""
        row = await self._rows.find_one(
            {"sender": sender, "state": _UNDER_WAY, "not_before": {"$lte": now}}, sort=[("not_before", 1)]
        )
        if row is None:
            return None
        try:
            return _fanout(row)
        except ValidationError:
            # Of a version that we do not know: it lets the others go first, and is there after the next upgrade.
            log.exception("fanout.unreadable", fanout=row["_id"])
            await self._rows.update_one({"_id": row["_id"]}, {"$set": {"not_before": now + PUT_OFF}})
            return None

    async def save(self, fanout: Fanout, *, epoch: int) -> None:
        """Keep how far the fan-out got; one that was superseded meanwhile stays so.

        Raises:
            LeaseLostError: a dispatcher with a higher epoch has written.
        """
        row = await self._rows.find_one_and_update(
            {"_id": fanout.id, "epoch": {"$lte": epoch}},
            [
                {
                    "$set": {
                        "state": {
                            "$cond": [
                                {"$eq": ["$state", FanoutState.SUPERSEDED.value]},
                                "$state",
                                fanout.state.value,
                            ]
                        },
                        "cursor": {"$literal": fanout.cursor},
                        "not_before": fanout.not_before,
                        "told": fanout.told,
                        "saw_unsettled": fanout.saw_unsettled,
                        "not_reached": fanout.not_reached,
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
        return [_fanout(row) async for row in rows.sort("not_before", 1)]

    async def count_under_way(self, sender: str) -> int:
        return await self._rows.count_documents({"sender": sender, "state": _UNDER_WAY})


def _fanout(row: dict[str, Any]) -> Fanout:
    return Fanout(
        id=row["_id"],
        sender=row["sender"],
        event=AlertEvent.model_validate(row["event"]),
        state=FanoutState(row["state"]),
        cursor=row["cursor"],
        not_before=row["not_before"],
        told=row["told"],
        saw_unsettled=row["saw_unsettled"],
        correction=Correction(row["correction"]) if row.get("correction") else None,
        not_reached=row.get("not_reached"),
    )
