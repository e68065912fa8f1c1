"""MongoDB's side of `Reading`: everything that a message is decided from, in one round trip."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from bot.answering import Inbound, Logged, Seen
from bot.outcome import Situation
from models.documents.inbound_message import InboundMessage
from models.documents.incident import IncidentDocument
from models.documents.subscriber import Subscriber
from models.incident import IncidentState, decode_incident
from models.rider import decode_rider
from runtime.mongo import Database, Row

LOGGED = tuple(each.name for each in fields(Logged))


class MongoReading:
    """Reads the rider, the log and the incidents together, with the database's clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, message: Inbound, targets: Sequence[str]) -> Seen:
        return await self._seen(pipeline(message, {"$literal": list(targets)}))

    async def read_own(self, message: Inbound) -> Seen:
        return await self._seen(pipeline(message, {"$ifNull": [{"$first": "$riders.subscriptions.target"}, []]}))

    async def _seen(self, stages: Sequence[Row]) -> Seen:
        cursor = await self._database.aggregate(stages)
        row = await cursor.next()
        rider = decode_rider(row["riders"][0]) if row["riders"] else None
        logged = Logged(**row["logged"][0]) if row["logged"] else None
        # $$NOW is taken before anything is read: what happens meanwhile is told twice rather than never, and the
        # delivery's name then keeps the second one back.
        incidents = tuple(decode_incident(each) for each in row["incidents"])
        return Seen(Situation(row["now"], incidents), rider, logged)


def pipeline(message: Inbound, targets: Any) -> list[Row]:
    """The one question; `targets` may be an expression over the rider found."""
    return [
        # Nothing that a rider sent stands here or in $set, where MongoDB would read "$x" as an expression.
        {"$documents": [{"now": "$$NOW"}]},
        {
            "$lookup": {
                "from": Subscriber.Settings.name,
                "pipeline": [{"$match": {"phone": message.phone, "sender": message.sender}}],
                "as": "riders",
            }
        },
        {
            "$lookup": {
                "from": InboundMessage.Settings.name,
                "pipeline": [
                    {"$match": {"_id": message.sid}},
                    {"$project": {"_id": 0, **dict.fromkeys(LOGGED, 1)}},
                ],
                "as": "logged",
            }
        },
        {"$set": {"targets": targets}},
        {
            "$lookup": {
                "from": IncidentDocument.Settings.name,
                "localField": "targets",
                "foreignField": "targets",
                "pipeline": [{"$match": {"state": IncidentState.OPEN.value}}, {"$unset": "events"}],
                "as": "incidents",
            }
        },
    ]
