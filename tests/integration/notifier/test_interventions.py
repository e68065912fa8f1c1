"""An operator halts, resumes and corrects what riders are told; the commands run as they do in a terminal."""

import asyncio
import time
from collections import Counter
from dataclasses import replace

import pytest

from models.documents.fanout import FanoutDocument
from models.documents.held import release_held
from models.event import Change
from models.wording_files import load_wordings
from notifier.deciding.correction import parse_correction
from notifier.dispatcher import Dispatcher
from notifier.interventions.desk import Desk
from notifier.posting.pace import Pace
from notifier.wiring.taking_over import build_senders
from pipeline.deciding.outcome import Outcome
from pipeline.incident_store import IncidentStore
from runtime.clock import boottime_s
from runtime.mongo import collection_of
from runtime.process import Stop
from sandbox.watching import wait_until
from tests.integration.notifier.asking import ask_notifier
from tests.integration.notifier.conftest import World, new_incident
from tests.integration.notifier.hands import next_fanout, one_page, quiet_now

WORDS = parse_correction({"en": "504 King runs as usual."}, load_wordings())
CORRECTED = "Correction: 504 King runs as usual."


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world.database, build_senders(world.settings))


async def riders(world: World, count: int) -> list[str]:
    return [await world.rider(number) for number in range(1, count + 1)]


async def play(world: World, dispatcher: Dispatcher) -> None:
    """Serve what is due again and again, as the loop does."""
    for _ in range(3):
        await world.drain(dispatcher)


async def test_no_attempt_begins_a_second_after_halt_has_returned(world: World, dispatcher: Dispatcher) -> None:
    await riders(world, 200)
    dispatcher._pace = Pace(20, now_s=boottime_s())
    incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)
    stop = Stop()

    async def has_begun() -> bool:
        return bool(world.simulator.attempts)

    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher.run(stop))
        await wait_until(has_begun, timeout_s=10)
        assert await ask_notifier(world, "halt", incident.id) == (0, f"{incident.id}: halted\n", "")
        halted_at = time.time()
        await asyncio.sleep(3)
        stop.set()

    assert 0 < len(world.simulator.attempts) < 200
    assert [each for each in world.simulator.attempts if each.at > halted_at + 1] == []


async def test_who_was_not_told_because_of_a_halt_is_told_once_when_it_is_lifted(
    world: World, dispatcher: Dispatcher, desk: Desk
) -> None:
    phones = await riders(world, 3)
    incident, event = await world.change(new_incident(), Change.OPENED)
    await world.take_over(dispatcher, event)
    await one_page(world, dispatcher)
    now = world.clock.now()
    fanout = await next_fanout(dispatcher, now)
    # Claimed, and not yet looked at.
    turn = await dispatcher._telling.turn(fanout, limit=1, epoch=1, now=now)
    await desk.halt(incident.id)
    await dispatcher._posting.send(turn.claimed, claimed_at=now, since_s=boottime_s())
    await dispatcher.finished()
    await play(world, dispatcher)
    before = Counter([row["reason"] or row["state"] for row in await world.deliveries()])
    code, said, _err = await ask_notifier(world, "resume", incident.id)
    # A fan-out that was halted looks again every few seconds: they have passed.
    await collection_of(FanoutDocument).update_many({}, {"$set": {"not_before": now}})
    await dispatcher._lease.acquire()
    await play(world, dispatcher)

    assert before == {"accepted": 1, "halted": 1}
    assert (code, said) == (0, f"{incident.id}: goes on; 1 texts that were skipped are looked at again\n")
    assert [len(world.bodies(phone)) for phone in phones] == [1, 1, 1]


async def test_a_poller_that_writes_the_incident_leaves_the_halt_alone(
    world: World, dispatcher: Dispatcher, desk: Desk
) -> None:
    [phone] = await riders(world, 1)
    incident, event = await world.change(new_incident(), Change.OPENED)
    await desk.halt(incident.id)
    known = replace(incident, version=incident.version + 1)
    await IncidentStore(incident.feed).write([Outcome(known, is_new=False)], epoch=1)
    await world.take_over(dispatcher, event)
    await play(world, dispatcher)

    assert world.bodies(phone) == []
    assert [(each.incident, each.halted_at is not None) for each in await desk.find_told()] == [(incident.id, True)]


async def test_a_correction_reaches_once_whoever_was_told_and_nobody_else(
    world: World, dispatcher: Dispatcher, desk: Desk
) -> None:
    told, stopped, muted, quiet = await riders(world, 4)
    incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)
    late = await world.rider(5)
    await world.set_rider(2, status="stopped")
    await world.set_rider(3, muted=[incident.id])
    await world.set_rider(4, quiet=quiet_now(world))
    await desk.halt(incident.id)
    for _ in range(2):
        assert await desk.correct(incident.id, WORDS) == 4
        await play(world, dispatcher)

    assert world.bodies(told)[1:] == [CORRECTED]
    assert [len(world.bodies(phone)) for phone in (stopped, muted, quiet, late)] == [1, 1, 1, 0]
    assert sorted(row["state"] for row in await world.deliveries() if row["slot"] == "correction") == [
        "accepted",
        "held",
        "skipped",
        "skipped",
    ]


async def test_a_second_correction_is_another_text(world: World, dispatcher: Dispatcher, desk: Desk) -> None:
    [phone] = await riders(world, 1)
    incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)
    for said in ("504 King runs.", "504 King runs slowly."):
        await desk.correct(incident.id, parse_correction({"en": said}, load_wordings()))
        await play(world, dispatcher)

    assert world.bodies(phone)[1:] == ["Correction: 504 King runs.", "Correction: 504 King runs slowly."]


async def test_news_of_the_incident_does_not_end_its_correction(
    world: World, dispatcher: Dispatcher, desk: Desk
) -> None:
    [phone] = await riders(world, 1)
    incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)
    await desk.correct(incident.id, WORDS)
    _incident, cleared = await world.change(incident, Change.CLEARED)
    await world.take_over(dispatcher, cleared)
    await play(world, dispatcher)

    assert sorted(body.split()[0] for body in world.bodies(phone)) == ["504", "Clear:", "Correction:"]


async def test_news_of_the_incident_does_not_end_a_correction_that_is_held(
    world: World, dispatcher: Dispatcher, desk: Desk
) -> None:
    [phone] = await riders(world, 1)
    incident, event = await world.change(new_incident(), Change.OPENED)
    await world.tell(dispatcher, event)
    await world.set_rider(1, quiet=quiet_now(world))
    await desk.correct(incident.id, WORDS)
    await play(world, dispatcher)
    incident, updated = await world.change(incident, Change.UPDATED)
    await world.take_over(dispatcher, updated)
    await world.set_rider(1, quiet=None)
    await release_held("rider-0001")
    await play(world, dispatcher)

    assert world.bodies(phone).count(CORRECTED) == 1


async def test_the_commands_list_correct_and_name_what_is_wrong(
    world: World, dispatcher: Dispatcher, desk: Desk
) -> None:
    await riders(world, 2)
    incident, event = await world.change(new_incident(), Change.OPENED)
    await build_senders(world.settings).register()
    await world.take_over(dispatcher, event)
    await one_page(world, dispatcher)
    _code, listed, _err = await ask_notifier(world, "incidents")
    code, said, _err = await ask_notifier(world, "correct", incident.id, "504 King runs as usual.")
    unknown = await ask_notifier(world, "halt", "ttc/none/1")
    long = await ask_notifier(world, "correct", incident.id, "x" * 400)

    assert (
        f"{incident.id}\n  text   No service, collision\n  opened  1 told, 1 left, urgent, from +14165550199" in listed
    )
    assert (code, said) == (0, f"{CORRECTED}\n{incident.id}: goes out to 1 riders who were told\n")
    assert (unknown[0], unknown[2].split(":")[0], "incidents" in unknown[2]) == (1, "ttc/none/1", True)
    assert (long[0], long[1], long[2].split(":")[0]) == (1, "", "not sent")
