"""The day's count of a rider's texts, and what happens at its end."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from models.documents.held import release_held
from models.documents.sender import Sender
from models.documents.subscriber import Subscriber
from models.event import Change
from models.incident import Why
from notifier.daily_counts import MongoCounts
from notifier.dispatcher import Dispatcher
from runtime.mongo import collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import only_claim, reconcile, wait

PHONE = "+14165550001"


def today(world: World) -> str:
    return world.clock.now().astimezone(ZoneInfo("America/Toronto")).date().isoformat()


async def counted(world: World) -> tuple[str, int]:
    row = await collection_of(Subscriber).find_one({"phone": PHONE})
    assert row is not None
    return row["counted_day"], row["texts_today"]


async def tell_of_something_new(world: World, dispatcher: Dispatcher) -> None:
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)


@pytest.mark.parametrize(
    ("before", "ending", "number"),
    [
        pytest.param({"texts_today": 6}, "", 7, id="the 7th"),
        pytest.param({"texts_today": 7}, "until tomorrow. STATUS shows the rest.", 8, id="the 8th"),
        pytest.param({"texts_today": 8}, "", 9, id="the 9th, which is urgent"),
        pytest.param({"texts_today": 11}, "last text. STATUS shows what is on.", 12, id="the 12th"),
        pytest.param({"texts_today": 12, "counted_day": "2026-01-01"}, "", 1, id="the first of a new day"),
    ],
)
async def test_the_last_texts_of_a_day_say_so(
    world: World, dispatcher: Dispatcher, before: dict[str, object], ending: str, number: int
) -> None:
    await world.rider(1)
    await world.set_rider(1, **({"counted_day": today(world)} | before))
    await tell_of_something_new(world, dispatcher)

    [row], [body] = await world.deliveries(), world.bodies(PHONE)
    assert (body == row["body"], await counted(world)) == (True, (today(world), number))
    assert body.endswith(ending or row["body"])
    assert ("STATUS" in body) is bool(ending)


async def test_beyond_the_cap_nothing_is_sent_and_nothing_counted(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, counted_day=today(world), texts_today=12)
    await tell_of_something_new(world, dispatcher)

    [row] = await world.deliveries()
    assert (row["state"], row["reason"], await counted(world)) == ("skipped", "daily-cap", (today(world), 12))
    assert world.simulator.attempts == []


async def test_an_end_is_told_beyond_the_cap(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, counted_day=today(world), texts_today=11)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)

    assert ([body[:6] for body in world.bodies(PHONE)], await counted(world)) == (
        ["504 Ki", "Clear:"],
        (today(world), 12),
    )


async def test_a_text_that_goes_twice_counts_once(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, counted_day=today(world), texts_today=7)
    world.simulator.faults.next(Fault.HTTP_429)
    await tell_of_something_new(world, dispatcher)
    await wait()
    await world.drain(dispatcher)

    [body] = world.bodies(PHONE)
    assert (await counted(world), body.count("STATUS")) == ((today(world), 8), 1)


async def test_two_texts_of_one_batch_have_two_numbers(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    now = world.clock.now().astimezone(ZoneInfo("America/Toronto"))
    quiet = {"start_minute": now.hour * 60, "end_minute": (now.hour + 2) % 24 * 60 or 1440, "except_major": False}
    await world.set_rider(1, counted_day=today(world), texts_today=6, quiet=quiet)
    for _ in range(2):
        await tell_of_something_new(world, dispatcher)
    await world.set_rider(1, quiet=None)
    await release_held("rider-0001")
    await world.drain(dispatcher)

    assert sorted("STATUS" in body for body in world.bodies(PHONE)) == [False, True]
    assert await counted(world) == (today(world), 8)


async def test_counting_changes_neither_a_rider_s_version_nor_its_time(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    riders = collection_of(Subscriber)
    before = await riders.find_one({"phone": PHONE})
    await tell_of_something_new(world, dispatcher)
    after = await riders.find_one({"phone": PHONE})

    assert before is not None
    assert after is not None
    assert date.fromisoformat(after["counted_day"])
    assert (after["version"], after["changed_at"]) == (before["version"], before["changed_at"])


async def test_a_text_that_was_never_found_counts_once(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, counted_day=today(world), texts_today=3)
    world.simulator.faults.next(Fault.HTTP_500)
    await tell_of_something_new(world, dispatcher)
    await reconcile(world, dispatcher)
    await world.drain(dispatcher)

    assert (len(world.bodies(PHONE)), await counted(world)) == (1, (today(world), 4))


async def test_a_text_whose_answer_was_lost_stays_counted(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, counted_day=today(world), texts_today=3)
    world.simulator.faults.next(Fault.ACCEPT_THEN_CLOSE)
    await tell_of_something_new(world, dispatcher)
    await reconcile(world, dispatcher)
    await world.drain(dispatcher)

    assert (len(world.bodies(PHONE)), await counted(world)) == (1, (today(world), 4))


async def test_what_is_given_back_after_midnight_leaves_the_new_day_alone(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await world.set_rider(1, counted_day=today(world), texts_today=5)
    await MongoCounts().give_back("rider-0001", "2026-01-01")
    before = await counted(world)
    await MongoCounts().give_back("rider-0001", today(world))

    assert (before[1], (await counted(world))[1]) == (5, 4)


async def test_a_claim_that_nobody_counted_is_counted_when_it_is_sent(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)
    # The dispatcher dies right after its claim.
    await only_claim(world, dispatcher)
    await collection_of(Sender).update_one({"_id": SENDER}, {"$set": {"expires_at": None}})
    second = await world.open_dispatcher("two")
    await reconcile(world, second)
    await reconcile(world, second)
    await world.drain(second)

    assert (len(world.bodies(PHONE)), await counted(world)) == (1, (today(world), 1))
