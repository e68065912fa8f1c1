"""Texts outside incidents, which the bot or the pipeline asks for."""

from datetime import timedelta

import pytest
from pymongo.errors import DuplicateKeyError

from models.delivery import Slot
from models.documents.delivery import Delivery
from models.documents.held import release_held
from models.documents.note import note_row
from models.documents.subscriber import Subscriber
from models.event import Change
from notifier.dispatcher import Dispatcher
from runtime.mongo import Row, collection_of
from tests.integration.notifier.conftest import SENDER, World, new_incident

PHONE = "+14165550001"


def note(world: World, body: str = "Welcome back: 504 King", *, occasion: str = "SM1") -> Row:
    now = world.clock.now()
    return note_row(
        sender=SENDER,
        subscriber="rider-0001",
        slot=Slot.WELCOME,
        occasion=occasion,
        body=body,
        now=now,
        useful_until=now + timedelta(minutes=10),
    )


async def test_a_note_goes_out_though_its_rider_pauses(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, paused_until=world.clock.now() + timedelta(hours=1))
    await collection_of(Delivery).insert_one(note(world))
    await world.drain(dispatcher)

    rider = await collection_of(Subscriber).find_one({"phone": PHONE})
    assert (world.bodies(PHONE), await world.states()) == (["Welcome back: 504 King"], ["accepted"])
    assert rider is not None
    assert "texts_today" not in rider


async def test_a_note_to_who_stopped_is_not_sent(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, status="stopped")
    await collection_of(Delivery).insert_one(note(world))
    await world.drain(dispatcher)

    assert (world.simulator.attempts, await world.states()) == ([], ["skipped"])


async def test_a_note_goes_before_alerts_that_are_due(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)
    rows = collection_of(Delivery)
    long_due = {"not_before": world.clock.now() - timedelta(hours=9), "priority": 1}
    await rows.insert_one(note(world, "an alert that is due", occasion="SM2") | long_due)
    await rows.insert_one(note(world))
    await world.clock.refresh()
    now = world.clock.now()
    urgent = await dispatcher._texts.find_due_priority(now)
    assert urgent == 0
    first = await dispatcher._texts.claim_due(priority=urgent, limit=1, epoch=1, now=now)

    assert [text.body for text in first] == ["Welcome back: 504 King"]


async def test_a_note_is_asked_for_once(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await collection_of(Delivery).insert_one(note(world))
    await world.drain(dispatcher)

    with pytest.raises(DuplicateKeyError):
        await collection_of(Delivery).insert_one(note(world))


async def test_a_note_for_the_morning_does_not_come_at_night_because_its_rider_changed_hours(
    world: World, dispatcher: Dispatcher
) -> None:
    await world.rider(1)
    later = world.clock.now() + timedelta(hours=9)
    await collection_of(Delivery).insert_one(note(world) | {"not_before": later, "useful_until": later})
    await release_held("rider-0001")
    await world.drain(dispatcher)

    assert (world.simulator.attempts, await world.states()) == ([], ["held"])
