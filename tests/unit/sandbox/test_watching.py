"""Waiting for something to hold ends when it is told to, whatever the question makes of that."""

import asyncio
from contextlib import suppress

import pytest

from sandbox.watching import wait_until


@pytest.mark.parametrize("answer", [True, False])
async def test_a_cancellation_that_the_question_swallows_ends_it(answer: bool) -> None:  # pytest names it
    asked = asyncio.Event()

    async def holds() -> bool:
        asked.set()
        # What MongoDB's driver does while it connects.
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        return answer

    waiting = asyncio.create_task(wait_until(holds, timeout_s=60))
    await asked.wait()
    waiting.cancel()
    await asyncio.wait([waiting], timeout=5)

    assert waiting.cancelled()
