"""Who knows of an incident hears of its end, whatever became of the texts about it."""

from datetime import timedelta

import pytest

from models.delivery import Slot
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.event import Change
from models.incident import Incident, Why
from notifier.deciding.correction import parse_correction
from notifier.dispatcher import Dispatcher
from notifier.interventions.desk import Desk
from notifier.wiring.taking_over import build_senders
from runtime.mongo import Row, collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import World, new_incident
from tests.integration.notifier.hands import reconcile
from tests.wordings import WORDINGS


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
    why = {Change.OPENED: Why("new"), Change.CLEARED: Why("absent"), Change.UPDATED: Why("reopened")}[change]
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


async def test_who_was_told_by_a_reply_while_the_text_was_lost_hears_of_the_end(
    world: World, dispatcher: Dispatcher
) -> None:
    phone = await world.rider(1)
    assert await dispatcher._lease.acquire()
    incident, notice = await failing(world, dispatcher, new_incident(), Change.OPENED, Fault.HTTP_500)
    # What the bot keeps of a STATUS that it has answered.
    await collection_of(Delivery).update_one({"_id": notice["_id"]}, {"$set": {"replied": notice["revision"]}})
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await let_go(notice, world)
    await world.take_over(dispatcher, cleared)
    await reconcile(world, dispatcher)
    await go_round(world, dispatcher)

    assert [body[:14] for body in world.bodies(phone)] == ["Clear: 504 Kin"]


@pytest.mark.parametrize(("reason", "expected"), [("not-in-list", ["Update: again:"]), ("throttled", [])])
async def test_who_may_have_heard_of_the_end_hears_that_it_goes_on(
    world: World, dispatcher: Dispatcher, reason: str, expected: list[str]
) -> None:
    phone = await world.rider(1)
    incident = await told(world, dispatcher)
    incident, clear = await failing(world, dispatcher, incident, Change.CLEARED, Fault.HTTP_429)
    await collection_of(Delivery).update_one({"_id": clear["_id"]}, {"$set": {"reason": reason}})
    _incident, again = await world.change(incident, Change.UPDATED, why=Why("reopened"))
    await world.tell(dispatcher, again)

    assert [body[:14] for body in world.bodies(phone)[1:]] == expected


async def test_a_correction_does_not_wait_for_an_end_without_outcome(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    incident = await told(world, dispatcher)
    incident, _clear = await failing(world, dispatcher, incident, Change.CLEARED, Fault.HTTP_500)
    words = parse_correction({"en": "504 King runs as usual."}, WORDINGS)
    await Desk(world.database, build_senders(world.settings)).correct(incident.id, words)
    await go_round(world, dispatcher)
    rows = await collection_of(FanoutDocument).find({"correction": {"$ne": None}}).to_list()

    assert [row["state"] for row in rows] == ["done"]
