"""The one way in which a rider's opt-out that did not come as a text of theirs is written down."""

from datetime import datetime

from pymongo.asynchronous.collection import AsyncCollection

from models.documents.inbound_message import InboundMessage
from models.documents.subscriber import Subscriber
from models.rider import RiderStatus

OPTED_OUT = 21610  # Twilio: "Attempt to send to unsubscribed recipient"


async def opt_out(subscriber: str, *, proof: str, attempted_at: datetime) -> None:
    """Stop texting this rider; `proof` names the delivery that met error 21610 when it was attempted.

    A rider who came back after that attempt stays: START says when, and sets every subscription anew.
    """
    riders: AsyncCollection[dict[str, object]] = Subscriber.get_pymongo_collection()
    log: AsyncCollection[dict[str, object]] = InboundMessage.get_pymongo_collection()
    rider = await riders.find_one({"_id": subscriber}, {"_id": 0, "phone": 1, "sender": 1})
    if rider is None:
        return  # forgotten meanwhile
    await log.update_one(
        {"_id": f"{OPTED_OUT}/{proof}"},
        {
            "$setOnInsert": {
                **rider,
                "subscriber": subscriber,
                "words": "",
                "effect": "opted-out-at-twilio",
                "consent": True,
                "seen_version": 0,
            },
            "$currentDate": {"received_at": True},
        },
        upsert=True,
    )
    await riders.update_one(
        {
            "_id": subscriber,
            # Whoever is being forgotten must stay recognisable as such.
            "status": RiderStatus.ACTIVE.value,
            "opted_in_at": {"$not": {"$gt": attempted_at}},
            "subscriptions.active_since": {"$not": {"$gt": attempted_at}},
        },
        {"$set": {"status": RiderStatus.STOPPED.value}, "$currentDate": {"changed_at": True}},
    )
