"""Two huge incidents and a small one at once: the small one's riders hardly wait for the huge ones' crowds."""

import os
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from pymongo import AsyncMongoClient

from models.rider import Rider, Subscription, encode_rider
from models.route import route_target
from runtime.mongo import Row
from sandbox.stack import SENDER, Stack, open_stack
from sandbox.watching import wait_until
from tests.acceptance.town import PATIENCE_S

# 50,000 is what it is about; as long as the crowds are not told before the ten are, fewer show the same.
CROWD = int(os.environ.get("HEADWAY_BURST", "400"))
TEN = 10
FIRST_PHONE = {"504": 2_000_000, "501": 3_000_000, "29": 4_000_000}
RIDERS = {"504": CROWD, "501": CROWD, "29": TEN}
RATE, SHARE = 100, 0.85  # a short code's segments a second, and how much of it alerts take
MOST_S = 2.0
IN_FULL_SWING = 100  # texts
AT_ONCE = 10_000  # documents in one insert
log = structlog.get_logger()


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    pace = {"SEGMENTS_PER_SECOND": str(RATE), "PACE_SHARE": str(SHARE), "HOLD_ABOVE": "1000000", "LOG_LEVEL": "WARNING"}
    async with open_stack(tmp_path, overrides=pace) as running:
        await subscribe_all(running)
        yield running


def phones_of(route: str) -> list[str]:
    return [f"+1416{FIRST_PHONE[route] + number}" for number in range(RIDERS[route])]


async def subscribe_all(stack: Stack) -> None:
    """As if all had subscribed an hour ago: what is tried here begins with the alerts."""
    since = datetime.now(UTC) - timedelta(hours=1)
    rows = [
        {**encode_rider(Rider(f"{phone[1:]:0>24}", phone, SENDER, subscriptions=(wish,))), "changed_at": since}
        for route in RIDERS
        for wish in [Subscription(route_target("ttc", route), route, since)]
        for phone in phones_of(route)
    ]
    # Mixed, as they are in a city: nobody's turn comes with their route's.
    rows.sort(key=lambda row: row["phone"][::-1])
    async with AsyncMongoClient[Row](stack.env["MONGODB_URI"]) as client:
        riders = client[stack.env["MONGODB_DATABASE"]]["subscribers"]
        for start in range(0, len(rows), AT_ONCE):
            await riders.insert_many(rows[start : start + AT_ONCE], ordered=False)


def raise_alert(stack: Stack, route: str) -> None:
    streets = {"504": "Broadview to Parliament", "501": "Spadina to Bathurst", "29": "Wilson to Lawrence"}
    stack.board.raise_alert([route], f"{route}: No service {streets[route]} due to a collision.")


async def wait_for_texts(stack: Stack, count: int) -> None:
    async def are_posted() -> bool:
        return len(stack.simulator.attempts) >= count

    await wait_until(are_posted, timeout_s=PATIENCE_S)


async def wait_for_the_ten(stack: Stack) -> None:
    ten = set(phones_of("29"))

    async def are_told() -> bool:
        return ten <= {each.to for each in stack.simulator.attempts}

    await wait_until(are_told, timeout_s=PATIENCE_S)


async def decided_at(stack: Stack, route: str) -> float:
    """When the pipeline made an event of that route's alert."""
    async with AsyncMongoClient[Row](stack.env["MONGODB_URI"], tz_aware=True) as client:
        fanouts = client[stack.env["MONGODB_DATABASE"]]["fanouts"]
        fanout = await fanouts.find_one({"event.targets": route_target("ttc", route)}, {"created_at": 1})
    assert fanout is not None
    return float(fanout["created_at"].timestamp())


@pytest.mark.parametrize(
    "in_full_swing",
    [
        pytest.param(False, id="all three in one poll"),
        pytest.param(True, id="the small one comes while the others are being told"),
    ],
)
async def test_ten_riders_do_not_wait_for_a_hundred_thousand(stack: Stack, in_full_swing: bool) -> None:
    raise_alert(stack, "504")
    raise_alert(stack, "501")
    if in_full_swing:
        await wait_for_texts(stack, IN_FULL_SWING)
    raise_alert(stack, "29")
    await wait_for_the_ten(stack)
    attempts, ten = list(stack.simulator.attempts), set(phones_of("29"))
    began, ended = await decided_at(stack, "29"), max(each.at for each in attempts if each.to in ten)
    others = sum(began <= each.at <= ended for each in attempts if each.to not in ten)
    log.info("burst.told", seconds=round(ended - began, 2), texts_of_others=others, texts=len(attempts))

    assert Counter(each.to for each in attempts if each.to in ten) == dict.fromkeys(ten, 1)
    # Counted, not timed: so many texts take the sender two seconds, however busy this machine is.
    assert others <= MOST_S * RATE * SHARE
    # The crowds had not been told before.
    assert len(attempts) < CROWD
