"""Twilio is down for ten minutes: what is of use afterwards is told once, in order; the rest is skipped and counted."""

import asyncio
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.stack import Stack, open_stack
from sandbox.twilio_simulator.faults import Fault, Faults
from sandbox.watching import wait_until
from tests.acceptance.town import PATIENCE_S, Town
from tests.chaos.looks import NEEDS_TIME, OUTAGE_S, health, metric, open_rows

FIRE = "No service at Neville Park Loop due to a fire."
COLLISION = "No service between Broadview Station and Parliament St due to a collision."
FLOOD = "No service between Dundas West Station and Roncesvalles Ave due to a flood."
RIDERS, PACE = 10, 8
LESS_S = min(OUTAGE_S, 30)  # the other ways to be down differ in how soon it is noticed, not in how long it lasts

pytestmark = pytest.mark.skipif(not OUTAGE_S, reason=NEEDS_TIME)


def unavailable(faults: Faults) -> None:
    faults.outage = True


def throttling(faults: Faults) -> None:
    faults.probabilities = {Fault.HTTP_429: 1}


def hanging(faults: Faults) -> None:
    faults.probabilities = {Fault.HANG_BEFORE_ACCEPT: 1}


def mend(faults: Faults) -> None:
    faults.outage, faults.probabilities = False, {}


def settings_for(outage_s: float) -> dict[str, str]:
    """The rules' durations, shortened in proportion where the outage is."""
    return {
        "SEGMENTS_PER_SECOND": f"{PACE}",
        "USEFUL_FOR_S": f"{0.8 * outage_s}",
        "CIRCUIT_LONGEST_WAIT_S": f"{min(60, outage_s / 10)}",
        "SEND_TIMEOUT_S": f"{min(10, outage_s / 20)}",
        "RETRY_AFTER_S": f"{min(5, outage_s / 40)}",
        "SETTLE_AFTER_S": f"{min(60, outage_s / 15)}",
        "RECONCILE_EVERY_S": f"{min(10, outage_s / 40)}",
    }


def is_clear_after_flood(stack: Stack, phone: str) -> bool:
    bodies = [text.body for text in stack.simulator.phone(phone).inbox if text.kind == "sms"]
    flood = next(place for place, body in enumerate(bodies) if "flood" in body)
    return flood < next(place for place, body in enumerate(bodies) if body.startswith("Clear:"))


@pytest.mark.parametrize(
    ("fail", "outage_s", "is_noticed", "most_tried"),
    [
        # Five failures in a row; before those, posts that were under way together.
        pytest.param(unavailable, OUTAGE_S, True, 3 * RIDERS, id="it answers 503"),
        # Twilio asks to be tried again: one text at a time, each after its pause.
        pytest.param(throttling, LESS_S, False, RIDERS + PACE * LESS_S, id="it answers 429"),
        # Each probe finds that it answers, and the one text that follows that it does not.
        pytest.param(hanging, LESS_S, True, 6 * RIDERS, id="it takes requests and does not answer"),
    ],
)
async def test_what_is_still_of_use_is_told_when_it_is_back(
    tmp_path: Path, fail: Callable[[Faults], None], outage_s: float, most_tried: float, *, is_noticed: bool
) -> None:
    async with open_stack(tmp_path, overrides=settings_for(outage_s)) as stack:
        town = Town(stack, king=RIDERS, queen=RIDERS)
        await town.subscribe()
        collision = stack.board.raise_alert(["504"], COLLISION)
        await town.wait_until_told(town.king, "504 King")
        fail(stack.simulator.faults)
        expiring = stack.board.raise_alert(["501"], FIRE)
        await asyncio.sleep(0.5 * outage_s)
        stack.board.clear(collision)
        await asyncio.sleep(0.15 * outage_s)
        stack.board.raise_alert(["504"], FLOOD)
        await asyncio.sleep(0.35 * outage_s)
        # The process is well, and says what it waits for.
        status, said = await health(stack, "notifier", "readyz")
        assert (status, said["circuit"] is not None) == (200, is_noticed)
        tried = len(stack.simulator.attempts)
        mend(stack.simulator.faults)
        await wait_until_all_know(stack, town, timeout_s=PATIENCE_S + outage_s / 4)
        await stack.watcher.wait_until_settled(timeout_s=PATIENCE_S + outage_s / 4)

        assert town.told(town.queen) == {(): RIDERS}
        assert {tuple(sorted(each)) for each in town.told(town.king)} == {("504", "504", "Clear:")}
        assert tried <= most_tried
        assert (await health(stack, "notifier", "readyz"))[1]["circuit"] is None
        # A few may have been tried while it was down, and their outcome be asked for first.
        assert sum(is_clear_after_flood(stack, phone) for phone in town.king) >= 0.7 * RIDERS
        await assert_expired(stack, expiring)


async def wait_until_all_know(stack: Stack, town: Town, *, timeout_s: float) -> None:
    """Wait until every rider of 504 King has read of the flood, and that the collision is over."""

    async def do_all_know() -> bool:
        inboxes = [[text.body for text in stack.simulator.phone(each).inbox] for each in town.king]
        return all(any("flood" in body for body in each) and _has_clear(each) for each in inboxes)

    await wait_until(do_all_know, timeout_s=timeout_s)


def _has_clear(bodies: list[str]) -> bool:
    return any(body.startswith("Clear:") for body in bodies)


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
