"""What an operator does to incidents, in MongoDB: look, halt, resume, correct."""

from datetime import datetime

from models.alert import text_in
from models.delivery import DeliveryState, Kind
from models.documents.delivery import KEPT_S, Delivery
from models.documents.incident import IncidentDocument
from models.documents.sender import Sender
from models.event import Change, event_of
from models.incident import Incident, Why, decode_incident
from models.priority import priority_of, priority_of_event
from models.wording import DEFAULT_LANGUAGE
from notifier.deciding.correction import Correction
from notifier.deciding.last_look import HALTED
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.fanout_store import MongoFanouts
from notifier.fanning_out.reach_store import MongoReach
from notifier.intake.senders import MongoSenders
from notifier.interventions.under_way import CORRECTION, Told, UnderWay
from notifier.probing.probe import is_probe
from runtime.database_clock import DatabaseClock
from runtime.mongo import Database, collection_of


class NoSuchIncidentError(Exception):
    """No incident has that name."""


class Desk:
    """The collections of incidents and fan-outs, as the operator's commands read and write them."""

    def __init__(self, database: Database, senders: MongoSenders) -> None:
        self._clock = DatabaseClock(database)
        self._senders = senders
        self._incidents = collection_of(IncidentDocument)
        self._deliveries = collection_of(Delivery)
        self._fanouts = MongoFanouts()
        self._reach = MongoReach()

    async def find_told(self) -> list[Told]:
        """The incidents with fan-outs under way, and those that are halted."""
        found: dict[str, list[UnderWay]] = {}
        async for sender in collection_of(Sender).find({}, {"_id": 1}):
            for fanout in await self._fanouts.find_under_way(sender["_id"]):
                if is_probe(fanout.event):
                    continue
                found.setdefault(fanout.event.incident, []).append(await self._under_way(fanout))
        query = {"$or": [{"_id": {"$in": sorted(found)}}, {"halted_at": {"$ne": None}}]}
        rows = self._incidents.find(query, {"events": 0}).sort("_id", 1)
        return [_told(decode_incident(row), row.get("halted_at"), found.get(row["_id"], [])) async for row in rows]

    async def halt(self, incident: str) -> None:
        """From now on no text about the incident is begun but corrections.

        Raises:
            NoSuchIncidentError: nothing was changed.
        """
        # The look before each post reads this field: nothing else needs to be touched.
        change = [{"$set": {"halted_at": {"$ifNull": ["$halted_at", "$$NOW"]}}}]
        result = await self._incidents.update_one({"_id": incident}, change)
        if not result.matched_count:
            raise NoSuchIncidentError(incident)

    async def resume(self, incident: str) -> bool:
        """Lift a halt; whether there was one.

        Raises:
            NoSuchIncidentError: nothing was changed.
        """
        row = await self._incidents.find_one_and_update({"_id": incident}, {"$set": {"halted_at": None}})
        if row is None:
            raise NoSuchIncidentError(incident)
        return row.get("halted_at") is not None

    async def claim_again(self, incident: str) -> int:
        """Have those texts looked at again that were skipped because of a halt, and are still of use; how many."""
        query = {
            "incident": incident,
            "state": DeliveryState.SKIPPED.value,
            "reason": HALTED,
            "$expr": {"$gt": ["$useful_until", "$$NOW"]},
        }
        again = {"state": DeliveryState.RETRY.value, "not_before": "$$NOW", "changed_at": "$$NOW"}
        kept = {"reason": None, "expires_at": {"$add": ["$$NOW", KEPT_S * 1000]}}
        # The look kept them from the post: a new attempt cannot be a second text.
        result = await self._deliveries.update_many(query, [{"$set": again | kept}])
        return result.modified_count

    async def correct(self, incident: str, correction: Correction) -> int:
        """Have the correction sent to all who were told; how many those are now.

        Raises:
            NoSuchIncidentError: nothing was stored.
        """
        row = await self._incidents.find_one({"_id": incident}, {"events": 0})
        if row is None:
            raise NoSuchIncidentError(incident)
        await self._clock.refresh()
        event = event_of(decode_incident(row), Change.UPDATED, Why("correction"), at=self._clock.now())
        event = event.model_copy(update={"event_id": f"{incident}/correction/{correction.name}"})
        for sender in await self._senders.find_in_service():
            await self._fanouts.store(event, sender, correction)
        return await self._reach.count_told(incident)

    async def _under_way(self, fanout: Fanout) -> UnderWay:
        event, left = fanout.event, await self._reach.count_left(fanout)
        if fanout.correction is not None:
            priority = priority_of(Kind.CORRECTION, event.alert_class)
            return UnderWay(fanout.sender, CORRECTION, priority, fanout.told, left)
        return UnderWay(fanout.sender, event.change.value, priority_of_event(event), fanout.told, left)


def _told(incident: Incident, halted_at: datetime | None, fanouts: list[UnderWay]) -> Told:
    return Told(incident.id, text_in(DEFAULT_LANGUAGE, incident.alert.header_text), halted_at, fanouts)
