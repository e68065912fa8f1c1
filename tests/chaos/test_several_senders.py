"""Two numbers, each with its notifier: every rider hears from the number that they texted, whoever of them dies."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.stack import SENDER, Stack, open_stack
from sandbox.watching import wait_until
from tests.acceptance.town import PATIENCE_S

SECOND = "+14165550188"
EACH = 15
RIDERS = {
    SENDER: [f"+1416555{number:04d}" for number in range(200, 200 + EACH)],
    SECOND: [f"+1416555{number:04d}" for number in range(400, 400 + EACH)],
}
NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with open_stack(tmp_path, overrides={"TWILIO_SENDERS": SECOND, "SEGMENTS_PER_SECOND": "10"}) as running:
        running.simulator.account.senders.append(SECOND)
        await running.start("notifier", "second notifier", TWILIO_SENDER=SECOND)
        await running.wait_until_healthy("second notifier")
        yield running


def senders_of(stack: Stack, sender: str) -> Counter[tuple[str, ...]]:
    """How many riders of that sender heard from which numbers, a text each."""
    heard: dict[str, list[str]] = {phone: [] for phone in RIDERS[sender]}
    for attempt in stack.simulator.attempts:
        if attempt.to in heard:
            heard[attempt.to].append(attempt.from_)
    return Counter(tuple(each) for each in heard.values())


async def told(stack: Stack, sender: str, texts: int) -> None:
    async def is_told() -> bool:
        return sum(each.to in RIDERS[sender] for each in stack.simulator.attempts) >= texts

    await wait_until(is_told, timeout_s=PATIENCE_S)


async def test_everybody_hears_once_from_their_own_number_though_one_notifier_dies(stack: Stack) -> None:
    for sender, phones in RIDERS.items():
        results = await asyncio.gather(*(stack.simulator.text(each, "SUBSCRIBE 504", to=sender) for each in phones))
        assert all("504 King" in result.replies[0] for result in results)
    stack.board.raise_alert(["504"], NO_SERVICE)
    # Both are in the middle of it.
    await told(stack, SECOND, 2)
    await stack.processes["second notifier"].kill()
    stack.board.raise_alert(["504"], "504 King: Detour via Queen St due to a fire at Spadina Ave.", effect="DETOUR")
    # The second number's notifier is away: what becomes of its riders is for the first one to keep.
    await told(stack, SENDER, 2 * EACH)
    await stack.processes["second notifier"].restart()
    await told(stack, SECOND, 2 * EACH)
    await asyncio.sleep(1)

    assert senders_of(stack, SENDER) == {(SENDER, SENDER): EACH}
    assert senders_of(stack, SECOND) == {(SECOND, SECOND): EACH}
