"""The bot's webhooks over a real database: races, repetitions, round trips and indexes."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import cycle

import pytest
from pymongo import AsyncMongoClient
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent
from quart import Quart

from bot.__main__ import build
from bot.conversation.wants import Wants
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from bot.stores.situation import stages_of
from models.incident import encode_incident
from runtime.mongo import Database, Row
from runtime.settings import ProcessSettings
from tests.fakes.bot_client import ACCOUNT, BASE_URL, TOKEN, Twilio
from tests.fakes.bot_world import KING, PHONE, SENDER, make_inbound, make_incident, make_sid
from tests.fakes.imported import import_ttc


class Counted(CommandListener):
    """Counts the commands that the webhooks cause."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def started(self, event: CommandStartedEvent) -> None:
        self.commands.append(event.command_name)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        pass

    def failed(self, event: CommandFailedEvent) -> None:
        pass


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
async def apps(database: Database, process_settings: ProcessSettings, counted: Counted) -> AsyncIterator[list[Quart]]:
    """The public application of four bots with the TTC's routes imported, their commands to the database counted."""
    await import_ttc(database)
    settings = BotSettings(
        **process_settings.model_dump(),
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_sender=SENDER,
        public_base_url=BASE_URL,
        texts_per_minute=200,
    )
    client: AsyncMongoClient[Row] = AsyncMongoClient(
        process_settings.mongodb_uri, tz_aware=True, event_listeners=[counted]
    )
    async with client:
        watched = client[database.name]
        directory = KeptDirectory(watched)
        await directory.refresh()
        yield [build(settings, watched, directory) for _ in range(4)]


@pytest.fixture
def twilio(apps: list[Quart]) -> Twilio:
    return Twilio(apps[0])


@pytest.fixture
def twilios(apps: list[Quart]) -> Iterator[Twilio]:
    """Whatever is posted next goes to another bot."""
    return cycle([Twilio(app) for app in apps])


async def rider_row(database: Database) -> Row:
    [row] = [row async for row in database["subscribers"].find({})]
    return row


def targets(row: Row) -> list[str]:
    return sorted(each["target"].rpartition("/")[2] for each in row["subscriptions"])


async def test_a_conversation_from_first_word_to_last(twilio: Twilio, database: Database) -> None:
    incident = make_incident()
    await database["incidents"].insert_one(encode_incident(incident) | {"events": []})
    said = [
        await twilio.text(words, number)
        for number, words in enumerate(
            ["SUBSCRIBE 504", "501", "STATUS", "LIST", "STOP 501", "STOP", "SUBSCRIBE 510", "START", "LIST"], start=1
        )
    ]

    assert said[0][0].startswith("You get alerts for 504 King. Now: 504 King: No service")
    assert said[1:] == [
        ["You get alerts for 501 Queen. No alerts now."],
        ["504 King: No service between Broadview Station and Parliament St due to a collision. TTC 8:12a"],
        ["You get alerts for:\nA 504 King\nB 501 Queen\nREMOVE A ends A."],
        ["No more alerts for 501 Queen. You still get: 504 King."],
        [],
        [],
        [],
        ["You get alerts for:\nA 504 King\nREMOVE A ends A."],
    ]
    row = await rider_row(database)
    assert (row["phone"], row["status"], row["version"], len(row["recent"])) == (PHONE, "active", 9, 9)


async def test_what_a_reply_showed_is_a_delivery(twilio: Twilio, database: Database) -> None:
    incident = make_incident(revision=2)
    await database["incidents"].insert_one(encode_incident(incident) | {"events": []})
    [reply] = await twilio.text("504", 1)
    await twilio.text("504", 1)
    await twilio.text("STATUS", 2)
    [told] = [row async for row in database["deliveries"].find({})]

    assert told["subscriber"] == (await rider_row(database))["_id"]
    assert (told["channel"], told["state"], told["slot"], told["kind"]) == ("reply", "accepted", "notice", "first")
    assert (told["incident"], told["occasion"], told["body"]) == (incident.id, "2", reply)


async def test_consent_is_kept_with_its_words(twilio: Twilio, database: Database) -> None:
    for number, words in enumerate(["Subscribe 504", "LIST", "Stop"], start=1):
        await twilio.text(words, number)
    rows = [row async for row in database["inbound_messages"].find({}).sort("_id", 1)]

    assert [(row["words"], row["effect"], row["consent"]) for row in rows] == [
        ("Subscribe 504", "subscribed", True),
        ("LIST", "answered", False),
        ("Stop", "opted-out", True),
    ]


async def test_first_texts_of_a_new_rider_at_once_make_one_rider(twilios: Iterator[Twilio], database: Database) -> None:
    numbers = ["504", "501", "510", "512", "511"]
    await asyncio.gather(*(next(twilios).text(words, number) for number, words in enumerate(numbers, start=1)))
    row = await rider_row(database)

    assert targets(row) == sorted(numbers)
    assert await database["inbound_messages"].distinct("subscriber") == [row["_id"]]


async def test_one_webhook_delivered_many_times_at_once_is_applied_once(
    twilios: Iterator[Twilio], database: Database
) -> None:
    said = await asyncio.gather(*(next(twilios).text("504", 1) for _ in range(8)))
    row = await rider_row(database)

    assert (row["version"], len(row["recent"]), targets(row)) == (1, 1, ["504"])
    assert len({tuple(each) for each in said}) == 1


async def test_thirty_texts_at_once_of_one_rider_are_all_answered(twilio: Twilio, database: Database) -> None:
    said = await asyncio.gather(*(twilio.text("LIST", number) for number in range(30)))

    assert {tuple(each) for each in said} == {("You get no alerts now. Write for example SUBSCRIBE 504.",)}
    assert (await rider_row(database))["version"] == 30


async def test_stop_and_subscribe_at_once_end_as_one_after_the_other(
    twilios: Iterator[Twilio], database: Database
) -> None:
    for number in range(1, 21, 2):
        await asyncio.gather(next(twilios).text("STOP", number), next(twilios).text("504", number + 1))
    row = await rider_row(database)

    assert (row["status"], row["version"]) == ("stopped", 20)


@pytest.mark.parametrize(
    "words",
    [
        *("SUBSCRIBE 504", "504 and 501", "501 weekdays 7-9am", "STATUS", "504?", "MORE", "LIST", "WHY", "MUTE"),
        *("STOP", "START", "YES", "STOP 504", "PAUSE 2H", "RESUME", "QUIET 10PM-6AM", "FRANCAIS", "FORGET ME", "SURE"),
        *("hello", "", "x" * 1600),
    ],
    ids=lambda words: words[:20] or "nothing",
)
@pytest.mark.parametrize("is_known", [True, False], ids=["a known rider", "a new rider"])
async def test_a_webhook_makes_at_most_four_round_trips(
    twilio: Twilio, database: Database, counted: Counted, words: str, is_known: bool
) -> None:
    await database["incidents"].insert_one(encode_incident(make_incident()) | {"events": []})
    if is_known:
        await twilio.text("504", 1)
    counted.commands.clear()
    await twilio.text(words, 2)

    assert 2 <= len(counted.commands) <= 4


async def test_riders_of_the_version_before_are_served(twilio: Twilio, database: Database) -> None:
    """As it wrote them: no windows, levels, pauses or questions, and a log without phones."""
    subscription = {"target": KING, "label": "504 King", "active_since": datetime(2026, 8, 1, tzinfo=UTC)}
    answer = {"sid": make_sid(1), "reply": "You get alerts for 504 King.", "told": []}
    await database["subscribers"].insert_one(
        {
            "_id": "old",
            "phone": PHONE,
            "sender": SENDER,
            "status": "active",
            "language": "en",
            "version": 1,
            "subscriptions": [subscription],
            "recent": [answer],
            "changed_at": datetime(2026, 8, 1, tzinfo=UTC),
        }
    )
    await database["inbound_messages"].insert_one(
        {
            "_id": make_sid(1),
            "subscriber": "old",
            "words": "504",
            "effect": "subscribed",
            "consent": True,
            "seen_version": 0,
            "received_at": datetime(2026, 8, 1, tzinfo=UTC),
        }
    )
    said = [
        (await twilio.text(words, number))[0]
        for number, words in enumerate(["504", "LIST", "501", "PAUSE 2H", "FORGET ME", "SURE"], start=1)
    ]

    assert said[0] == answer["reply"]
    assert "504 King" in said[1]
    assert "501 Queen" in said[2]
    assert await database["subscribers"].count_documents({}) == 0
    assert await database["inbound_messages"].count_documents({"phone": {"$exists": True}}) == 0


@pytest.mark.parametrize(
    ("wants", "indexes"),
    [
        pytest.param(Wants((KING,)), ["current"], id="routes that were named"),
        pytest.param(Wants(is_own=True), ["current", "_id_"], id="the rider's own routes"),
        pytest.param(Wants((KING,), is_answer=True), ["current"], id="what we have asked about"),
        pytest.param(Wants(is_about_last_text=True), ["current", "of_rider", "_id_", "_id_"], id="the last text"),
    ],
)
async def test_reading_uses_indexes_alone(database: Database, twilio: Twilio, wants: Wants, indexes: list[str]) -> None:
    await database["incidents"].insert_many(
        [encode_incident(make_incident(text=f"{number} works")) | {"events": []} for number in range(200)]
    )
    await twilio.text("504")
    command = {"aggregate": 1, "pipeline": stages_of(make_inbound("status"), wants), "cursor": {}}
    explained = await database.command({"explain": command, "verbosity": "executionStats"})
    lookups = [stage for stage in explained["stages"] if "$lookup" in stage]

    assert [each["collectionScans"] for each in lookups] == [0] * len(lookups)
    assert [name for each in lookups[2:] for name in each["indexesUsed"]] == indexes


async def test_an_unreachable_database_is_answered_in_time(
    process_settings: ProcessSettings, apps: list[Quart]
) -> None:
    settings = BotSettings(
        **process_settings.model_dump() | {"mongodb_uri": "mongodb://127.0.0.1:9/?replicaSet=rs0"},
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_sender=SENDER,
        public_base_url=BASE_URL,
        answer_timeout_s=0.3,
    )
    async with AsyncMongoClient[Row](settings.mongodb_uri) as client:
        nowhere = client["nowhere"]
        loop = asyncio.get_running_loop()
        began = loop.time()
        said = await Twilio(build(settings, nowhere, KeptDirectory(nowhere))).text("504")

    assert said == ["We could not do that just now, please send it again in a minute."]
    assert loop.time() - began < 3
