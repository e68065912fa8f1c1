"""Several elevators of a station in one text: who is told what when they fail, change and come back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.wants import Wants
from bot.stores.receipts import MongoReceipts
from bot.stores.situation import MongoReading
from models.delivery import DeliveryState, Kind
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.held import release_held
from models.documents.reacting import Reacting
from models.event import Change
from models.incident import Why
from models.reports import Receipt
from models.rider import Rider
from notifier.deciding.bodies import Bodies, text_for
from notifier.deciding.texts import Owed
from notifier.dispatcher import Dispatcher
from notifier.settling.deliveries import MongoDeliveries
from runtime.mongo import collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.fakes.bot_world import make_inbound
from tests.integration.notifier.conftest import World
from tests.integration.notifier.hands import quiet_now, reconcile
from tests.integration.notifier.station import (
    ELEVATORS,
    PLACES,
    come_back,
    drain_patiently,
    fail,
    mentions,
    states,
    tell,
)
from tests.wordings import WORDINGS


async def test_elevators_that_fail_together_are_told_in_one_text(world: World, dispatcher: Dispatcher) -> None:
    phones = [await world.rider(number, target=ELEVATORS) for number in range(5)]
    _incidents, events = await fail(world)
    await tell(world, dispatcher, events)

    [first, *others] = [world.bodies(phone) for phone in phones]
    assert [len(first), others] == [1, [first] * 4]
    assert first[0].startswith("Pape Station: 3 elevators out: ")
    assert await states(world) == {"accepted": 15}


async def test_one_text_is_one_of_the_day(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    polls = [[f"platform {number}{letter}" for letter in "abc"] for number in range(4)]
    for places in polls:
        _incidents, events = await fail(world, places)
        await tell(world, dispatcher, events)

    assert len(world.bodies(phone)) == 4
    assert [mentions(world, phone, place) for places in polls for place in places] == [1] * 12


async def test_a_lost_answer_that_is_found_is_about_all_that_the_text_tells(
    world: World, dispatcher: Dispatcher
) -> None:
    await world.rider(1, target=ELEVATORS)
    world.simulator.faults.next(Fault.ACCEPT_THEN_CLOSE)
    _incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    before = await states(world)
    await reconcile(world, dispatcher)

    assert (before, await states(world)) == ({"unknown": 1, "carried": 2}, {"accepted": 3})


async def test_elevators_that_come_back_together_are_told_in_one_text(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    await tell(world, dispatcher, await come_back(world, incidents))

    assert [body.split(": ", 2)[:2] for body in world.bodies(phone)][1] == ["Clear", "Pape Station"]
    assert "3 elevators back in service: " in world.bodies(phone)[1]
    assert (len(world.bodies(phone)), await states(world)) == (2, {"accepted": 6})


async def test_each_of_several_that_were_told_together_is_told_to_be_back(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    for each in incidents:
        await tell(world, dispatcher, await come_back(world, [each]))

    assert [body.split(" at ")[-1][:9] for body in world.bodies(phone)[1:]] == ["concourse", "Pape Ave ", "bus bay. "]


async def test_what_changes_about_one_of_them_is_a_text_of_its_own(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    [first, *_others], events = await fail(world)
    await tell(world, dispatcher, events)
    _incident, updated = await world.change(first, Change.UPDATED, why=Why("changed"))
    await tell(world, dispatcher, [updated])

    assert [body.split(":")[0] for body in world.bodies(phone)] == ["Pape Station", "Update"]


async def test_elevators_wait_for_one_another(world: World, dispatcher: Dispatcher) -> None:
    world.settings = world.settings.model_copy(update={"access_waits_s": 90})
    _incidents, [event] = await fail(world, ["concourse"])
    await world.take_over(dispatcher, event)

    row = await collection_of(FanoutDocument).find_one()
    assert row is not None
    assert abs(row["not_before"] - event.at - timedelta(seconds=90)) < timedelta(milliseconds=1)


async def test_one_that_fails_while_the_other_waits_goes_with_it(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    _incidents, [first] = await fail(world, ["concourse"])
    await world.take_over(dispatcher, first)
    world.settings = world.settings.model_copy(update={"access_waits_s": 90})
    _incidents, [second] = await fail(world, ["bus bay"])
    await world.take_over(dispatcher, second)
    await world.drain(dispatcher)

    assert [body.split(" TTC")[0] for body in world.bodies(phone)] == [
        "Pape Station: 2 elevators out: concourse; bus bay."
    ]


async def test_who_knows_of_one_already_is_told_of_the_others(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    for places in (["concourse"], ["bus bay", "Pape Ave entrance"]):
        _incidents, events = await fail(world, places)
        await tell(world, dispatcher, events)

    assert [mentions(world, phone, place) for place in PLACES] == [1, 1, 1]
    assert len(world.bodies(phone)) == 2


async def test_what_is_held_for_the_morning_is_told_together(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    await world.set_rider(1, quiet=quiet_now(world))
    _incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    before = await states(world)
    await world.set_rider(1, quiet=None)
    await release_held("rider-0001")
    await world.drain(dispatcher)

    assert before == {"held": 1, "carried": 2}
    assert (len(world.bodies(phone)), await states(world)) == (1, {"accepted": 3})


async def test_of_what_is_held_for_the_morning_only_what_is_still_out_is_told(
    world: World, dispatcher: Dispatcher
) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    await world.set_rider(1, quiet=quiet_now(world))
    incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    [carrier] = [row for row in await world.deliveries() if row["carries"]]
    still_out = {each.alert.entity_id for each in incidents if each.id == carrier["incident"]}
    others = [each for each in incidents if each.id != carrier["incident"]]
    await tell(world, dispatcher, await come_back(world, others))
    await world.set_rider(1, quiet=None)
    await release_held("rider-0001")
    await drain_patiently(world, dispatcher)

    assert {place for place in PLACES if mentions(world, phone, place)} == still_out
    assert await states(world) == {"accepted": 1, "skipped": 2}


@pytest.mark.parametrize(
    ("fault", "then"),
    [
        pytest.param(Fault.HTTP_429, {"accepted": 3}, id="throttled"),
        pytest.param(Fault.HTTP_500, {"unknown": 1, "carried": 2}, id="never arrived"),
        pytest.param(Fault.ACCEPT_THEN_CLOSE, {"unknown": 1, "carried": 2}, id="the answer was lost"),
    ],
)
async def test_all_of_a_text_goes_again_or_is_found_together(
    world: World, dispatcher: Dispatcher, fault: Fault, then: dict[str, int]
) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    world.simulator.faults.next(fault)
    _incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    before = await states(world)
    await drain_patiently(world, dispatcher)

    assert (before, await states(world), len(world.bodies(phone))) == (then, {"accepted": 3}, 1)


async def test_a_clear_waits_for_the_text_that_carried_its_notice(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    world.simulator.faults.next(Fault.ACCEPT_THEN_CLOSE)
    incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    cleared = await come_back(world, incidents)
    await tell(world, dispatcher, cleared)
    before = len(world.bodies(phone))
    await drain_patiently(world, dispatcher)
    # The next look of the clears' fan-outs comes some seconds later.
    await collection_of(FanoutDocument).update_many({"state": "sweeping"}, {"$set": {"not_before": cleared[0].at}})
    await world.drain(dispatcher)

    assert (before, len(world.bodies(phone)), await states(world)) == (1, 2, {"accepted": 6})


async def test_who_cannot_be_texted_is_told_nothing_of_any(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    world.simulator.account.opt_outs.add(("+14165550199", phone))
    _incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    await drain_patiently(world, dispatcher)

    assert (len(world.simulator.attempts), await states(world)) == (1, {"failed": 1, "skipped": 2})


@pytest.mark.parametrize("reported", [DeliveryState.DELIVERED, DeliveryState.UNDELIVERED])
async def test_a_report_is_about_all_that_a_text_tells(
    world: World, dispatcher: Dispatcher, reported: DeliveryState
) -> None:
    await world.rider(1, target=ELEVATORS)
    _incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    [carrier] = [row for row in await world.deliveries() if row["carries"]]
    reacting = Reacting(suppress_after=3)
    receipts = MongoReceipts(world.database, reacting=reacting, again_after=timedelta(minutes=5))
    for state in (reported, DeliveryState.SENT):
        await receipts.apply_all([Receipt(carrier["_id"], carrier["attempt"], carrier["sid"], state, None)])

    assert await states(world) == {reported.value: 3}


@pytest.mark.parametrize(
    "has_died", [False, True], ids=["all is well", "the bot dies before what it carries is put back"]
)
async def test_a_text_that_goes_once_more_tells_all_again(
    world: World, dispatcher: Dispatcher, *, has_died: bool
) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    _incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    [carrier] = [row for row in await world.deliveries() if row["carries"]]
    receipts = MongoReceipts(world.database, reacting=Reacting(suppress_after=3), again_after=timedelta(0))
    for state, code in ((DeliveryState.SENT, None), (DeliveryState.UNDELIVERED, 30003)):
        await receipts.apply_all([Receipt(carrier["_id"], carrier["attempt"], carrier["sid"], state, code)])
    before = await states(world)
    if has_died:
        await collection_of(Delivery).update_many({"state": "carried"}, {"$set": {"state": "sent"}})
    await drain_patiently(world, dispatcher)

    assert before == {"retry": 1, "carried": 2}
    assert [mentions(world, phone, place) for place in PLACES] == [2, 2, 2]
    assert await states(world) == {"accepted": 3}


async def test_what_has_a_row_by_the_time_of_the_claim_is_not_told_again(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    _incidents, events = await fail(world)
    now = world.clock.now()
    texts = [
        text_for(rider, event, Owed(Kind.FIRST, (ELEVATORS,), event.at + timedelta(hours=1)), Bodies(WORDINGS))
        for rider in [Rider("rider-0001", phone, "+14165550199")]
        for event in events
    ]
    carrier = replace(texts[0], body="All of them.", carries=tuple(texts[1:]), alone=texts[0].body)
    deliveries = MongoDeliveries("+14165550199")
    first = await deliveries.claim(texts[1:2], epoch=1, now=now)
    second = await deliveries.claim([carrier], epoch=1, now=now)

    assert (len(first), second) == (1, [])
    assert await states(world) == {"sending": 1, "held": 2}
    assert {row["body"] for row in await world.deliveries()} == {each.body for each in texts}


async def test_the_last_text_is_about_all_that_it_told(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    asked = make_inbound("mute", phone=phone)
    seen = await MongoReading(world.database).read(asked, Wants(is_about_last_text=True))
    last = seen.situation.last_text

    assert last is not None
    assert {last.incident.id, *last.others} == {each.id for each in incidents}


async def test_a_rider_who_was_told_of_one_in_a_reply_meanwhile_is_told_of_the_others(
    world: World, dispatcher: Dispatcher
) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    await world.set_rider(1, quiet=quiet_now(world))
    _incidents, events = await fail(world)
    await tell(world, dispatcher, events)
    told, *_others = [row for row in await world.deliveries() if row["carrier"]]
    reply = {"state": "accepted", "channel": "reply"}
    await collection_of(Delivery).update_one({"_id": told["_id"]}, {"$set": reply, "$inc": {"attempt": 1}})
    await world.set_rider(1, quiet=None)
    await release_held("rider-0001")
    await drain_patiently(world, dispatcher)

    place = next(each for each in PLACES if each in told["body"])
    assert {each: mentions(world, phone, each) for each in PLACES} == {**dict.fromkeys(PLACES, 1), place: 0}
