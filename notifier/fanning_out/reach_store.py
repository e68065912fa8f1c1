"""How many riders there are to tell, in MongoDB."""

from typing import Any

from models.delivery import REACHED, Slot
from models.documents.delivery import Delivery
from models.documents.subscriber import Subscriber
from models.event import Change
from models.fanout import FanoutState
from models.rider import RiderStatus
from notifier.fanning_out.audience import span_of
from notifier.fanning_out.fanout import Fanout
from runtime.mongo import Row, collection_of

_REACHED = {"$in": sorted(each.value for each in REACHED)}


class MongoReach:
    """The `subscribers` and `deliveries` collections, as they are counted."""

    def __init__(self) -> None:
        self._riders = collection_of(Subscriber)
        self._deliveries = collection_of(Delivery)

    async def count_riders(self, sender: str) -> int:
        """The riders who may be texted by that sender."""
        return await self._riders.count_documents(_active(sender), hint="candidates")

    async def count_suppressed(self, sender: str) -> int:
        """The riders of that sender whose numbers nothing reached."""
        query = {"sender": sender, "suppressed_at": {"$type": "date"}}
        return await self._riders.count_documents(query, hint="suppressed")

    async def count_left(self, fanout: Fanout) -> int:
        """The riders behind the fan-out's cursor; each may turn out to be owed nothing."""
        if fanout.state is not FanoutState.OPEN:
            return 0
        if fanout.is_of_the_told:
            told = _reached(fanout.event.incident) | {"sender": fanout.sender, "subscriber": {"$gt": fanout.cursor}}
            return await self._deliveries.count_documents(told, hint="told")
        candidates = _active(fanout.sender) | {"subscriptions.target": {"$in": list(fanout.event.targets)}}
        spans = [candidates | {"_id": span_of(*span)} for span in fanout.spans]
        return sum([await self._riders.count_documents(each, hint="candidates") for each in spans])

    async def count_reached(self, fanout: Fanout) -> int:
        """The riders whom the fan-out's texts have reached so far; those that were kept back do not count."""
        texts = _of(fanout) | {"sender": fanout.sender, "state": _REACHED}
        return await self._deliveries.count_documents(texts, hint="told")

    async def count_told(self, incident: str) -> int:
        """The riders whose notice of the incident was accepted, or who were told in a reply."""
        return await self._deliveries.count_documents(_reached(incident), hint="told")


def _reached(incident: str) -> Row:
    """The notices of the incident that reached their riders."""
    return {"incident": incident, "slot": Slot.NOTICE.value, "state": _REACHED}


def _of(fanout: Fanout) -> Row:
    """What all texts of a fan-out have in common."""
    event = fanout.event
    texts: Row = {"incident": event.incident, "revision": event.revision}
    if fanout.correction is not None:
        return texts | {"slot": Slot.CORRECTION.value, "occasion": fanout.correction.name}
    slot = Slot.CLEAR if event.change is Change.CLEARED else Slot.NOTICE
    return texts | {"slot": slot.value}


def _active(sender: str) -> dict[str, Any]:
    return {"sender": sender, "status": RiderStatus.ACTIVE.value}
