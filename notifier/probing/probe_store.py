"""Probes in MongoDB: an incident that no poller knows, and what the dispatcher makes of its event."""

from datetime import datetime, timedelta

from models.delivery import DeliveryState
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.incident import IncidentDocument
from models.documents.sender import Sender
from models.documents.subscriber import Subscriber
from models.incident import Incident, encode_incident
from models.rider import Rider, decode_rider
from runtime.mongo import collection_of

KEPT = timedelta(days=1)  # the texts of probes


class MongoProbes:
    """The collections that a probe goes through; whatever a crash leaves there runs out by itself."""

    def __init__(self, sender: str) -> None:
        self._sender = sender
        self._senders = collection_of(Sender)
        self._riders = collection_of(Subscriber)
        self._incidents = collection_of(IncidentDocument)
        self._fanouts = collection_of(FanoutDocument)
        self._deliveries = collection_of(Delivery)

    async def begin(self, *, epoch: int, every_s: float) -> datetime | None:
        since = {"$subtract": ["$$NOW", int(every_s * 1000)]}
        # What is missing sorts before every date.
        is_due = {"$lte": ["$probed_at", since]}
        row = await self._senders.find_one_and_update(
            {"_id": self._sender, "epoch": epoch, "$expr": is_due},
            [{"$set": {"probed_at": "$$NOW"}}],
            {"probed_at": 1},
            return_document=True,
        )
        return row["probed_at"] if row else None

    async def find_rider(self, phone: str) -> Rider | None:
        row = await self._riders.find_one({"phone": phone, "sender": self._sender}, {"recent": 0})
        return decode_rider(row) if row else None

    async def add(self, incident: Incident) -> None:
        # What is closed goes after a week: so does a probe whose prober has died over it.
        row = encode_incident(incident) | {"events": [], "closed_at": incident.opened_at}
        await self._incidents.insert_one(row)

    async def find_state(self, incident: str) -> tuple[DeliveryState | None, str | None]:
        row = await self._deliveries.find_one({"incident": incident}, {"state": 1, "reason": 1})
        return (DeliveryState(row["state"]), row.get("reason")) if row else (None, None)

    async def remove(self, incident: str) -> None:
        # Without its incident no text of it can go out any more.
        await self._incidents.delete_one({"_id": incident})
        await self._fanouts.delete_many({"incident": incident})
        change = [{"$set": {"expires_at": {"$add": ["$$NOW", int(KEPT.total_seconds() * 1000)]}}}]
        await self._deliveries.update_many({"incident": incident}, change)
