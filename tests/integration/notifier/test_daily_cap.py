"""The day's count of a rider's texts, and what happens at its end."""

from datetime import timedelta

import pytest

from models.delivery import Channel, DeliveryState, Kind, Slot
from models.documents.delivery import Delivery
from models.documents.held import release_held
from models.documents.sender import Sender
from models.event import Change
from models.incident import IncidentState, Why
from notifier.deciding.standing import Standing
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.incident_reads import MongoIncidents
from notifier.posting.facts import MongoFacts
from runtime.mongo import collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import only_claim, quiet_now, reconcile, wait

PHONE = "+14165550001"
TORONTO = Standing(1, IncidentState.OPEN, zone="America/Toronto")


async def had(world: World, texts: int, **fields: object) -> None:
    """The rider has got so many texts, today unless the fields say otherwise."""
    row = {
        "sender": SENDER,
        "incident": "earlier",
        "subscriber": "rider-0001",
        "slot": Slot.NOTICE.value,
        "kind": Kind.FIRST.value,
        "revision": 1,
        "channel": Channel.TEXT.value,
        "state": DeliveryState.DELIVERED.value,
        "claimed_at": TORONTO.day_began(world.clock.now()),
    }
    await collection_of(Delivery).insert_many([{**row, **fields, "_id": f"earlier-{each}"} for each in range(texts)])


async def today(world: World) -> int:
    """How many texts count by now."""
    now = world.clock.now()
    facts = MongoFacts(MongoIncidents())
    since, before = TORONTO.day_began(now), now + timedelta(minutes=1)
    return len((await facts.find_claimed(["rider-0001"], since=since, before=before)).get("rider-0001", ()))


async def tell_of_something_new(world: World, dispatcher: Dispatcher) -> None:
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)


@pytest.mark.parametrize(
    ("texts", "fields", "ending"),
    [
        pytest.param(6, {}, "", id="the 7th"),
        pytest.param(7, {}, "until tomorrow. STATUS shows the rest.", id="the 8th"),
        pytest.param(8, {}, "", id="the 9th, which is urgent"),
        pytest.param(11, {}, "last text. STATUS shows what is on.", id="the 12th"),
        pytest.param(11, {"kind": "clear"}, "", id="after eleven ends"),
        pytest.param(11, {"state": "skipped"}, "", id="after eleven that were not sent"),
        pytest.param(11, {"channel": "reply"}, "", id="after eleven that were told in replies"),
    ],
)
async def test_the_last_texts_of_a_day_say_so(
    world: World, dispatcher: Dispatcher, texts: int, fields: dict[str, object], ending: str
) -> None:
    await world.rider(1)
    await had(world, texts, **fields)
    await tell_of_something_new(world, dispatcher)

    [body] = world.bodies(PHONE)
    row = await collection_of(Delivery).find_one({"incident": {"$ne": "earlier"}})
    assert body == (row or {})["body"]
    assert body.endswith(ending)
    assert ("STATUS" in body) is bool(ending)


async def test_yesterday_s_texts_do_not_count(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await had(world, 12, claimed_at=TORONTO.day_began(world.clock.now()) - timedelta(seconds=1))
    await tell_of_something_new(world, dispatcher)

    assert (len(world.bodies(PHONE)), await today(world)) == (1, 1)


async def test_beyond_the_cap_nothing_is_sent_and_nothing_counted(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await had(world, 12)
    await tell_of_something_new(world, dispatcher)

    row = await collection_of(Delivery).find_one({"incident": {"$ne": "earlier"}})
    assert ((row or {})["state"], (row or {})["reason"], await today(world)) == ("skipped", "daily-cap", 12)
    assert world.simulator.attempts == []


async def test_an_end_is_told_beyond_the_cap(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await had(world, 11)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)

    assert ([body[:6] for body in world.bodies(PHONE)], await today(world)) == (["504 Ki", "Clear:"], 12)


async def test_a_text_that_goes_twice_counts_once(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await had(world, 7)
    world.simulator.faults.next(Fault.HTTP_429)
    await tell_of_something_new(world, dispatcher)
    await wait()
    await world.drain(dispatcher)

    [body] = world.bodies(PHONE)
    assert (await today(world), body.count("STATUS")) == (8, 1)


async def test_two_texts_of_one_batch_have_two_numbers(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    await had(world, 6)
    await world.set_rider(1, quiet=quiet_now(world))
    for _ in range(2):
        await tell_of_something_new(world, dispatcher)
    await world.set_rider(1, quiet=None)
    await release_held("rider-0001")
    await world.drain(dispatcher)

    assert sorted("STATUS" in body for body in world.bodies(PHONE)) == [False, True]
    assert await today(world) == 8


@pytest.mark.parametrize("fault", [Fault.HTTP_500, Fault.ACCEPT_THEN_CLOSE])
async def test_a_text_whose_answer_was_lost_counts_once(world: World, dispatcher: Dispatcher, fault: Fault) -> None:
    await world.rider(1)
    await had(world, 3)
    world.simulator.faults.next(fault)
    await tell_of_something_new(world, dispatcher)
    await reconcile(world, dispatcher)
    await world.drain(dispatcher)

    assert (len(world.bodies(PHONE)), await today(world)) == (1, 4)


async def test_the_claim_of_a_dead_dispatcher_counts_once(world: World, dispatcher: Dispatcher) -> None:
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

    assert (len(world.bodies(PHONE)), await today(world)) == (1, 1)
