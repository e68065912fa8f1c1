"""A text that the provider reports as lost long after it was accepted, when its incident has moved on."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.stores.receipts import MongoReceipts
from bot.stores.reporting import Change as ReportedChange
from models.delivery import DeliveryState, Slot
from models.documents.asking_again import ask_again
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.reacting import Reacting
from models.event import AlertEvent, Change
from models.fanout import FanoutState
from models.incident import AlertClass, Incident, Why
from models.reports import Receipt
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.fanout_store import MongoFanouts
from notifier.interventions.desk import Desk
from notifier.wiring.taking_over import build_senders
from runtime.mongo import Row, collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import LONG_AGO, World, new_incident
from tests.integration.notifier.hands import next_fanout, reconcile
from tests.integration.notifier.station import ELEVATORS, PLACES, drain_patiently, fail, mentions, tell

UNREACHABLE = 30003
IN_HOURS = timedelta(hours=5)
PHONE_OFF = timedelta(seconds=0.01)


async def passed(world: World, dispatcher: Dispatcher) -> None:
    """Some passes of what waits, as if the time between them were over."""
    for _ in range(4):
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


async def lost(world: World, revision: int, slot: Slot, *, again_after: timedelta = PHONE_OFF) -> Row:
    """The provider reports that nothing reached the phone; the row after that."""
    row = await collection_of(Delivery).find_one({"revision": revision, "slot": slot.value, "sid": {"$ne": None}})
    assert row is not None
    await report(world, row, again_after)
    after = await collection_of(Delivery).find_one({"_id": row["_id"]})
    assert after is not None
    return after


async def report(world: World, row: Row, again_after: timedelta = PHONE_OFF) -> None:
    reports = MongoReceipts(world.database, reacting=Reacting(suppress_after=9), again_after=again_after)
    assert await reports.apply_all(
        [Receipt(row["_id"], row["attempt"], row["sid"], DeliveryState.UNDELIVERED, UNREACHABLE)]
    )


async def ended_and_back(world: World, dispatcher: Dispatcher) -> Incident:
    """A rider's incident that has ended, of which they were not told, and goes on."""
    incident = await changed(world, dispatcher, new_incident(), Change.OPENED)
    incident = await changed(world, dispatcher, incident, Change.CLEARED, fault=Fault.HTTP_429)
    return await changed(world, dispatcher, incident, Change.UPDATED)


async def fanouts() -> list[tuple[int, str]]:
    rows: list[Row] = await collection_of(FanoutDocument).find().sort("revision", 1).to_list()
    return [(row["revision"], row["state"]) for row in rows]


async def test_who_never_got_the_notice_hears_that_it_goes_on(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    await ended_and_back(world, dispatcher)
    before = len(world.bodies(phone))
    row = await lost(world, 1, Slot.NOTICE)
    await passed(world, dispatcher)

    assert (row["state"], before, [body[:14] for body in world.bodies(phone)]) == ("retry", 1, ["504 King: No s"] * 2)
    assert (await fanouts())[-1] == (3, "done")


async def test_so_does_who_is_known_for_that_too_late_for_a_second_try(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    await ended_and_back(world, dispatcher)
    row = await lost(world, 1, Slot.NOTICE, again_after=timedelta(hours=2))
    await passed(world, dispatcher)

    assert (row["state"], len(world.bodies(phone))) == ("undelivered", 2)


async def test_so_does_who_did_not_get_the_second_try_either(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident = await changed(world, dispatcher, new_incident(), Change.OPENED)
    await lost(world, 1, Slot.NOTICE)
    await passed(world, dispatcher)
    incident = await changed(world, dispatcher, incident, Change.CLEARED, fault=Fault.HTTP_429)
    await changed(world, dispatcher, incident, Change.UPDATED)
    before = len(world.bodies(phone))
    row = await lost(world, 1, Slot.NOTICE)
    await passed(world, dispatcher)

    assert (row["state"], before, len(world.bodies(phone))) == ("undelivered", 2, 3)


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param({"useful_until": LONG_AGO}, id="nobody could post it before it was of no use"),
        pytest.param({}, id="an operator had stopped what is told"),
    ],
)
async def test_so_does_who_was_to_get_the_second_try(world: World, dispatcher: Dispatcher, kept: Row) -> None:
    phone = await world.rider(1)
    incident = await ended_and_back(world, dispatcher)
    row = await lost(world, 1, Slot.NOTICE)
    await collection_of(Delivery).update_one({"_id": row["_id"]}, {"$set": kept})
    desk = Desk(world.database, build_senders(world.settings))
    if not kept:
        await desk.halt(incident.id)
    await passed(world, dispatcher)
    before = len(world.bodies(phone))
    await desk.resume(incident.id)
    await passed(world, dispatcher)

    assert (before, len(world.bodies(phone))) == (2 if kept else 1, 2)


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


@pytest.mark.parametrize("again_after", [PHONE_OFF, timedelta(hours=2)], ids=["it goes once more", "it is too late"])
async def test_what_another_text_carried_is_lost_with_it(
    world: World, dispatcher: Dispatcher, again_after: timedelta
) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    for incident in incidents:
        again = await changed(world, dispatcher, incident, Change.CLEARED, fault=Fault.HTTP_429)
        await changed(world, dispatcher, again, Change.UPDATED)
    before = len(world.bodies(phone))
    carrier = await collection_of(Delivery).find_one({"carries": {"$ne": []}})
    assert carrier is not None
    await report(world, carrier, again_after)
    await drain_patiently(world, dispatcher)
    await passed(world, dispatcher)

    assert before == 1
    assert [mentions(world, phone, place) for place in PLACES] == [2, 2, 2]


async def about_to_be_swept(world: World, dispatcher: Dispatcher) -> tuple[AlertEvent, Fanout]:
    """An update's fan-out whose sweep is about to begin, after a notice that two riders count as told of."""
    for number in (1, 2):
        await world.rider(number)
    incident = await changed(world, dispatcher, new_incident(), Change.OPENED)
    _incident, event = await world.change(incident, Change.UPDATED, why=Why("reopened"))
    await world.take_over(dispatcher, event)
    await collection_of(FanoutDocument).update_one({"revision": 2}, {"$set": {"state": "sweeping"}})
    await world.clock.refresh()
    return event, await next_fanout(dispatcher, world.clock.now())


@pytest.mark.parametrize("begun_as", ["sweeping", "open", "done"])
async def test_a_pass_between_the_report_and_its_row_is_made_again(
    world: World, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch, begun_as: str
) -> None:
    phone = await world.rider(1)
    await ended_and_back(world, dispatcher)
    await collection_of(FanoutDocument).update_one({"revision": 3}, {"$set": {"state": begun_as}})
    write = MongoReceipts._update

    async def late(its: MongoReceipts, changes: Sequence[ReportedChange]) -> Sequence[ReportedChange]:
        await passed(world, dispatcher)
        return await write(its, changes)

    monkeypatch.setattr(MongoReceipts, "_update", late)
    await lost(world, 1, Slot.NOTICE, again_after=timedelta(hours=2))
    await passed(world, dispatcher)

    assert len(world.bodies(phone)) == 2


async def test_who_dies_before_the_second_try_forgets_nobody(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    await ended_and_back(world, dispatcher)
    row = await lost(world, 1, Slot.NOTICE)
    died = {"state": "unknown", "not_before": row["claimed_at"], "useful_until": LONG_AGO}
    await collection_of(Delivery).update_one({"_id": row["_id"]}, {"$set": died})
    await reconcile(world, dispatcher)
    await passed(world, dispatcher)

    assert len(world.bodies(phone)) == 2


@pytest.mark.parametrize(
    ("again_after", "kept"),
    [
        pytest.param(PHONE_OFF, {}, id="it goes once more"),
        pytest.param(PHONE_OFF, {"useful_until": LONG_AGO}, id="it was to go once more"),
        pytest.param(timedelta(days=2), {}, id="it is too late"),
    ],
)
@pytest.mark.parametrize("lost_first", [True, False])
async def test_a_reminder_that_was_lost_is_told_as_its_work_stands(
    world: World, dispatcher: Dispatcher, again_after: timedelta, kept: Row, *, lost_first: bool
) -> None:
    phone = await world.rider(1)
    assert await dispatcher._lease.acquire()
    incident, _opened = await world.change(new_incident(alert_class=AlertClass.PLANNED), Change.OPENED)
    await world.tell(dispatcher, await world.remind(incident, starts_in=IN_HOURS))
    if lost_first:
        await lost(world, 1, Slot.NOTICE, again_after=again_after)
    incident, _cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    incident, again = await world.change(incident, Change.UPDATED, why=Why("relisted"))
    await world.tell(dispatcher, again)
    await world.tell(dispatcher, await world.remind(incident, starts_in=IN_HOURS))
    if not lost_first:
        row = await lost(world, 1, Slot.NOTICE, again_after=again_after)
        await collection_of(Delivery).update_one({"_id": row["_id"]}, {"$set": kept})
    await passed(world, dispatcher)
    [row] = await world.deliveries()

    assert [body.split(":")[0] for body in world.bodies(phone)] == ["Planned", "Planned"]
    assert (row["state"], row["revision"], len(row["undone_sids"])) == ("accepted", 3, 1)


async def test_who_never_got_the_update_of_planned_work_is_reminded(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    assert await dispatcher._lease.acquire()
    incident, _opened = await world.change(new_incident(alert_class=AlertClass.PLANNED), Change.OPENED)
    await world.tell(dispatcher, await world.remind(incident, starts_in=IN_HOURS))
    incident, updated = await world.change(incident, Change.UPDATED, why=Why("updated", "routes added"))
    await world.tell(dispatcher, updated)
    await world.tell(dispatcher, await world.remind(incident, starts_in=IN_HOURS + timedelta(days=1)))
    before = len(world.bodies(phone))
    await lost(world, 2, Slot.NOTICE, again_after=timedelta(days=2))
    await passed(world, dispatcher)

    assert (before, [body.split(":")[0] for body in world.bodies(phone)[1:]]) == (2, ["Update", "Planned"])


async def test_a_pass_that_ends_meanwhile_is_made_again(world: World, dispatcher: Dispatcher) -> None:
    event, fanout = await about_to_be_swept(world, dispatcher)
    await lost(world, 1, Slot.NOTICE, again_after=timedelta(hours=2))
    store = MongoFanouts()
    await store.save(fanout.moved_to("z", told=1, saw_unsettled=True).closed(FanoutState.DONE), epoch=1)
    [row] = await collection_of(FanoutDocument).find({"revision": 2}).to_list()
    await collection_of(FanoutDocument).update_one({"revision": 2}, {"$set": {"not_before": event.at}})
    again = await next_fanout(dispatcher, world.clock.now())
    await store.save(again.closed(FanoutState.DONE), epoch=1)

    assert (row["state"], row["cursor"], row["told"], row["not_before"] > event.at) == ("sweeping", "", 1, True)
    assert (await fanouts())[-1] == (2, "done")


async def test_a_stream_of_losses_keeps_no_pass_from_its_end(world: World, dispatcher: Dispatcher) -> None:
    _event, fanout = await about_to_be_swept(world, dispatcher)
    store, cursors = MongoFanouts(), []
    await ask_again([row["_id"] for row in await world.deliveries()])
    for cursor in ("a", "b", "c"):
        await store.save(fanout.moved_to(cursor, told=0, saw_unsettled=False), epoch=1)
        await ask_again([row["_id"] for row in await world.deliveries()])
        fanout = await next_fanout(dispatcher, world.clock.now())
        cursors.append(fanout.cursor)

    assert cursors == ["a", "b", "c"]
