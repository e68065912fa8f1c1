"""Answers that got lost, dispatchers that died, events that cannot be told: still one text each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.documents.fanout import FanoutDocument
from models.documents.opt_out import opt_out
from models.documents.sender import Sender
from models.documents.subscriber import Subscriber
from models.event import Change, encode_event, event_of
from models.incident import Why
from notifier.dispatcher import Dispatcher
from notifier.wiring.taking_over import build_take_over
from runtime.mongo import collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.integration.notifier.hands import next_fanout, one_page, only_claim, reconcile, wait


@pytest.mark.parametrize("fault", [Fault.ACCEPT_THEN_CLOSE, Fault.ACCEPT_THEN_HANG, Fault.HTTP_500_AFTER_ACCEPT])
async def test_a_text_whose_answer_was_lost_is_found_and_not_sent_again(
    world: World, dispatcher: Dispatcher, fault: Fault
) -> None:
    phone = await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(fault)
    await world.tell(dispatcher, event)
    before = await world.states()

    await reconcile(world, dispatcher)
    await world.drain(dispatcher)

    assert (before, await world.states(), len(world.bodies(phone))) == (["unknown"], ["accepted"], 1)


@pytest.mark.parametrize("fault", [Fault.HTTP_500, Fault.HANG_BEFORE_ACCEPT])
async def test_a_text_that_never_arrived_is_sent_again_once_twilio_was_asked(
    world: World, dispatcher: Dispatcher, fault: Fault
) -> None:
    phone = await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(fault)
    await world.tell(dispatcher, event)
    attempts_before_asking = len(world.simulator.attempts)

    await reconcile(world, dispatcher)
    await world.drain(dispatcher)

    assert (attempts_before_asking, len(world.bodies(phone)), await world.states()) == (1, 1, ["accepted"])


async def test_a_throttled_text_is_posted_again(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(Fault.HTTP_429)
    await world.tell(dispatcher, event)
    await wait()
    await world.drain(dispatcher)

    assert (len(world.bodies(phone)), [row["attempt"] for row in await world.deliveries()]) == (1, [2])


async def test_error_21610_is_a_stop_that_we_did_not_see(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    world.simulator.account.opt_outs.add((SENDER, phone))
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)

    rider = await collection_of(Subscriber).find_one({"phone": phone})
    assert (await world.states(), rider and rider["status"]) == (["failed"], "stopped")


async def test_a_claim_that_a_dead_dispatcher_left_is_settled_by_the_next_one(world: World) -> None:
    phone = await world.rider(1)
    first = await world.open_dispatcher("one")
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(first, event)
    # The first dispatcher dies right after its claim.
    text = await only_claim(world, first)
    await collection_of(Sender).update_one({"_id": SENDER}, {"$set": {"expires_at": None}})
    second = await world.open_dispatcher("two")
    await world.drain(second)
    untouched = world.bodies(phone)

    await reconcile(world, second)
    await reconcile(world, second)
    await world.drain(second)

    assert (text, untouched, len(world.bodies(phone))) == (1, [], 1)


async def test_a_stale_dispatcher_cannot_move_a_fanout(world: World) -> None:
    await world.rider(1)
    first = await world.open_dispatcher("one")
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(first, event)
    await collection_of(FanoutDocument).update_one({}, {"$set": {"epoch": 9}})

    with pytest.raises(Exception, match="ttc/80001"):
        await world.drain(first)


async def test_a_stop_between_claim_and_post_is_seen(world: World) -> None:
    phone = await world.rider(1)
    first = await world.open_dispatcher("one")
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(first, event)
    claims = await only_claim(world, first)
    await collection_of(Subscriber).update_one({"phone": phone}, {"$set": {"status": "stopped"}})
    await collection_of(Sender).update_one({"_id": SENDER}, {"$set": {"expires_at": None}})
    second = await world.open_dispatcher("two")
    await reconcile(world, second)
    await reconcile(world, second)
    await world.drain(second)

    assert (claims, world.simulator.attempts, await world.states()) == (1, [], ["skipped"])


async def test_a_clear_waits_for_a_notice_without_outcome(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(Fault.ACCEPT_THEN_CLOSE)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)
    before = len(world.bodies(phone))
    await reconcile(world, dispatcher)
    await collection_of(FanoutDocument).update_many({"state": "sweeping"}, {"$set": {"not_before": cleared.at}})
    await world.drain(dispatcher)

    assert (before, [body[:6] for body in world.bodies(phone)]) == (1, ["504 Ki", "Clear:"])


async def test_a_clear_reaches_whose_notice_settled_while_its_pass_ran(world: World, dispatcher: Dispatcher) -> None:
    phones = [await world.rider(number) for number in range(1, 4)]
    incident, opened = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(Fault.ACCEPT_THEN_CLOSE)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.take_over(dispatcher, cleared)
    # A page of one rider a turn; the unknown notice is settled after the first page.
    await one_page(world, dispatcher)
    await reconcile(world, dispatcher)
    await world.drain(dispatcher)
    await collection_of(FanoutDocument).update_many({"state": "sweeping"}, {"$set": {"not_before": cleared.at}})
    await world.drain(dispatcher)

    assert [[body[:6] for body in world.bodies(phone)] for phone in phones] == [["504 Ki", "Clear:"]] * 3


async def test_one_number_that_twilio_cannot_list_does_not_hold_up_the_others(
    world: World, dispatcher: Dispatcher
) -> None:
    await world.rider(1)
    phone = await world.rider(2)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(Fault.HTTP_500, Fault.HTTP_500)
    await world.tell(dispatcher, event)
    # No list will ever be had for this one.
    await collection_of(Subscriber).update_one({"_id": "rider-0001"}, {"$set": {"phone": "not a number"}})
    await reconcile(world, dispatcher)
    await world.drain(dispatcher)

    assert len(world.bodies(phone)) == 1


async def test_an_event_that_cannot_be_told_does_not_silence_the_others(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    _incident, broken = await world.change(replace(new_incident(), zone="Nowhere/At_all"), Change.OPENED)
    await world.take_over(dispatcher, broken)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)

    assert len(world.bodies(phone)) == 1


async def test_a_late_21610_does_not_stop_who_came_back(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    world.simulator.account.opt_outs.add((SENDER, phone))
    _incident, event = await world.change(new_incident(), Change.OPENED)
    # START, which sets every subscription anew, is applied while the text is on its way.
    later = world.clock.now() + timedelta(minutes=1)
    await world.take_over(dispatcher, event)
    fanout = await next_fanout(dispatcher, later)
    await dispatcher._telling.turn(fanout, limit=1, epoch=1, now=world.clock.now())
    await collection_of(Subscriber).update_one({"phone": phone}, {"$set": {"subscriptions.0.active_since": later}})
    await opt_out("rider-0001", proof="delivery", attempted_at=world.clock.now())

    rider = await collection_of(Subscriber).find_one({"phone": phone})
    assert (rider or {})["status"] == "active"


async def test_a_fanout_of_an_unknown_version_lets_the_others_go_first(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    _incident, unreadable = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, unreadable)
    await collection_of(FanoutDocument).update_one({}, {"$set": {"event.schema_version": 99}})
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)
    await world.drain(dispatcher)
    await world.drain(dispatcher)

    assert len(world.bodies(phone)) == 1


async def test_a_record_that_nobody_foresaw_goes_to_the_dead_letters(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, strange = await world.change(new_incident(), Change.OPENED)
    letters: list[bytes] = []

    class Letters:
        async def send(self, topic: str, *, key: str, value: bytes) -> None:
            letters.append(value)

    handle = build_take_over(world.settings, Letters(), dispatcher)  # type: ignore[arg-type]  # a producer's one method
    # BSON has no number as large as this.
    await handle(encode_event(strange.model_copy(update={"revision": 2**70})))
    await world.tell(dispatcher, event_of(incident, Change.OPENED, incident.why, at=strange.at))

    assert (len(letters), len(world.bodies(phone))) == (1, 1)
