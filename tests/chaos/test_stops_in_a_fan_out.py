"""Everybody stops while an alert goes round: none is texted later than a second after their STOP."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pymongo import AsyncMongoClient

from models.rider import Rider, RiderStatus, Subscription, encode_rider
from models.route import route_target
from runtime.mongo import Row
from sandbox.stack import SENDER, Stack, open_stack
from tests.acceptance.town import PATIENCE_S

# 5,000 shows it on a crowd; 1,500 are the fewest who take longer to be told than to stop.
CROWD = int(os.environ.get("HEADWAY_CROWD", "0"))
RIDERS = [f"+1416555{number:04d}" for number in range(CROWD)]
# The fan-out would take longer than all the STOPs. Each text costs the bot two status callbacks, too.
PACE = {"SEGMENTS_PER_SECOND": "50", "LOG_LEVEL": "WARNING"}
AT_ONCE = 8  # more than that, beside other tests on the same cores, and the bot asks Twilio to come again
TOLD_BEFORE = 300
GRACE_S = 1.0


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with open_stack(tmp_path, overrides=PACE) as running:
        yield running


async def subscribe_all(stack: Stack) -> None:
    """As if all had subscribed an hour ago: what is tried here begins with the alert."""
    since = datetime.now(UTC) - timedelta(hours=1)
    king = Subscription(route_target("ttc", "504"), "504 King", since)
    riders = [Rider(f"{number:024x}", phone, SENDER, subscriptions=(king,)) for number, phone in enumerate(RIDERS)]
    async with AsyncMongoClient[Row](stack.env["MONGODB_URI"]) as client:
        rows = [{**encode_rider(each), "changed_at": since} for each in riders]
        await client[stack.env["MONGODB_DATABASE"]]["subscribers"].insert_many(rows)


async def stop_all(stack: Stack, phones: Sequence[str]) -> dict[str, float]:
    """Everybody writes STOP, some at the same time; when each webhook had answered."""
    waiting = iter(phones)
    answered: dict[str, float] = {}

    async def stop_some() -> None:
        for phone in waiting:
            result = await stack.simulator.text(phone, "STOP")
            assert result.webhook_status == 200, result
            answered[phone] = result.answered_at

    await asyncio.gather(*(stop_some() for _ in range(AT_ONCE)))
    return answered


@pytest.mark.skipif(not CROWD, reason="HEADWAY_CROWD is not set: takes a minute")
async def test_no_text_begins_later_than_a_second_after_the_stop(stack: Stack) -> None:
    await subscribe_all(stack)
    stack.board.raise_alert(["504"], "No service between Broadview Station and Parliament St due to a collision.")
    async with asyncio.timeout(PATIENCE_S):
        while len(stack.simulator.attempts) < TOLD_BEFORE:  # noqa: ASYNC110  # attempts are no Events
            await asyncio.sleep(0.05)
    # Those who would be told last stop first, and those who are being told now in the middle of it.
    answered = await stop_all(stack, RIDERS[::-1])
    await stack.watcher.wait_until_settled(timeout_s=PATIENCE_S)
    attempts = stack.simulator.attempts
    late = [each for each in attempts if each.at > answered[each.to] + GRACE_S]

    assert late == []
    # The fan-out was cut short in its middle, and nobody was texted twice.
    assert TOLD_BEFORE <= len({each.to for each in attempts}) == len(attempts) < len(RIDERS)
    assert {each.opted_out for each in attempts if each.at > answered[each.to]} <= {True}
    async with AsyncMongoClient[Row](stack.env["MONGODB_URI"]) as client:
        riders = client[stack.env["MONGODB_DATABASE"]]["subscribers"]
        assert await riders.count_documents({"status": RiderStatus.STOPPED.value}) == len(RIDERS)
