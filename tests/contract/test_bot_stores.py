"""What the bot asks of its stores, held by the fake in memory and by MongoDB alike."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from bot.catching_up.missed import Missed
from bot.commands.command import Unknown
from bot.conversation.outcome import Effect, Outcome, Situation
from bot.conversation.wants import Wants
from bot.hearing import ports
from bot.hearing.message import Inbound, Logged, Seen
from bot.hearing.ports import Forgetting, InboundLog, Reading, Riders, ToldRows
from bot.stores.consent_hash import ConsentKeys
from bot.stores.forgetting import MongoForgetting
from bot.stores.held_texts import MongoHeldTexts
from bot.stores.inbound_log import MongoInboundLog
from bot.stores.notes import MongoNotes
from bot.stores.riders import MongoRiders
from bot.stores.situation import MongoReading
from bot.stores.told_rows import MongoToldRows
from models.incident import Incident, IncidentState, encode_incident
from models.rider import Answer, Rider, RiderStatus, Subscription, Told
from runtime.mongo import Database
from sandbox.chat.memory import BotMemory
from tests.fakes.bot_world import KING, NEW, NOW, PHONE, QUEEN, SENDER, make_inbound, make_incident, make_sid


@dataclass(frozen=True, slots=True)
class Stores:
    """One implementation of every port."""

    reading: Reading
    log: InboundLog
    riders: Riders
    told: ToldRows
    forgetting: Forgetting
    put: Callable[[Sequence[Incident]], Awaitable[object]]
    told_ids: Callable[[], Awaitable[list[str]]]


@pytest.fixture(params=["memory", "mongodb"])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "memory":
        return _in_memory(BotMemory(NOW))
    return _in_mongodb(request.getfixturevalue("database"))


def _in_memory(memory: BotMemory) -> Stores:
    async def put(incidents: Sequence[Incident]) -> None:
        memory.incidents.extend(incidents)

    async def told_ids() -> list[str]:
        return list(memory.told)

    return _stores(memory.stores(), put, told_ids)


def _in_mongodb(database: Database) -> Stores:
    async def put(incidents: Sequence[Incident]) -> None:
        await database["incidents"].insert_many([encode_incident(each) | {"events": [{}]} for each in incidents])

    async def told_ids() -> list[str]:
        return [row["_id"] async for row in database["deliveries"].find({"channel": "reply"})]

    stores = ports.Stores(
        reading=MongoReading(database),
        log=MongoInboundLog(database),
        riders=MongoRiders(database),
        told=MongoToldRows(database),
        notes=MongoNotes(database),
        held=MongoHeldTexts(),
        forgetting=MongoForgetting(database, ConsentKeys(database, None)),
    )
    return _stores(stores, put, told_ids)


def _stores(
    stores: ports.Stores,
    put: Callable[[Sequence[Incident]], Awaitable[object]],
    told_ids: Callable[[], Awaitable[list[str]]],
) -> Stores:
    return Stores(stores.reading, stores.log, stores.riders, stores.told, stores.forgetting, put, told_ids)


MESSAGE = Inbound(make_sid(1), PHONE, SENDER, "hello", Unknown("hello"))
OUTCOME = Outcome(NEW, "Hi.", Effect.ANSWERED)
ANSWERED = replace(NEW, version=1, recent=(Answer(make_sid(1), "Hi."),))
SUBSCRIBED = replace(ANSWERED, subscriptions=(Subscription(KING, "504 King", NOW),))


def without_time(rider: Rider | None) -> Rider | None:
    return rider and replace(rider, changed_at=None)


async def test_nobody_is_read_as_nobody(stores: Stores) -> None:
    seen = await stores.reading.read(MESSAGE, Wants())

    assert (seen.rider, seen.logged, seen.situation.incidents) == (None, None, ())
    assert seen.situation.read_at.tzinfo is not None


async def test_a_rider_is_read_as_stored(stores: Stores) -> None:
    assert await stores.riders.add(SUBSCRIBED)

    assert without_time((await stores.reading.read(MESSAGE, Wants())).rider) == SUBSCRIBED


async def test_a_phone_becomes_a_rider_once(stores: Stores) -> None:
    await stores.riders.add(ANSWERED)

    assert not await stores.riders.add(ANSWERED)
    assert not await stores.riders.add(replace(ANSWERED, id="other"))


async def test_a_change_is_stored_in_one_piece(stores: Stores) -> None:
    await stores.riders.add(ANSWERED)
    changed = replace(SUBSCRIBED, version=2, recent=(*ANSWERED.recent, Answer(make_sid(2), None)))

    assert await stores.riders.replace(ANSWERED, changed)
    assert without_time((await stores.reading.read(MESSAGE, Wants())).rider) == changed


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(replace(ANSWERED, version=0), id="another message came between"),
        pytest.param(replace(ANSWERED, status=RiderStatus.STOPPED), id="error 21610 came between"),
    ],
)
async def test_a_change_of_a_rider_who_changed_meanwhile_is_refused(stores: Stores, seen: Rider) -> None:
    await stores.riders.add(ANSWERED)
    changed = replace(SUBSCRIBED, recent=(Answer(make_sid(2), None),))

    assert not await stores.riders.replace(seen, changed)
    assert without_time((await stores.reading.read(MESSAGE, Wants())).rider) == ANSWERED


async def test_a_message_is_never_applied_twice(stores: Stores) -> None:
    await stores.riders.add(ANSWERED)

    assert not await stores.riders.replace(ANSWERED, SUBSCRIBED)


async def test_a_message_is_logged_once(stores: Stores) -> None:
    seen = Seen(Situation(NOW), replace(NEW, version=7))

    assert await stores.log.record(MESSAGE, OUTCOME, seen)
    assert not await stores.log.record(MESSAGE, replace(OUTCOME, effect=Effect.OPTED_IN), seen)
    assert (await stores.reading.read(MESSAGE, Wants())).logged == Logged(NEW.id, 7)


async def test_a_message_can_be_given_to_whom_it_belongs(stores: Stores) -> None:
    await stores.log.record(MESSAGE, OUTCOME, Seen(Situation(NOW)))
    await stores.log.assign(MESSAGE, "other")

    assert (await stores.reading.read(MESSAGE, Wants())).logged == Logged("other", 0)


async def test_a_message_that_nobody_heard_leaves_a_bare_sid(stores: Stores) -> None:
    await stores.log.dismiss(MESSAGE)
    await stores.log.dismiss(MESSAGE)

    assert (await stores.reading.read(MESSAGE, Wants())).logged == Logged("", 0, is_spent=True)
    assert not await stores.log.record(MESSAGE, OUTCOME, Seen(Situation(NOW)))


async def test_a_late_message_is_known_for_one(stores: Stores) -> None:
    late = replace(MESSAGE, missed=Missed(NOW, NOW))
    await stores.log.record(late, OUTCOME, Seen(Situation(NOW)))

    assert (await stores.reading.read(MESSAGE, Wants())).logged == Logged(NEW.id, 0, is_late=True)


async def test_whoever_is_forgotten_leaves_spent_messages_and_one_answer(stores: Stores) -> None:
    await stores.riders.add(replace(ANSWERED, status=RiderStatus.FORGOTTEN))
    await stores.log.record(MESSAGE, OUTCOME, Seen(Situation(NOW)))
    for _ in range(2):
        await stores.forgetting.forget(replace(ANSWERED, status=RiderStatus.FORGOTTEN))
    seen = await stores.reading.read(MESSAGE, Wants())

    assert (seen.rider, seen.logged) == (None, Logged(NEW.id, 0, is_spent=True, reply="Hi."))


async def test_only_open_incidents_on_the_routes_asked_about_are_read(stores: Stores) -> None:
    on_king, on_queen = make_incident("504"), make_incident("501")
    over = replace(make_incident("504", "Over"), state=IncidentState.CLOSED, closed_at=NOW)
    await stores.put([on_king, on_queen, over])

    assert (await stores.reading.read(MESSAGE, Wants((KING,)))).situation.incidents == (on_king,)
    assert len((await stores.reading.read(MESSAGE, Wants((KING, QUEEN)))).situation.incidents) == 2
    assert (await stores.reading.read(MESSAGE, Wants())).situation.incidents == ()


async def test_a_riders_own_incidents_are_read_with_the_rider(stores: Stores) -> None:
    await stores.put([make_incident("504"), make_incident("501")])
    before = await stores.reading.read(MESSAGE, Wants(is_own=True))
    await stores.riders.add(SUBSCRIBED)

    assert before.situation.incidents == ()
    assert (await stores.reading.read(MESSAGE, Wants(is_own=True))).situation.incidents == (make_incident("504"),)


async def test_what_a_reply_told_is_written_down_once(stores: Stores) -> None:
    first = Answer(make_sid(1), "Now: no service.", (Told("i", 1, "d1"),))
    again = Answer(make_sid(2), "Now: no service.", (Told("i", 1, "d1"), Told("j", 1, "d2")))
    for answer in (first, again):
        await stores.told.record(NEW, answer, Situation(NOW))

    assert sorted(await stores.told_ids()) == ["d1", "d2"]


@pytest.mark.parametrize("hostile", ["$x", "$$x", "$$ROOT", "$a.b", "$", "$x\0"])
async def test_words_that_look_like_expressions_are_words(stores: Stores, hostile: str) -> None:
    message = replace(make_inbound("504"), sender=hostile)
    rider = replace(NEW, sender=hostile)
    await stores.riders.add(rider)

    assert (await stores.reading.read(message, Wants((hostile,)))).rider == rider
