"""Riders who counted as told, until their message was lost, are decided about anew."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from models.documents.subscriber import Subscriber
from notifier.deciding.texts import OutboundMessage
from notifier.fanning_out.fanout_store import MongoFanouts
from runtime.mongo import collection_of

GATHERED = timedelta(seconds=5)  # losses come by the hundred: one sweep sees them all


class MongoAnew:
    """Fan-outs that have passed by riders of `sender` because of texts that were lost."""

    def __init__(self, fanouts: MongoFanouts, sender: str, *, now: Callable[[], datetime]) -> None:
        self._fanouts = fanouts
        self._riders = collection_of(Subscriber)
        self._sender = sender
        self._now = now

    async def decide_anew(self, texts: Sequence[OutboundMessage]) -> None:
        """Have the latest news of the texts' incidents look at their riders again; may be repeated."""
        riders = sorted({each.subscriber for each in texts})
        # A sweep sees those who have changed.
        await self._riders.update_many({"_id": {"$in": riders}}, {"$currentDate": {"changed_at": True}})
        for incident in sorted({each.incident for each in texts}):
            await self._fanouts.sweep_again(incident, self._sender, not_before=self._now() + GATHERED)
