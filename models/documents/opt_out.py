"""The one way in which a rider's opt-out that did not come as a text of theirs is written down."""

from pymongo.asynchronous.collection import AsyncCollection

from models.documents.inbound_message import InboundMessage
from models.documents.subscriber import Subscriber
from models.rider import RiderStatus

OPTED_OUT = 21610  # Twilio: "Attempt to send to unsubscribed recipient"


async def opt_out(subscriber: str, *, proof: str) -> None:
    """Stop texting this rider; `proof` names what told us (the sid or delivery that met error 21610)."""
    riders: AsyncCollection[dict[str, object]] = Subscriber.get_pymongo_collection()
    log: AsyncCollection[dict[str, object]] = InboundMessage.get_pymongo_collection()
    await log.update_one(
        {"_id": f"{OPTED_OUT}/{proof}"},
        {
            "$setOnInsert": {
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
        {"_id": subscriber},
        {"$set": {"status": RiderStatus.STOPPED.value}, "$currentDate": {"changed_at": True}},
    )
