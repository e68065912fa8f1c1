"""What is left to do for a sender's riders, counted in MongoDB."""

from models.delivery import DeliveryState, Kind
from models.documents.delivery import Delivery
from models.fanout import FanoutState
from models.priority import priority_of, priority_of_event
from notifier.backlog.backlog import WAITING, Backlog, OpenFanout, left_by_priority
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.fanout_store import MongoFanouts
from notifier.fanning_out.incident_reads import MongoIncidents
from notifier.fanning_out.reach_store import MongoReach
from runtime.database_clock import DatabaseClock
from runtime.mongo import collection_of


class MongoBacklog:
    """Fan-outs that are open and not halted, and texts that wait."""

    def __init__(self, sender: str, clock: DatabaseClock) -> None:
        self._sender = sender
        self._clock = clock
        self._fanouts = MongoFanouts()
        self._incidents = MongoIncidents()
        self._reach = MongoReach()
        self._deliveries = collection_of(Delivery)

    async def count(self) -> Backlog:
        """Count all of it; each count goes along an index."""
        await self._clock.refresh()
        open_fanouts = [await self._counted(each) for each in await self._going_on()]
        texts = {state: await self._count_texts(state) for state in WAITING}
        return Backlog(left_by_priority(open_fanouts, self._clock.now()), texts)

    async def _going_on(self) -> list[Fanout]:
        under_way = await self._fanouts.find_under_way(self._sender)
        is_open = [each for each in under_way if each.state is FanoutState.OPEN]
        standings = await self._incidents.find_standings({each.event.incident for each in is_open})
        halted = {name for name, standing in standings.items() if standing.is_halted}
        # A correction goes out while its incident is halted.
        return [each for each in is_open if each.correction is not None or each.event.incident not in halted]

    async def _counted(self, fanout: Fanout) -> OpenFanout:
        event = fanout.event
        is_correction = fanout.correction is not None
        priority = priority_of(Kind.CORRECTION, event.alert_class) if is_correction else priority_of_event(event)
        return OpenFanout(priority, event.at, await self._reach.count_left(fanout))

    async def _count_texts(self, state: DeliveryState) -> int:
        query = {"sender": self._sender, "state": state.value}
        return await self._deliveries.count_documents(query, hint="unsettled")
