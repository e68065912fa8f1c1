"""What becomes of held texts while they wait: news, ends, replies, and crowds of them."""

from datetime import timedelta

from models.documents.held import release_held
from models.event import Change
from models.incident import AlertClass, Why
from notifier.dispatcher import Dispatcher
from notifier.posting.pace import Pace
from runtime.clock import boottime_s
from tests.integration.notifier.conftest import World, new_incident
from tests.integration.notifier.hands import held, later, one_page, quiet_now

RIDER = "rider-0001"


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


async def test_an_end_reaches_all_who_were_told_a_few_at_a_time(world: World, dispatcher: Dispatcher) -> None:
    phones = [await world.rider(number) for number in (3, 1, 5, 2, 4)]
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.take_over(dispatcher, cleared)
    for _ in phones:
        await one_page(world, dispatcher)

    assert [len(world.bodies(phone)) for phone in phones] == [2] * 5
