"""Texts that come at a bad hour: held, looked at again, sent only while they are right."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.delivery import DeliveryState
from models.documents.delivery import Delivery
from models.documents.held import release_held
from models.documents.subscriber import Subscriber
from models.event import Change
from models.incident import Why
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.held import MongoHeld
from runtime.mongo import collection_of
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import held, later, quiet_now

RIDER = "rider-0001"


async def test_a_text_outside_its_rider_s_window_is_held_until_it_opens(world: World, dispatcher: Dispatcher) -> None:
    row = await held(world, dispatcher)
    opens = row["not_before"].astimezone(ZoneInfo("America/Toronto"))

    assert (row["state"], row["attempt"], opens.hour * 60 + opens.minute) == ("held", 0, later(world).start_minute)
    assert row["useful_until"] - row["not_before"] == timedelta(hours=1)
    assert world.simulator.attempts == []


async def test_it_goes_out_when_its_rider_asks_for_any_hour(world: World, dispatcher: Dispatcher) -> None:
    await held(world, dispatcher)
    await world.set_rider(1, **{"subscriptions.0.windows": []})
    released = await release_held(RIDER)
    await world.drain(dispatcher)

    [row] = await world.deliveries()
    assert (released, row["state"], row["attempt"], len(world.bodies("+14165550001"))) == (1, "accepted", 1, 1)


async def test_it_is_held_again_where_it_is_looked_at_too_early(world: World, dispatcher: Dispatcher) -> None:
    before = await held(world, dispatcher)
    await release_held(RIDER)
    await world.drain(dispatcher)

    [row] = await world.deliveries()
    assert (row["state"], row["not_before"], row["useful_until"]) == (
        "held",
        before["not_before"],
        before["useful_until"],
    )
    assert world.simulator.attempts == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"paused_until": datetime(2100, 1, 1, tzinfo=ZoneInfo("UTC"))}, "paused", id="PAUSE"),
        pytest.param({"status": "stopped"}, "stopped", id="STOP"),
        pytest.param({"subscriptions": []}, "unsubscribed", id="UNSUBSCRIBE"),
    ],
)
async def test_it_is_skipped_where_its_rider_wants_it_no_more(
    world: World, dispatcher: Dispatcher, change: dict[str, object], reason: str
) -> None:
    await held(world, dispatcher)
    await world.set_rider(1, **change)
    await release_held(RIDER)
    await world.drain(dispatcher)

    [row] = await world.deliveries()
    assert (row["state"], row["reason"], world.simulator.attempts) == ("skipped", reason, [])


async def test_what_is_over_before_its_hour_is_neither_told_nor_cleared(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1, windows=(later(world),))
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)
    await release_held(RIDER)
    await world.drain(dispatcher)

    assert [(row["state"], row["reason"]) for row in await world.deliveries()] == [("skipped", "superseded")]
    assert world.simulator.attempts == []


async def test_a_newer_revision_is_held_beside_the_old_one_and_told_alone(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1, windows=(later(world),))
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, updated = await world.change(incident, Change.UPDATED)
    await world.tell(dispatcher, updated)
    await world.set_rider(1, **{"subscriptions.0.windows": []})
    await release_held(RIDER)
    await world.drain(dispatcher)

    rows = [(row["revision"], row["kind"], row["state"]) for row in await world.deliveries()]
    assert sorted(rows) == [(1, "first", "skipped"), (2, "first", "accepted")]


async def test_hours_that_changed_while_a_text_was_being_held_set_it_free(world: World, dispatcher: Dispatcher) -> None:
    await held(world, dispatcher)
    rider = await collection_of(Subscriber).find_one({"_id": RIDER})
    assert rider is not None
    await MongoHeld().check({RIDER: rider["version"]})
    [as_it_was] = await world.deliveries()
    # The message was applied after the look had read the rider, and before the row was there to be released.
    await world.set_rider(1, **{"subscriptions.0.windows": []})
    await MongoHeld().check({RIDER: rider["version"]})
    await world.drain(dispatcher)

    assert (as_it_was["state"], await world.states()) == ("held", ["accepted"])


async def test_a_released_text_keeps_its_place_before_others(world: World, dispatcher: Dispatcher) -> None:
    await held(world, dispatcher)
    long_ago = world.clock.now() - timedelta(hours=1)
    rows = collection_of(Delivery)
    await rows.update_one({"subscriber": RIDER}, {"$set": {"not_before": long_ago}})
    await release_held(RIDER)

    row = await rows.find_one({"subscriber": RIDER, "state": DeliveryState.HELD.value, "sender": SENDER})
    assert row is not None
    assert abs(row["not_before"] - long_ago) < timedelta(seconds=1)


async def test_quiet_hours_hold_a_text_and_except_major_lets_it_through(world: World, dispatcher: Dispatcher) -> None:
    quiet = quiet_now(world)
    for number in (1, 2):
        await world.rider(number)
    await world.set_rider(1, quiet=quiet)
    await world.set_rider(2, quiet=quiet | {"except_major": True})
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)

    found = {row["subscriber"]: row["state"] for row in await world.deliveries()}
    assert found == {RIDER: "held", "rider-0002": "accepted"}
