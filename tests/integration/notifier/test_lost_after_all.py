"""A text that the provider reports as lost long after it was accepted, when its incident has moved on."""

from datetime import timedelta

import pytest

from bot.stores.receipts import MongoReceipts
from models.delivery import DeliveryState, Slot
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.reacting import Reacting
from models.event import Change
from models.fanout import FanoutState
from models.incident import Incident, Why
from models.reports import Receipt
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.fanout_store import MongoFanouts
from runtime.mongo import Row, collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import next_fanout
from tests.integration.notifier.station import ELEVATORS, PLACES, drain_patiently, fail, mentions, tell

UNREACHABLE = 30003
PHONE_OFF = timedelta(seconds=0.01)


async def passed(world: World, dispatcher: Dispatcher) -> None:
    """Some passes of what waits, as if the time between them were over."""
    for _ in range(3):
        now = world.clock.now()
        await collection_of(FanoutDocument).update_many({"state": "sweeping"}, {"$set": {"not_before": now}})
        await collection_of(Delivery).update_many({"state": "retry"}, {"$set": {"not_before": now}})
        await world.drain(dispatcher)


async def changed(
    world: World, dispatcher: Dispatcher, incident: Incident, change: Change, *, fault: Fault | None = None
) -> Incident:
    """The incident's next event, told for as long as there is something to do; the fault befalls the first text."""
    why = {Change.OPENED: Why("new"), Change.CLEARED: Why("absent"), Change.UPDATED: Why("reopened")}[change]
    incident, event = await world.change(incident, change, why=why)
    if fault is not None:
        world.simulator.faults.next(fault)
    await world.take_over(dispatcher, event)
    await world.clock.refresh()
    await dispatcher.turn(world.clock.now())
    await dispatcher.finished()
    if fault is None:
        await passed(world, dispatcher)
    return incident


async def lost(world: World, revision: int, slot: Slot) -> None:
    """The provider reports that nothing reached the phone."""
    row = await collection_of(Delivery).find_one({"revision": revision, "slot": slot.value})
    assert row is not None
    reports = MongoReceipts(world.database, reacting=Reacting(suppress_after=3), again_after=PHONE_OFF)
    report = Receipt(row["_id"], row["attempt"], row["sid"], DeliveryState.UNDELIVERED, UNREACHABLE)
    assert await reports.apply_all([report])


async def fanouts() -> list[tuple[int, str]]:
    rows: list[Row] = await collection_of(FanoutDocument).find().sort("revision", 1).to_list()
    return [(row["revision"], row["state"]) for row in rows]


async def test_who_never_got_the_notice_hears_that_it_goes_on(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident = await changed(world, dispatcher, new_incident(), Change.OPENED)
    incident = await changed(world, dispatcher, incident, Change.CLEARED, fault=Fault.HTTP_429)
    await changed(world, dispatcher, incident, Change.UPDATED)
    before = len(world.bodies(phone))
    await lost(world, 1, Slot.NOTICE)
    await passed(world, dispatcher)

    assert (before, [body[:14] for body in world.bodies(phone)]) == (1, ["504 King: No s"] * 2)
    assert (await fanouts())[-1] == (3, "done")


async def test_who_never_got_the_all_clear_gets_the_next_one(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident = await changed(world, dispatcher, new_incident(), Change.OPENED)
    incident = await changed(world, dispatcher, incident, Change.CLEARED)
    incident = await changed(world, dispatcher, incident, Change.UPDATED, fault=Fault.HTTP_429)
    await changed(world, dispatcher, incident, Change.CLEARED)
    before = len(world.bodies(phone))
    await lost(world, 2, Slot.CLEAR)
    await passed(world, dispatcher)

    assert before == 2
    assert [body[:14] for body in world.bodies(phone)] == ["504 King: No s", "Clear: 504 Kin", "Clear: 504 Kin"]


async def test_who_got_the_update_gets_nothing_more(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident = await changed(world, dispatcher, new_incident(), Change.OPENED)
    incident = await changed(world, dispatcher, incident, Change.CLEARED)
    await changed(world, dispatcher, incident, Change.UPDATED)
    await lost(world, 1, Slot.NOTICE)
    await passed(world, dispatcher)

    assert len(world.bodies(phone)) == 3


async def test_what_another_text_carried_is_lost_with_it(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    for incident in incidents:
        again = await changed(world, dispatcher, incident, Change.CLEARED, fault=Fault.HTTP_429)
        await changed(world, dispatcher, again, Change.UPDATED)
    before = len(world.bodies(phone))
    carrier = await collection_of(Delivery).find_one({"carries": {"$ne": []}})
    assert carrier is not None
    reports = MongoReceipts(world.database, reacting=Reacting(suppress_after=3), again_after=PHONE_OFF)
    lost_one = Receipt(carrier["_id"], 1, carrier["sid"], DeliveryState.UNDELIVERED, UNREACHABLE)
    assert await reports.apply_all([lost_one])
    await drain_patiently(world, dispatcher)
    await passed(world, dispatcher)

    assert before == 1
    assert [mentions(world, phone, place) for place in PLACES] == [2, 2, 2]


@pytest.mark.parametrize("state", [FanoutState.SWEEPING, FanoutState.DONE])
async def test_a_pass_that_ends_meanwhile_does_not_forget_it(
    world: World, dispatcher: Dispatcher, state: FanoutState
) -> None:
    await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)
    await collection_of(FanoutDocument).update_one({}, {"$set": {"state": "sweeping"}})
    await world.clock.refresh()
    fanout = await next_fanout(dispatcher, world.clock.now())
    store = MongoFanouts()
    await store.sweep_again(event.incident, SENDER, not_before=event.at)
    await store.save(fanout.moved_to("z", told=1, saw_unsettled=True).closed(state), epoch=1)
    await world.clock.refresh()
    after = await next_fanout(dispatcher, world.clock.now())

    assert (after.state, after.cursor, after.saw_unsettled, after.told) == (FanoutState.SWEEPING, "", False, 1)
