"""Threads for computing are not those in which others wait."""

import asyncio
import threading

from pipeline.threads import COMPUTING, open_threads


async def test_what_is_computed_comes_back() -> None:
    with open_threads() as apart:
        assert await apart(lambda: 504) == 504


async def test_name_servers_that_hang_hold_up_no_computing() -> None:
    answered = threading.Event()
    loop = asyncio.get_running_loop()
    with open_threads() as apart:
        waiting = [loop.run_in_executor(None, answered.wait) for _ in range(2 * COMPUTING)]
        async with asyncio.timeout(5):
            computed = await asyncio.gather(*(apart(lambda: 504) for _ in range(2 * COMPUTING)))
        answered.set()
        await asyncio.gather(*waiting)

    assert computed == [504] * 2 * COMPUTING
