"""MongoDB's side of `ToldRows`: what a reply showed is a delivery, so that nothing is told twice."""

from collections.abc import Iterator
from datetime import timedelta

from pymongo import UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError

from bot.conversation.outcome import Situation
from models.delivery import Channel, DeliveryState, Kind, Slot
from models.documents.delivery import KEPT_S, SKIPPED_KEPT_S, Delivery
from models.rider import Answer, Rider, Told
from models.segments import count_segments
from runtime.mongo import Collection, Database, Row

DUPLICATE_KEY = 11000
# What is on its way may still arrive, or never go out: the reply is kept beside its own outcome.
_ON_ITS_WAY = [DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value]
_NOT_TOLD = [
    each.value
    for each in (
        DeliveryState.HELD,
        DeliveryState.RETRY,
        DeliveryState.CARRIED,
        DeliveryState.SKIPPED,
        DeliveryState.FAILED,
        DeliveryState.UNDELIVERED,
    )
]


class MongoToldRows:
    """The `deliveries` collection, as replies write it."""

    def __init__(self, database: Database) -> None:
        self._deliveries: Collection = database[Delivery.Settings.name]

    async def record(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        # Updates alone, whose order does not matter: one round trip.
        changes = [each for told in answer.told for each in _changes(rider, answer, told, situation)]
        try:
            await self._deliveries.bulk_write(changes, ordered=False)
        except BulkWriteError as error:
            # A repeated message, at the same time.
            if any(each["code"] != DUPLICATE_KEY for each in error.details["writeErrors"]):
                raise


def _changes(rider: Rider, answer: Answer, told: Told, situation: Situation) -> Iterator[UpdateOne | UpdateMany]:
    row = _row(rider, answer, told, situation)
    name, attempt = row.pop("_id"), row.pop("attempt")
    # A text that has told is left alone.
    yield UpdateOne({"_id": name}, {"$setOnInsert": {**row, "attempt": attempt}}, upsert=True)
    # One that has not is told by the reply; with one attempt more no report of an earlier one speaks of it.
    yield UpdateOne({"_id": name, "state": {"$in": _NOT_TOLD}}, {"$set": row, "$inc": {"attempt": 1}})
    yield UpdateOne({"_id": name, "state": {"$in": _ON_ITS_WAY}}, {"$set": {"replied": told.revision}})
    yield _drop_held(rider, told, situation)


def _drop_held(rider: Rider, told: Told, situation: Situation) -> UpdateMany:
    """Skip the reminder that waits for the rider's hours: they know by now."""
    return UpdateMany(
        {
            "incident": told.incident,
            "subscriber": rider.id,
            "slot": Slot.NOTICE.value,
            "state": DeliveryState.HELD.value,
            "revision": {"$lte": told.revision},
        },
        {
            "$set": {
                "state": DeliveryState.SKIPPED.value,
                "reason": "told-in-reply",
                "changed_at": situation.read_at,
                "expires_at": situation.read_at + timedelta(seconds=SKIPPED_KEPT_S),
            }
        },
    )


def _row(rider: Rider, answer: Answer, told: Told, situation: Situation) -> Row:
    body = answer.reply or ""
    return {
        "_id": told.delivery,
        "sender": rider.sender,
        "incident": told.incident,
        "subscriber": rider.id,
        "occasion": str(told.revision),
        "slot": Slot.NOTICE.value,
        "kind": Kind.FIRST.value,
        "revision": told.revision,
        "channel": Channel.REPLY.value,
        "state": DeliveryState.ACCEPTED.value,
        "body": body,
        "segments": count_segments(body),
        "targets": _targets(rider, told, situation),
        "epoch": 0,
        "attempt": 1,
        "claimed_at": situation.read_at,
        "changed_at": situation.read_at,
        "expires_at": situation.read_at + timedelta(seconds=KEPT_S),
    }


def _targets(rider: Rider, told: Told, situation: Situation) -> list[str]:
    """The rider's routes that the alert is about; none where it is over by the time the message is repeated."""
    wanted = {each.target for each in rider.subscriptions}
    concerned = (incident for incident in situation.incidents if incident.id == told.incident)
    return [target for incident in concerned for target in incident.targets if target in wanted]
