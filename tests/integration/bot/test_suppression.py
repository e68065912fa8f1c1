"""A number that nothing reaches is texted no more, until somebody texts us from it."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.__main__ import build
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from models.documents.reacting import Failure, Reacting
from runtime.mongo import Database, Row
from tests.fakes.bot_client import Twilio
from tests.fakes.bot_world import PHONE, SENDER

NOON = datetime(2026, 8, 5, 12, tzinfo=UTC)
BAD, OFF, FILTERED, UNHEARD_OF = 30005, 30003, 30007, 39_999
Outcome = tuple[str, int | None]
FAILED = ("undelivered", OFF)


async def put_rider(database: Database, **fields: Any) -> None:
    row: Row = {"_id": "rider", "phone": PHONE, "sender": SENDER, "status": "active", "version": 4, **fields}
    await database["subscribers"].insert_one(row)


async def put_texts(database: Database, outcomes: Sequence[Outcome], **fields: Any) -> None:
    """Texts an hour apart, the oldest first."""
    await database["deliveries"].insert_many(
        {
            "_id": f"{number:032x}",
            "subscriber": "rider",
            "channel": "text",
            "state": state,
            "error_code": code,
            "claimed_at": NOON + timedelta(hours=number),
            "expires_at": datetime.now(UTC) + timedelta(days=1),
            **fields,
        }
        for number, (state, code) in enumerate(outcomes)
    )


async def is_suppressed(database: Database) -> bool:
    row = await database["subscribers"].find_one({})
    assert row is not None
    return row.get("suppressed_at") is not None


def failure(code: int) -> Failure:
    return Failure(code, "rider", "0" * 32, NOON)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        pytest.param([FAILED] * 3, True, id="off three times in a row"),
        pytest.param([FAILED] * 2, False, id="off twice"),
        pytest.param([FAILED, ("delivered", None), FAILED, FAILED], False, id="reached between them"),
        pytest.param([("delivered", None), FAILED, FAILED, FAILED], True, id="reached before them"),
        pytest.param([FAILED, FAILED, ("sent", None), FAILED], False, id="a carrier took one between them"),
        pytest.param([FAILED, FAILED, ("skipped", None), FAILED], True, id="what was not sent says nothing"),
        pytest.param([FAILED, ("undelivered", FILTERED), FAILED, FAILED], True, id="nor does what a filter kept back"),
        pytest.param([("undelivered", FILTERED)] * 5, False, id="filtered: our sender's fault"),
        pytest.param([("failed", UNHEARD_OF)] * 5, False, id="a code nobody knows"),
        pytest.param([("delivered", None), ("undelivered", BAD)], True, id="a landline, at once"),
        pytest.param([("failed", 21614)], True, id="no mobile, says the API"),
        pytest.param([("failed", 21612)] * 2 + [("undelivered", 30004)], True, id="blocked, one way or another"),
    ],
)
async def test_a_number_that_nothing_reaches_is_texted_no_more(
    database: Database, outcomes: list[Outcome], expected: bool
) -> None:
    await put_rider(database)
    await put_texts(database, outcomes)
    await Reacting(suppress_after=3).after([failure(outcomes[-1][1] or 0)])

    assert await is_suppressed(database) is expected


async def test_only_texts_count(database: Database) -> None:
    await put_rider(database)
    await put_texts(database, [FAILED] * 3, channel="reply")
    await Reacting(suppress_after=3).after([failure(OFF)])

    assert not await is_suppressed(database)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"wrote_at": NOON + timedelta(hours=1)}, id="they have texted since two of them"),
        pytest.param({"status": "stopped"}, id="who has stopped"),
        pytest.param({"status": "forgotten"}, id="who is being forgotten"),
    ],
)
async def test_some_are_left_alone(database: Database, fields: Row) -> None:
    await put_rider(database, **fields)
    await put_texts(database, [FAILED] * 3)
    await Reacting(suppress_after=3).after([failure(OFF)])

    assert not await is_suppressed(database)


async def test_suppressing_leaves_the_version_to_the_rider_s_own_messages(database: Database) -> None:
    await put_rider(database)
    await put_texts(database, [("undelivered", BAD)])
    await Reacting(suppress_after=3).after([failure(BAD)])
    row = await database["subscribers"].find_one({})

    assert row is not None
    assert (row["version"], row["status"]) == (4, "active")


async def open_bot(database: Database, settings: BotSettings) -> Twilio:
    directory = KeptDirectory(database)
    await directory.refresh()
    return Twilio(build(settings, database, directory))


@pytest.mark.parametrize("words", ["STATUS", "hm", "\N{THUMBS UP SIGN}"])
async def test_whatever_a_rider_writes_lifts_it(imported: Database, bot_settings: BotSettings, words: str) -> None:
    twilio = await open_bot(imported, bot_settings)
    await twilio.text("SUBSCRIBE 504", 1)
    await imported["subscribers"].update_one({}, {"$set": {"suppressed_at": NOON}})
    await twilio.text(words, 2)

    assert not await is_suppressed(imported)


async def test_a_captured_message_that_is_played_again_lifts_nothing(
    imported: Database, bot_settings: BotSettings
) -> None:
    twilio = await open_bot(imported, bot_settings)
    await twilio.text("SUBSCRIBE 504", 1)
    await imported["subscribers"].update_one({}, {"$set": {"suppressed_at": NOON}})
    await twilio.text("SUBSCRIBE 504", 1)

    assert await is_suppressed(imported)


async def test_a_message_that_comes_at_the_same_time_is_neither_lost_nor_undone(
    imported: Database, bot_settings: BotSettings
) -> None:
    """Whichever is first, the rider can be texted in the end."""
    twilio, chance = await open_bot(imported, bot_settings), random.Random(6)
    await twilio.text("SUBSCRIBE 504", 1)
    row = await imported["subscribers"].find_one({})
    assert row is not None
    await put_texts(imported, [FAILED] * 3, subscriber=row["_id"])

    async def suppress() -> None:
        await asyncio.sleep(chance.random() * 0.006)
        await Reacting(suppress_after=3).after([Failure(OFF, row["_id"], "0" * 32, NOON)])

    outcomes = []
    for number in range(2, 42):
        # As if the failed texts were newer than all they wrote before.
        await imported["subscribers"].update_one({}, {"$set": {"wrote_at": NOON - timedelta(days=1)}})
        await asyncio.gather(suppress(), twilio.text("\N{THUMBS UP SIGN}", number))
        outcomes.append(await is_suppressed(imported))

    assert outcomes == [False] * 40
