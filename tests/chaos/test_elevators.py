"""Elevators of one station fail and come back together while the notifier is killed: each rider hears of each once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.stack import Stack, open_stack
from sandbox.watching import wait_until

# Slow enough that a kill falls into the middle of a fan-out.
PACE = {"SEGMENTS_PER_SECOND": "20"}
EFFECT = "ACCESSIBILITY_ISSUE"
STOPS = ("13840", "13839")  # the platforms of Wilson Station
PLACES = ("Wilson Heights entrance", "southbound platform", "bus terminal")
PHONES = [f"+1416555{number:04d}" for number in range(200, 230)]
EACH_ONCE = {(1, 1, 1): len(PHONES)}


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with open_stack(tmp_path, overrides=PACE) as running:
        yield running


async def test_a_killed_notifier_costs_nobody_an_elevator(stack: Stack) -> None:
    async with asyncio.TaskGroup() as group:
        for phone in PHONES:
            group.create_task(stack.simulator.text(phone, "ELEVATORS WILSON"))
    alerts = [
        stack.board.raise_alert([], f"Wilson: Elevator out of service at {place}.", effect=EFFECT, stops=STOPS)
        for place in PLACES
    ]
    await kill_in_the_middle(stack, "Wilson Station")
    out = told(stack, "Wilson Station")
    for alert in alerts:
        stack.board.clear(alert)
    await kill_in_the_middle(stack, "Clear:")

    assert (out, told(stack, "Clear:")) == (EACH_ONCE, EACH_ONCE)
    # Some were told of all three at once: else nothing was put together at all.
    assert sum("3 elevators out" in body for phone in PHONES for body in texts(stack, phone, "Wilson Station")) > 0


async def kill_in_the_middle(stack: Stack, beginning: str) -> None:
    """Kill the notifier when the first have been told, and wait until nothing comes any more."""
    await wait_until(lambda: _has_begun(stack, beginning), timeout_s=60)
    process = stack.processes["notifier"]
    await process.kill()
    await asyncio.sleep(0.5)
    await process.restart()
    await wait_until(lambda: _has_told_all(stack, beginning), timeout_s=90)
    await asyncio.sleep(2)


async def _has_begun(stack: Stack, beginning: str) -> bool:
    return any(texts(stack, phone, beginning) for phone in PHONES)


async def _has_told_all(stack: Stack, beginning: str) -> bool:
    return all(min(mentions(stack, phone, beginning)) > 0 for phone in PHONES)


def told(stack: Stack, beginning: str) -> Counter[tuple[int, ...]]:
    """How many riders were told how often of each elevator."""
    return Counter(mentions(stack, phone, beginning) for phone in PHONES)


def mentions(stack: Stack, phone: str, beginning: str) -> tuple[int, ...]:
    return tuple(sum(place in body for body in texts(stack, phone, beginning)) for place in PLACES)


def texts(stack: Stack, phone: str, beginning: str) -> list[str]:
    inbox = stack.simulator.phone(phone).inbox
    return [text.body for text in inbox if text.kind == "sms" and text.body.startswith(beginning)]
