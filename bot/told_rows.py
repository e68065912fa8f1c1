"""MongoDB's side of `ToldRows`: what a reply showed is a delivery, so that nothing is told twice."""

from datetime import timedelta

from pymongo.errors import BulkWriteError

from bot.conversation.outcome import Situation
from models.delivery import Channel, DeliveryState, Kind, Slot
from models.documents.delivery import KEPT_S, Delivery
from models.rider import Answer, Rider, Told
from models.segments import count_segments
from runtime.mongo import Collection, Database, Row

DUPLICATE_KEY = 11000


class MongoToldRows:
    """The `deliveries` collection, as replies write it."""

    def __init__(self, database: Database) -> None:
        self._deliveries: Collection = database[Delivery.Settings.name]

    async def record(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        rows = [_row(rider, answer, told, situation) for told in answer.told]
        try:
            await self._deliveries.insert_many(rows, ordered=False)
        except BulkWriteError as error:
            # A repeated message, or an alert that a text has told meanwhile.
            if any(each["code"] != DUPLICATE_KEY for each in error.details["writeErrors"]):
                raise


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
