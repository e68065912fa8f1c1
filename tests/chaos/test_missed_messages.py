"""The bot is away while riders write: after its return each is where the order of their messages puts them."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest
from pymongo import AsyncMongoClient

from runtime.mongo import Database, Row
from sandbox.stack import Stack, open_stack
from sandbox.twilio_simulator.inbound import InboundResult, inbound_form
from tests.acceptance.town import PATIENCE_S

# Five minutes' absence, in seconds: the bot looks every second, and takes a text for missed a second after it came.
SHORTENED = {"CATCH_UP_EVERY_S": "1", "CATCH_UP_AFTER_S": "1", "LOG_LEVEL": "DEBUG", "TEXTS_PER_MINUTE": "200"}
RIDERS = [f"+1416555{number:04d}" for number in range(300, 350)]
ROUTES = {"SUBSCRIBE 504": "504 King", "SUBSCRIBE 501": "501 Queen"}
WORDS = ["STOP", "START", *ROUTES]
SEED = 504
AWAY_S = float(os.environ.get("HEADWAY_AWAY_S", "1.5"))  # 300 shows it as slowly as it would happen


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with open_stack(tmp_path, overrides=SHORTENED) as running:
        yield running


@pytest.fixture
async def database(stack: Stack) -> AsyncIterator[Database]:
    client: AsyncMongoClient[Row] = AsyncMongoClient(stack.env["MONGODB_URI"], tz_aware=True)
    async with client:
        yield client[stack.env["MONGODB_DATABASE"]]


async def write(stack: Stack, plan: Mapping[str, Sequence[str]]) -> list[InboundResult]:
    """All riders write at the same time, each one text after the other."""

    async def write_all(phone: str) -> list[InboundResult]:
        return [await stack.simulator.text(phone, words) for words in plan[phone]]

    results = await asyncio.gather(*(write_all(phone) for phone in plan))
    return [each for some in results for each in some]


def standing(words: Sequence[str]) -> tuple[str, list[str]]:
    """Where this order of messages puts a rider."""
    status, routes = "active", set()
    for each in words:
        if each in {"STOP", "START"}:
            status = "stopped" if each == "STOP" else "active"
        elif status == "active":
            routes.add(ROUTES[each])
    return status, sorted(routes)


def answered_late(plan: Mapping[str, Sequence[str]], before: Mapping[str, Sequence[str]]) -> int:
    """How many missed texts are to be answered: those that subscribe while they may."""
    return sum(
        words in ROUTES and standing([*before[phone], *texts[:place]])[0] == "active"
        for phone, texts in plan.items()
        for place, words in enumerate(texts)
    )


def standing_of(expected: Mapping[str, tuple[str, list[str]]], phones: Mapping[str, str], reply: Row) -> str:
    return expected[phones[reply["subscriber"]]][0]


async def found(database: Database) -> dict[str, tuple[str, list[str]]]:
    rows = await database["subscribers"].find({}).to_list()
    return {row["phone"]: (row["status"], sorted({each["label"] for each in row["subscriptions"]})) for row in rows}


async def wait_until_caught_up(database: Database, sids: Sequence[str]) -> None:
    wanted = {"_id": {"$in": list(sids)}}
    async with asyncio.timeout(PATIENCE_S):
        while await database["inbound_messages"].count_documents(wanted) < len(sids):  # noqa: ASYNC110  # rows are no Events
            await asyncio.sleep(0.1)
    await asyncio.sleep(3)  # a few more looks, which must change nothing


async def test_every_rider_is_where_the_order_of_their_messages_puts_them(stack: Stack, database: Database) -> None:
    dice = random.Random(SEED)
    before = {phone: dice.choices(WORDS, k=dice.randrange(3)) for phone in RIDERS}
    meanwhile = {phone: dice.choices(WORDS, k=dice.randrange(1, 6)) for phone in RIDERS}
    await write(stack, before)
    await stack.processes["bot"].kill()
    missed = await write(stack, meanwhile)
    await asyncio.sleep(AWAY_S)
    await stack.processes["bot"].restart()
    await wait_until_caught_up(database, [each.sid for each in missed])

    expected = {phone: standing([*before[phone], *meanwhile[phone]]) for phone in RIDERS}
    assert {each.webhook_status for each in missed} == {None}
    assert await found(database) == expected

    subscribing = [each.sid for each in missed if each.body in ROUTES]
    replies = await database["deliveries"].find({"slot": "late-reply"}).to_list()
    late = [each["occasion"] for each in replies if each["occasion"] in subscribing]
    assert len(late) == len(set(late)) == answered_late(meanwhile, before)

    # Whoever has stopped since is sent nothing; the others have read each answer once.
    phones = {row["_id"]: row["phone"] async for row in database["subscribers"].find({})}
    owed = Counter(phones[each["subscriber"]] for each in replies if standing_of(expected, phones, each) == "active")
    assert Counter(each.to for each in stack.simulator.attempts if expected[each.to][0] == "active") == owed

    # Their webhooks come after all: nothing is done and nothing is said twice.
    answers = await asyncio.gather(*(deliver(stack, each.sid) for each in missed))
    assert not any("<Message>" in each for each in answers)
    assert await found(database) == expected
    assert await database["deliveries"].count_documents({"slot": "late-reply"}) == len(replies)

    logged = stack.processes["bot"].log.read_text(encoding="utf-8")
    assert "catch_up.answered" in logged
    assert [phone for phone in RIDERS if phone in logged] == []
    assert "SUBSCRIBE" not in logged


async def deliver(stack: Stack, sid: str) -> str:
    """Post the webhook of a text again."""
    assert stack.simulator.webhook_url
    message = stack.simulator.account.messages[sid]
    answer = await stack.simulator.webhooks.post(stack.simulator.webhook_url, inbound_form(message))
    assert answer.status == 200
    return answer.body
