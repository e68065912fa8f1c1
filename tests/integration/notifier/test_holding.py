"""Texts that come at a bad hour: held, looked at again, sent only while they are right."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.delivery import DeliveryState
from models.documents.delivery import Delivery
from models.documents.held import release_held
from models.documents.subscriber import Subscriber
from models.event import Change
from models.incident import AlertClass, Why
from models.window import DAY_MINUTES, EVERY_DAY, Window
from notifier.dispatcher import Dispatcher
from notifier.held import MongoHeld
from notifier.pace import Pace
from runtime.clock import boottime_s
from runtime.mongo import Row, collection_of
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import one_page

RIDER = "rider-0001"


def later(world: World) -> Window:
    """An hour of every day, closed now: it opens in two to three hours."""
    local = world.clock.now().astimezone(ZoneInfo("America/Toronto"))
    start = (local.hour + 3) % 24 * 60
    return Window(EVERY_DAY, start, start + 60)


def quiet_now(world: World) -> dict[str, object]:
    """Two hours without texts."""
    local = world.clock.now().astimezone(ZoneInfo("America/Toronto"))
    start = local.hour * 60
    return {"start_minute": start, "end_minute": (start + 120) % DAY_MINUTES or DAY_MINUTES, "except_major": False}


async def held(world: World, dispatcher: Dispatcher) -> Row:
    """The row of a text about 504 King, which came at a bad hour for its rider."""
    await world.rider(1, windows=(later(world),))
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)
    [row] = await world.deliveries()
    return row


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


async def rows_of(world: World) -> list[tuple[int, str, str | None]]:
    return sorted((row["revision"], row["state"], row["reason"]) for row in await world.deliveries())


async def test_what_is_over_leaves_nothing_for_the_morning(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1, windows=(later(world),))
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.take_over(dispatcher, cleared)

    assert await rows_of(world) == [(1, "skipped", "superseded")]


async def test_what_is_not_sent_takes_nothing_from_the_pace(world: World, dispatcher: Dispatcher) -> None:
    dispatcher._pace = Pace(0.001, now_s=boottime_s())  # one text now, the next one in a quarter of an hour
    for number in range(1, 4):
        await world.rider(number, windows=(later(world),))
    await world.rider(4)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    await world.set_rider(4, status="stopped")
    await world.drain(dispatcher)
    for number in range(1, 4):
        await release_held(f"rider-{number:04d}")
    await world.set_rider(4, status="active")
    await world.drain(dispatcher)
    _incident, updated = await world.change(incident, Change.UPDATED)
    await world.tell(dispatcher, updated)

    assert len(world.bodies("+14165550004")) == 1


async def test_a_reminder_that_was_held_is_told_as_its_work_stands_then(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, quiet=quiet_now(world))
    incident, opened = await world.change(new_incident("Closed for track work", AlertClass.PLANNED), Change.OPENED)
    await world.tell(dispatcher, opened)
    await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(hours=5)))
    before = await rows_of(world)
    incident, updated = await world.change(incident, Change.UPDATED)
    await world.tell(dispatcher, updated)
    await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(hours=5)))
    await world.set_rider(1, quiet=None)
    await release_held(RIDER)
    await world.drain(dispatcher)

    assert (before, await rows_of(world)) == ([(1, "held", None)], [(2, "accepted", None)])
    assert len(world.bodies("+14165550001")) == 1


async def test_what_happened_before_a_stop_stays_untold_after_the_start(world: World, dispatcher: Dispatcher) -> None:
    await held(world, dispatcher)
    await world.set_rider(1, status="stopped")
    started = world.clock.now() + timedelta(seconds=1)
    await world.set_rider(1, **{"status": "active", "subscriptions.0.active_since": started})
    await world.set_rider(1, **{"subscriptions.0.windows": []})
    await release_held(RIDER)
    await world.drain(dispatcher)

    assert ([row["reason"] for row in await world.deliveries()], world.simulator.attempts) == (["unsubscribed"], [])


async def test_those_who_are_told_later_keep_nobody_waiting(world: World, dispatcher: Dispatcher) -> None:
    for number in range(1, 30):
        await world.rider(number, windows=(later(world),))
    phone = await world.rider(99)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)
    await one_page(world, dispatcher)

    assert ([len(await world.deliveries()), len(world.bodies(phone))]) == [30, 1]


async def test_a_fan_out_that_comes_late_is_for_those_whose_hours_come(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1, windows=(later(world),))
    await world.rider(2)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event.model_copy(update={"at": event.at - timedelta(hours=20)}))

    assert [(row["subscriber"], row["state"]) for row in await world.deliveries()] == [(RIDER, "held")]
