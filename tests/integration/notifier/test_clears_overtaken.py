"""An all-clear that a reopening overtook before it went out leaves its rider owed the next one."""

from datetime import timedelta

from models.delivery import Slot
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.event import Change
from models.incident import Incident, Why
from notifier.dispatcher import Dispatcher
from runtime.mongo import Row, collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import World, new_incident
from tests.integration.notifier.hands import reconcile


async def told(world: World, dispatcher: Dispatcher) -> Incident:
    """An incident that the only rider was told of."""
    assert await dispatcher._lease.acquire()
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    return incident


async def failing(
    world: World, dispatcher: Dispatcher, incident: Incident, change: Change, fault: Fault
) -> tuple[Incident, Row]:
    """The incident's next event, and the rider's text about it: the fault befalls it, and it waits for a day then."""
    why = Why("absent" if change is Change.CLEARED else "reopened")
    incident, event = await world.change(incident, change, why=why)
    world.simulator.faults.next(fault)
    await world.take_over(dispatcher, event)
    await world.clock.refresh()
    await dispatcher.turn(world.clock.now())
    await dispatcher.finished()
    [row] = await collection_of(Delivery).find({"revision": incident.revision}).to_list()
    await let_go(row, world, after=timedelta(days=1))
    return incident, row


async def let_go(row: Row, world: World, *, after: timedelta = timedelta()) -> None:
    """The text is tried, or asked about, no earlier than that."""
    await collection_of(Delivery).update_one({"_id": row["_id"]}, {"$set": {"not_before": world.clock.now() + after}})


async def go_round(world: World, dispatcher: Dispatcher) -> None:
    """Some passes of what waits, as if the time between them were over."""
    for _ in range(3):
        await collection_of(FanoutDocument).update_many(
            {"state": "sweeping"}, {"$set": {"not_before": world.clock.now()}}
        )
        await world.drain(dispatcher)


async def test_one_that_was_to_be_tried_again_counts_for_nothing(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident = await told(world, dispatcher)
    incident, clear = await failing(world, dispatcher, incident, Change.CLEARED, Fault.HTTP_429)
    incident, again = await world.change(incident, Change.UPDATED, why=Why("reopened"))
    await world.tell(dispatcher, again)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)
    await go_round(world, dispatcher)
    await let_go(clear, world)
    await go_round(world, dispatcher)

    assert [body[:14] for body in world.bodies(phone)] == ["504 King: No s", "Clear: 504 Kin"]


async def test_the_next_one_waits_until_it_is_known_that_one_did_not_arrive(
    world: World, dispatcher: Dispatcher
) -> None:
    phone = await world.rider(1)
    incident = await told(world, dispatcher)
    incident, clear = await failing(world, dispatcher, incident, Change.CLEARED, Fault.HTTP_500)
    incident, again = await failing(world, dispatcher, incident, Change.UPDATED, Fault.HTTP_500)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)
    await let_go(again, world)
    await reconcile(world, dispatcher)
    await go_round(world, dispatcher)
    before = len(world.bodies(phone))
    await let_go(clear, world)
    await reconcile(world, dispatcher)
    await go_round(world, dispatcher)

    assert clear["slot"] == Slot.CLEAR.value
    assert (before, [body[:14] for body in world.bodies(phone)]) == (1, ["504 King: No s", "Clear: 504 Kin"])
