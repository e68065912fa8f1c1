"""One text each, whatever gets lost: the protocol on a real database, against the Twilio simulator."""

import asyncio
from datetime import timedelta

import pytest

from models.delivery import Channel, DeliveryState, Kind, Slot, delivery_id
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.incident import IncidentDocument
from models.documents.sender import Sender
from models.documents.subscriber import Subscriber
from models.event import Change, decode_event, encode_event
from models.incident import AlertClass, Why
from models.rider import RiderStatus
from notifier.dispatcher import Dispatcher
from runtime.mongo import collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import SENDER, World, new_incident


async def test_an_event_becomes_one_text_for_each_rider_of_its_route(world: World, dispatcher: Dispatcher) -> None:
    phones = [await world.rider(number) for number in range(120)]
    _incident, event = await world.change(new_incident(), Change.OPENED)

    await world.tell(dispatcher, event)

    assert [len(world.bodies(phone)) for phone in phones] == [1] * 120


async def test_the_event_leaves_its_incident_when_the_fanout_is_stored(world: World, dispatcher: Dispatcher) -> None:
    incident, event = await world.change(new_incident(), Change.OPENED)

    await world.take_over(dispatcher, event)

    row = await collection_of(IncidentDocument).find_one({"_id": incident.id})
    fanouts = await collection_of(FanoutDocument).count_documents({"incident": incident.id})
    assert (row and row["events"], fanouts) == ([], 1)


async def test_an_event_that_arrives_twice_is_told_once(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)

    await world.tell(dispatcher, event)
    await world.tell(dispatcher, event)

    assert len(world.bodies(phone)) == 1


async def test_an_event_without_its_selectors_takes_them_from_its_incident(
    world: World, dispatcher: Dispatcher
) -> None:
    phone = await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)

    await world.tell(dispatcher, decode_event(encode_event(event, most_bytes=0)))

    assert [body.split(":")[0] for body in world.bodies(phone)] == ["504 King"]


async def test_a_rider_who_subscribed_after_the_event_is_not_told(world: World, dispatcher: Dispatcher) -> None:
    _incident, event = await world.change(new_incident(), Change.OPENED)
    phone = await world.rider(1, since=event.at + timedelta(seconds=1))

    await world.tell(dispatcher, event)

    assert world.bodies(phone) == []


async def test_a_stopped_rider_causes_not_even_an_attempt(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1, status=RiderStatus.STOPPED)
    _incident, event = await world.change(new_incident(), Change.OPENED)

    await world.tell(dispatcher, event)

    assert world.simulator.attempts == []


async def test_an_update_and_a_clear_reach_those_who_were_told(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    incident, updated = await world.change(incident, Change.UPDATED)
    await world.tell(dispatcher, updated)
    late = await world.rider(2)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)

    assert ([body.split(":")[0] for body in world.bodies(phone)], world.bodies(late)) == (
        ["504 King", "Update", "Clear"],
        [],
    )


async def test_information_and_planned_work_end_quietly(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(alert_class=AlertClass.PLANNED), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)

    assert len(world.bodies(phone)) == 1


async def test_a_newer_revision_takes_the_place_of_an_older_one(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    _incident, updated = await world.change(incident, Change.UPDATED)
    await world.take_over(dispatcher, updated)
    await world.drain(dispatcher)

    assert [row["kind"] for row in await world.deliveries()] == ["first"]
    assert len(world.bodies(phone)) == 1


async def test_an_old_event_that_comes_late_is_dropped(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)
    await world.tell(dispatcher, opened)

    assert world.simulator.attempts == []


async def test_a_reopened_incident_is_told_again_only_to_those_who_heard_it_was_over(
    world: World, dispatcher: Dispatcher
) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    incident, again = await world.change(incident, Change.UPDATED, why=Why("reopened"))
    await world.tell(dispatcher, again)
    incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)
    _incident, again = await world.change(incident, Change.UPDATED, why=Why("reopened"))
    await world.tell(dispatcher, again)

    assert [body[:14] for body in world.bodies(phone)] == ["504 King: No s", "Clear: 504 Kin", "Update: again:"]


@pytest.mark.parametrize("fault", [Fault.ACCEPT_THEN_CLOSE, Fault.ACCEPT_THEN_HANG, Fault.HTTP_500_AFTER_ACCEPT])
async def test_a_text_whose_answer_was_lost_is_found_and_not_sent_again(
    world: World, dispatcher: Dispatcher, fault: Fault
) -> None:
    phone = await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(fault)
    await world.tell(dispatcher, event)
    before = await world.states()

    await _reconcile(world, dispatcher)
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

    await _reconcile(world, dispatcher)
    await world.drain(dispatcher)

    assert (attempts_before_asking, len(world.bodies(phone)), await world.states()) == (1, 1, ["accepted"])


async def test_a_throttled_text_is_posted_again(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(Fault.HTTP_429)
    await world.tell(dispatcher, event)
    await _wait()
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
    text = await _only_claim(world, first)
    await collection_of(Sender).update_one({"_id": SENDER}, {"$set": {"expires_at": None}})
    second = await world.open_dispatcher("two")
    await world.drain(second)
    untouched = world.bodies(phone)

    await _reconcile(world, second)
    await _reconcile(world, second)
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
    claims = await _only_claim(world, first)
    await collection_of(Subscriber).update_one({"phone": phone}, {"$set": {"status": "stopped"}})
    await collection_of(Sender).update_one({"_id": SENDER}, {"$set": {"expires_at": None}})
    second = await world.open_dispatcher("two")
    await _reconcile(world, second)
    await _reconcile(world, second)
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
    await _reconcile(world, dispatcher)
    await collection_of(FanoutDocument).update_many({"state": "sweeping"}, {"$set": {"not_before": cleared.at}})
    await world.drain(dispatcher)

    assert (before, [body[:6] for body in world.bodies(phone)]) == (1, ["504 Ki", "Clear:"])


async def test_what_a_reply_told_is_not_texted_again_and_gets_its_clear(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await _told_in_reply(world, incident.id)
    await world.tell(dispatcher, opened)
    before = world.bodies(phone)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)

    assert (before, [body[:6] for body in world.bodies(phone)]) == ([], ["Clear:"])


async def test_a_rider_who_changed_while_the_fanout_ran_is_swept_up(world: World, dispatcher: Dispatcher) -> None:
    await world.rider(5)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)
    # One turn: the cursor is now behind everybody; then a rider appears whose webhook had read before the event.
    await dispatcher.turn(world.clock.now())
    phone = await world.rider(1, since=event.at - timedelta(milliseconds=1))
    await world.drain(dispatcher)

    assert len(world.bodies(phone)) == 1


async def _reconcile(world: World, dispatcher: Dispatcher) -> None:
    await _wait()
    await world.clock.refresh()
    await dispatcher.settle(world.clock.now())
    await _wait()


async def _wait() -> None:
    """Longer than the shrunk durations of the settings."""
    await asyncio.sleep(0.05)


async def _only_claim(world: World, dispatcher: Dispatcher) -> int:
    """A dispatcher that dies between claim and look; the number of its claims."""
    fanout = await dispatcher._fanouts.find_due(SENDER, world.clock.now() + timedelta(seconds=5))
    assert fanout is not None
    turn = await dispatcher._telling.turn(fanout, limit=10, epoch=1, now=world.clock.now())
    return len(turn.claimed)


async def _told_in_reply(world: World, incident: str) -> None:
    now = world.clock.now()
    name = delivery_id(incident=incident, occasion="1", slot=Slot.NOTICE, subscriber="rider-0001")
    await collection_of(Delivery).insert_one(
        {
            "_id": name,
            "sender": SENDER,
            "incident": incident,
            "subscriber": "rider-0001",
            "occasion": "1",
            "slot": Slot.NOTICE.value,
            "kind": Kind.FIRST.value,
            "revision": 1,
            "channel": Channel.REPLY.value,
            "state": DeliveryState.ACCEPTED.value,
            "changed_at": now,
        }
    )
