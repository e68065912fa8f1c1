"""How a process waits, and stops waiting."""

import asyncio
from contextlib import suppress

import pytest

from runtime.process import Stop


async def test_a_wait_ends_early_when_the_process_is_to_stop() -> None:
    stop = Stop()
    asyncio.get_running_loop().call_later(0.01, stop.set)

    assert await stop.wait_for(60)


async def test_a_wait_that_nobody_cut_short_says_so() -> None:
    assert not await Stop().wait_for(0.01)


async def test_who_was_cancelled_and_did_not_hear_it_ends_at_the_next_wait() -> None:
    async def deaf() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        await Stop().wait_for(60)

    task = asyncio.create_task(deaf())
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)
