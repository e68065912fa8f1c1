"""Words live for a month; consent, and the sids of all messages, for good."""

from datetime import UTC, datetime, timedelta

from bot.settings import BotSettings
from bot.stores.inbound_log import MongoInboundLog
from bot.wiring import build_tidying
from runtime.mongo import Database, Row

NOW = datetime.now(UTC)


def row(sid: str, age: timedelta, *, consent: bool = False) -> Row:
    return {
        "_id": sid,
        "subscriber": "a1b2",
        "words": "canary words",
        "effect": "answered",
        "consent": consent,
        "seen_version": 3,
        "received_at": NOW - age,
    }


async def test_after_thirty_days_only_consent_has_words(database: Database, bot_settings: BotSettings) -> None:
    messages = database["inbound_messages"]
    month = timedelta(days=30)
    await messages.insert_many(
        [
            row("old", month + timedelta(hours=1)),
            row("young", month - timedelta(hours=1)),
            row("proof", month * 12, consent=True),
        ]
    )
    await build_tidying(bot_settings, database).run()

    assert sorted(await messages.distinct("_id", {"words": {"$exists": True}})) == ["proof", "young"]
    assert await messages.find_one({"_id": "old"}) == {
        "_id": "old",
        "subscriber": "a1b2",
        "consent": False,
        "seen_version": 3,
        "is_spent": True,
    }


async def test_many_old_words_go_a_thousand_at_a_time(database: Database) -> None:
    await database["inbound_messages"].insert_many([row(str(each), timedelta(days=40)) for each in range(2500)])

    assert await MongoInboundLog(database).strip(before=NOW) == 2500
    assert await MongoInboundLog(database).strip(before=NOW) == 0


async def test_old_words_are_found_by_an_index(database: Database) -> None:
    await database["inbound_messages"].insert_many([row(str(each), timedelta(days=1)) for each in range(500)])
    aged = {"consent": False, "words": {"$exists": True}, "received_at": {"$lt": NOW - timedelta(days=30)}}
    explained = await database.command(
        {"explain": {"find": "inbound_messages", "filter": aged, "limit": 10}, "verbosity": "executionStats"}
    )

    assert explained["executionStats"]["totalDocsExamined"] == 0
    assert explained["executionStats"]["totalKeysExamined"] <= 1
