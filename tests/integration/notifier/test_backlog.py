"""What is left to do, counted by the database."""

from models.delivery import DeliveryState
from models.documents.incident import IncidentDocument
from models.event import Change
from models.priority import Priority
from notifier.backlog.backlog_store import MongoBacklog
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.reach_store import MongoReach
from runtime.mongo import collection_of
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import one_page


async def test_riders_left_go_down_page_by_page(world: World, dispatcher: Dispatcher) -> None:
    for number in range(1, 5):
        await world.rider(number)
    backlog = MongoBacklog(SENDER, world.clock)
    nothing = await backlog.count()
    _incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    begun = await backlog.count()
    await one_page(world, dispatcher)
    later = await backlog.count()
    await world.drain(dispatcher)
    done = await backlog.count()

    assert [each.fanouts[Priority.URGENT].riders for each in (nothing, begun, later, done)] == [0, 4, 3, 0]
    assert begun.fanouts[Priority.URGENT].oldest.total_seconds() > 0
    assert [each.fanouts[Priority.CLEAR].riders for each in (begun, later)] == [0, 0]


async def test_what_is_halted_is_nobodys_backlog(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    await collection_of(IncidentDocument).update_one({"_id": incident.id}, {"$set": {"halted_at": world.clock.now()}})

    assert (await MongoBacklog(SENDER, world.clock).count()).fanouts[Priority.URGENT].riders == 0


async def test_texts_that_wait_are_counted_by_what_they_wait_for(world: World, dispatcher: Dispatcher) -> None:
    for number in range(1, 4):
        await world.rider(number)
    _incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    rows = await world.deliveries()
    for row, state in zip(rows, ("held", "held", "unknown"), strict=True):
        await world.database["deliveries"].update_one({"_id": row["_id"]}, {"$set": {"state": state}})
    texts = (await MongoBacklog(SENDER, world.clock).count()).texts

    assert texts == {DeliveryState.HELD: 2, DeliveryState.RETRY: 0, DeliveryState.UNKNOWN: 1}


async def test_numbers_that_nothing_reaches_are_counted(world: World) -> None:
    for number in range(1, 4):
        await world.rider(number)
    await world.set_rider(2, suppressed_at=world.clock.now())

    assert await MongoReach().count_suppressed(SENDER) == 1
