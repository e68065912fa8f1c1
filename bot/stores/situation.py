"""MongoDB's side of `Reading`: everything that a message is decided from, in one round trip."""

from dataclasses import fields

from bot.conversation.outcome import LastText, Situation
from bot.conversation.wants import Wants
from bot.hearing.message import Inbound, Logged, Seen
from models.delivery import NO_INCIDENT, REACHED, Channel, DeliveryState
from models.documents.delivery import Delivery
from models.documents.inbound_message import InboundMessage
from models.documents.incident import IncidentDocument
from models.documents.subscriber import Subscriber
from models.incident import IncidentState, decode_incident
from models.rider import decode_rider
from runtime.mongo import Database, Row

LOGGED = tuple(each.name for each in fields(Logged))
_WENT = [each.value for each in (*REACHED, DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.UNDELIVERED)]


class MongoReading:
    """Reads the rider, the log and the incidents together, with the database's clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, message: Inbound, wants: Wants) -> Seen:
        cursor = await self._database.aggregate(stages_of(message, wants))
        row = await cursor.next()
        rider = decode_rider(row["riders"][0]) if row["riders"] else None
        logged = Logged(**row["logged"][0]) if row["logged"] else None
        # $$NOW is taken before anything is read: what happens meanwhile is told twice rather than never, and the
        # delivery's name then keeps the second one back.
        incidents = tuple(decode_incident(each) for each in row["incidents"])
        begun = row.get("going_on_with")
        situation = Situation(
            row["now"], incidents, _last_text(row), going_on_with=decode_incident(begun[0]) if begun else None
        )
        return Seen(situation, rider, logged)


def stages_of(message: Inbound, wants: Wants) -> list[Row]:
    """The one question; what is the rider's own is an expression over the rider found."""
    stages: list[Row] = [
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
        {"$set": {"targets": _targets(wants)}},
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
    if wants.is_own:
        stages += _going_on_with()
    if wants.is_about_last_text:
        stages += _last_texts()
    return stages


def _targets(wants: Wants) -> Row:
    sets: list[Row] = [{"$literal": list(wants.targets)}]
    if wants.is_own:
        sets += [_of_rider("subscriptions.target"), _of_rider("more.targets")]
    if wants.is_answer:
        sets.append(_of_rider("question.options.target"))
    return {"$setUnion": sets}


def _of_rider(path: str) -> Row:
    return {"$ifNull": [{"$first": f"$riders.{path}"}, []]}


def _going_on_with() -> list[Row]:
    """The incident whose long form MORE continues, open or not."""
    return [
        {"$set": {"more": {"$first": "$riders.more.incident"}}},
        {
            "$lookup": {
                "from": IncidentDocument.Settings.name,
                "localField": "more",
                "foreignField": "_id",
                "pipeline": [{"$unset": "events"}],
                "as": "going_on_with",
            }
        },
    ]


def _last_texts() -> list[Row]:
    """The last text about an alert that reached the rider, or may have, and its incident."""
    return [
        {"$set": {"subscriber": {"$first": "$riders._id"}}},
        {
            "$lookup": {
                "from": Delivery.Settings.name,
                "localField": "subscriber",
                "foreignField": "subscriber",
                "pipeline": [
                    {
                        "$match": {
                            "channel": Channel.TEXT.value,
                            "incident": {"$ne": NO_INCIDENT},
                            "state": {"$in": _WENT},
                            # Of several in one text, the one that carries the others.
                            "carrier": None,
                        }
                    },
                    {"$sort": {"claimed_at": -1}},
                    {"$limit": 1},
                    {"$project": {"incident": 1, "claimed_at": 1, "targets": 1, "carries": 1}},
                ],
                "as": "texts",
            }
        },
        {
            "$lookup": {
                "from": Delivery.Settings.name,
                "localField": "texts.carries",
                "foreignField": "_id",
                "pipeline": [{"$project": {"incident": 1}}],
                "as": "carried",
            }
        },
        {
            "$lookup": {
                "from": IncidentDocument.Settings.name,
                "localField": "texts.incident",
                "foreignField": "_id",
                "pipeline": [{"$unset": "events"}],
                "as": "last_incidents",
            }
        },
    ]


def _last_text(row: Row) -> LastText | None:
    if not row.get("texts") or not row["last_incidents"]:
        return None
    text = row["texts"][0]
    return LastText(
        decode_incident(row["last_incidents"][0]),
        text["claimed_at"],
        tuple(text["targets"]),
        others=tuple(each["incident"] for each in row["carried"]),
    )
