"""Twilio is down for ten minutes: what is of use afterwards is told once, in order; the rest is skipped and counted."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from sandbox.stack import Stack, open_stack
from sandbox.twilio_simulator.faults import Fault, Faults
from tests.acceptance.town import PATIENCE_S, Town
from tests.chaos.looks import NEEDS_TIME, OUTAGE_S, health, metric, open_rows

FIRE = "No service at Neville Park Loop due to a fire."
COLLISION = "No service between Broadview Station and Parliament St due to a collision."
FLOOD = "No service between Dundas West Station and Roncesvalles Ave due to a flood."
RIDERS, PACE = 10, 8
# Shortened in proportion, but for what would come to nothing.
USEFUL_S = 0.8 * OUTAGE_S
SETTINGS = {
    "SEGMENTS_PER_SECOND": f"{PACE}",
    "CIRCUIT_LONGEST_WAIT_S": f"{min(60, OUTAGE_S / 10)}",
    "USEFUL_FOR_S": f"{USEFUL_S}",
    "SEND_TIMEOUT_S": f"{min(10, OUTAGE_S / 20)}",
    "RETRY_AFTER_S": f"{min(5, OUTAGE_S / 40)}",
    "SETTLE_AFTER_S": f"{min(60, OUTAGE_S / 15)}",
    "RECONCILE_EVERY_S": f"{min(10, OUTAGE_S / 40)}",
}

pytestmark = pytest.mark.skipif(not OUTAGE_S, reason=NEEDS_TIME)


def unavailable(faults: Faults) -> None:
    faults.outage = True


def throttling(faults: Faults) -> None:
    faults.probabilities = {Fault.HTTP_429: 1}


def hanging(faults: Faults) -> None:
    faults.probabilities = {Fault.HANG_BEFORE_ACCEPT: 1}


def mend(faults: Faults) -> None:
    faults.outage, faults.probabilities = False, {}


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with open_stack(tmp_path, overrides=SETTINGS) as running:
        yield running


def is_clear_after_flood(stack: Stack, phone: str) -> bool:
    bodies = [text.body for text in stack.simulator.phone(phone).inbox if text.kind == "sms"]
    flood = next(place for place, body in enumerate(bodies) if "flood" in body)
    return flood < next(place for place, body in enumerate(bodies) if body.startswith("Clear:"))


@pytest.mark.parametrize(
    ("fail", "is_noticed", "most_tried"),
    [
        # Five failures in a row; before those, posts that were under way together.
        pytest.param(unavailable, True, 3 * RIDERS, id="it answers 503"),
        # Twilio asks to be tried again: one text at a time, each after its pause.
        pytest.param(throttling, False, RIDERS + PACE * OUTAGE_S, id="it answers 429"),
        # Each probe finds that it answers, and the one text that follows that it does not.
        pytest.param(hanging, True, 6 * RIDERS, id="it takes requests and does not answer"),
    ],
)
async def test_what_is_still_of_use_is_told_when_it_is_back(
    stack: Stack, fail: Callable[[Faults], None], most_tried: float, *, is_noticed: bool
) -> None:
    town = Town(stack, king=RIDERS, queen=RIDERS)
    await town.subscribe()
    collision = stack.board.raise_alert(["504"], COLLISION)
    await town.wait_until_told(town.king, "504 King")
    fail(stack.simulator.faults)
    expiring = stack.board.raise_alert(["501"], FIRE)
    await asyncio.sleep(0.5 * OUTAGE_S)
    stack.board.clear(collision)
    await asyncio.sleep(0.15 * OUTAGE_S)
    stack.board.raise_alert(["504"], FLOOD)
    await asyncio.sleep(0.35 * OUTAGE_S)
    # The process is well, and says what it waits for.
    status, said = await health(stack, "notifier", "readyz")
    assert (status, said["circuit"] is not None) == (200, is_noticed)
    tried = len(stack.simulator.attempts)
    mend(stack.simulator.faults)
    await town.wait_until_told(town.king, "Clear:")
    async with asyncio.timeout(PATIENCE_S):
        while len(flooded(stack, town)) < RIDERS:  # noqa: ASYNC110  # phones are no Events
            await asyncio.sleep(0.1)
    await stack.watcher.wait_until_settled(timeout_s=PATIENCE_S + OUTAGE_S / 5)

    assert town.told(town.queen) == {(): RIDERS}
    assert {tuple(sorted(each)) for each in town.told(town.king)} == {("504", "504", "Clear:")}
    assert tried <= most_tried
    assert (await health(stack, "notifier", "readyz"))[1]["circuit"] is None
    # A few may have been tried while it was down, and their outcome be asked for first.
    in_order = [is_clear_after_flood(stack, phone) for phone in town.king]
    assert sum(in_order) >= 0.7 * RIDERS
    await assert_expired(stack, expiring)


def flooded(stack: Stack, town: Town) -> list[str]:
    return [each for each in town.king if any("flood" in text.body for text in stack.simulator.phone(each).inbox)]


async def assert_expired(stack: Stack, entity: str) -> None:
    """Each rider of an alert that was of no use any more has a row that says so, or was counted as not reached."""
    async with open_rows(stack) as database:
        incident = await database["incidents"].find_one({"alert.entity_id": entity})
        assert incident is not None
        rows = await database["deliveries"].find({"incident": incident["_id"]}).to_list()
    skipped = await counted(stack, "headway_texts_total", outcome="skipped-expired")
    # Those that were posted, perhaps, when it went down, and about which nobody could be asked in time.
    skipped += await counted(stack, "headway_unknown_settled_total", found="expired")
    not_reached = await counted(stack, "headway_riders_not_reached_total")

    assert {(row["state"], row["reason"]) for row in rows} <= {("skipped", "expired")}
    assert len(rows) + not_reached == RIDERS
    assert skipped + not_reached == RIDERS


async def counted(stack: Stack, sample: str, **labels: str) -> float:
    value = await metric(stack, "notifier", sample, **labels)
    return 0 if math.isnan(value) else value
