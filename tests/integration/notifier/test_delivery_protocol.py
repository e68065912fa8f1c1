"""Who is told what, and when: the protocol on a real database, against the Twilio simulator."""

from datetime import timedelta

from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.incident import IncidentDocument
from models.event import Change, decode_event, encode_event
from models.incident import AlertClass, Why
from models.rider import Level, RiderStatus
from models.route import Route
from models.target import agency_target, mode_target
from notifier.dispatcher import Dispatcher
from runtime.mongo import collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import World, new_incident
from tests.integration.notifier.hands import one_page, told_in_reply


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


async def test_planned_work_is_told_by_a_reminder_alone_and_ends_quietly(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(alert_class=AlertClass.PLANNED), Change.OPENED)
    await world.tell(dispatcher, opened)
    before = len(world.bodies(phone))
    for _ in range(2):  # Kafka may bring it twice
        await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(hours=6)))
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)

    assert (before, [body.split(":")[0] for body in world.bodies(phone)]) == (0, ["Planned"])


async def test_of_a_week_of_nights_a_rider_hears_once(world: World, dispatcher: Dispatcher) -> None:
    phone, incident = await world.rider(1), new_incident(alert_class=AlertClass.PLANNED)
    incident, opened = await world.change(incident, Change.OPENED)
    await world.tell(dispatcher, opened)
    await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(hours=6)))
    late = await world.rider(2)
    await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(hours=30)))

    assert (len(world.bodies(phone)), len(world.bodies(late))) == (1, 1)


async def test_a_change_of_planned_work_goes_to_who_was_told_and_the_reminder_to_the_others(
    world: World, dispatcher: Dispatcher
) -> None:
    told, incident = await world.rider(1), new_incident(alert_class=AlertClass.PLANNED)
    incident, opened = await world.change(incident, Change.OPENED)
    await world.tell(dispatcher, opened)
    await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(hours=6)))
    late = await world.rider(2)
    incident, updated = await world.change(incident, Change.UPDATED, why=Why("updated", "routes added"))
    await world.tell(dispatcher, updated)
    await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(hours=6)))

    assert [[body.split(":")[0] for body in world.bodies(each)] for each in (told, late)] == [
        ["Planned", "Update"],
        ["Planned"],
    ]


async def test_a_reminder_that_was_to_be_tried_again_is_told_as_its_work_stands(
    world: World, dispatcher: Dispatcher
) -> None:
    phone, incident = await world.rider(1), new_incident(alert_class=AlertClass.PLANNED)
    incident, opened = await world.change(incident, Change.OPENED)
    await world.tell(dispatcher, opened)
    world.simulator.faults.next(Fault.HTTP_429)
    await world.take_over(dispatcher, await world.remind(incident, starts_in=timedelta(hours=6)))
    await dispatcher.turn(world.clock.now())
    await dispatcher.finished()
    [row] = await world.deliveries()
    later = world.clock.now() + timedelta(hours=1)
    kept = {"not_before": later, "again_for": 30003}
    await collection_of(Delivery).update_one({"_id": row["_id"]}, {"$set": kept})
    incident, updated = await world.change(incident, Change.UPDATED, why=Why("updated", "routes added"))
    await world.tell(dispatcher, updated)
    await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(hours=6)))
    [after] = await world.deliveries()

    # The new one may get lost once, as any other.
    assert (row["state"], after["state"], after["again_for"]) == ("retry", "accepted", None)
    assert [body.split(":")[0] for body in world.bodies(phone)] == ["Planned"]


async def test_a_reminder_whose_work_has_begun_is_not_sent(world: World, dispatcher: Dispatcher) -> None:
    phone, incident = await world.rider(1), new_incident(alert_class=AlertClass.PLANNED)
    incident, opened = await world.change(incident, Change.OPENED)
    await world.tell(dispatcher, opened)
    await world.tell(dispatcher, await world.remind(incident, starts_in=timedelta(seconds=-1)))

    assert world.bodies(phone) == []


async def test_information_is_texted_to_nobody(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(alert_class=AlertClass.INFO), Change.OPENED)
    await world.tell(dispatcher, opened)
    _incident, updated = await world.change(incident, Change.UPDATED)
    await world.tell(dispatcher, updated)

    assert world.bodies(phone) == []


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


async def test_what_a_reply_told_is_not_texted_again_and_gets_its_clear(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await told_in_reply(world, incident.id)
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


async def test_a_clear_reaches_riders_of_a_route_that_the_alert_has_dropped(
    world: World, dispatcher: Dispatcher
) -> None:
    phone = await world.rider(1)
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, opened)
    queen = Route("ttc/route/501", "ttc", "501", "501", "Queen", 0)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"), routes=(queen,))
    await world.tell(dispatcher, cleared)

    assert [body[:6] for body in world.bodies(phone)] == ["504 Ki", "Clear:"]


async def test_a_rider_of_all_streetcars_is_told_of_each_by_its_name(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1, target=mode_target("ttc", 0))
    targets = ("ttc/route/504", mode_target("ttc", 0), agency_target("ttc"))
    _incident, event = await world.change(new_incident(), Change.OPENED, targets=targets)
    await world.tell(dispatcher, event)

    assert [body.split(":")[0] for body in world.bodies(phone)] == ["504 King"]


async def test_information_goes_to_who_asked_for_all(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    await world.set_rider(1, **{"subscriptions.0.level": Level.ALL.value})
    incident, opened = await world.change(new_incident(alert_class=AlertClass.INFO), Change.OPENED)
    await world.tell(dispatcher, opened)
    incident, updated = await world.change(incident, Change.UPDATED)
    await world.tell(dispatcher, updated)
    _incident, cleared = await world.change(incident, Change.CLEARED, why=Why("absent"))
    await world.tell(dispatcher, cleared)

    assert [body.split(":")[0] for body in world.bodies(phone)] == ["504 King", "Update"]


async def test_a_newer_revision_goes_on_where_the_older_one_had_got_to(world: World, dispatcher: Dispatcher) -> None:
    phones = [await world.rider(number) for number in range(1, 5)]
    incident, opened = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, opened)
    for _ in range(2):
        await one_page(world, dispatcher)
    _incident, updated = await world.change(incident, Change.UPDATED)
    await world.take_over(dispatcher, updated)
    await one_page(world, dispatcher)
    third = [[body.split(":")[0] for body in world.bodies(phone)] for phone in phones]
    await world.drain(dispatcher)

    assert third == [["504 King"], ["504 King"], ["504 King"], []]
    assert [[body.split(":")[0] for body in world.bodies(phone)] for phone in phones] == [
        ["504 King", "Update"],
        ["504 King", "Update"],
        ["504 King"],
        ["504 King"],
    ]
