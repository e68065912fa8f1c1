"""How many riders there are to tell, counted by the database."""

from dataclasses import replace

from models.documents.fanout import FanoutDocument
from models.event import Change
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.reach_store import MongoReach
from runtime.mongo import collection_of
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import next_fanout, one_page, only_claim


async def test_riders_who_may_be_texted_are_counted(world: World) -> None:
    for number in range(1, 4):
        await world.rider(number)
    await world.set_rider(3, status="stopped")

    assert await MongoReach().count_riders(SENDER) == 2
    assert await MongoReach().count_riders("+14165550188") == 0


async def test_who_is_left_behind_the_cursor_is_counted(world: World, dispatcher: Dispatcher) -> None:
    for number in range(1, 5):
        await world.rider(number)
    await world.rider(5, target="ttc/route/29")
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    await one_page(world, dispatcher)
    notice = await next_fanout(dispatcher, world.clock.now())
    before = await MongoReach().count_left(notice)
    await world.drain(dispatcher)
    _incident, cleared = await world.change(incident, Change.CLEARED)
    await world.take_over(dispatcher, cleared)
    clear = await next_fanout(dispatcher, world.clock.now())

    assert (before, await MongoReach().count_left(clear)) == (3, 4)
    assert await MongoReach().count_left(replace(clear, cursor="rider-0003")) == 1


async def test_who_was_kept_back_was_not_reached(world: World, dispatcher: Dispatcher) -> None:
    for number in range(1, 5):
        await world.rider(number)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    notice = await next_fanout(dispatcher, world.clock.now())
    await only_claim(world, dispatcher)
    await world.drain(dispatcher)
    none = await MongoReach().count_reached(notice)
    _incident, updated = await world.change(incident, Change.UPDATED)
    await world.take_over(dispatcher, updated)
    update = await next_fanout(dispatcher, world.clock.now())
    await world.drain(dispatcher)

    assert (none, await MongoReach().count_reached(notice), await MongoReach().count_reached(update)) == (0, 0, 4)


async def test_a_fan_out_that_comes_too_late_keeps_whom_it_did_not_reach(world: World, dispatcher: Dispatcher) -> None:
    for number in range(1, 4):
        await world.rider(number)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED)
    await world.take_over(dispatcher, cleared)
    await one_page(world, dispatcher)
    # As if it had taken hours so far.
    late = {"event.at": "2026-01-01T00:00:00Z"}
    await collection_of(FanoutDocument).update_one({"event.change": "cleared"}, {"$set": late})
    dispatcher._fanouts._events.clear()  # type: ignore[attr-defined]  # what is kept in memory
    await world.drain(dispatcher)
    row = await collection_of(FanoutDocument).find_one({"event.change": "cleared"})

    assert row is not None
    assert (row["told"], row["not_reached"], row["state"]) == (1, 2, "done")
