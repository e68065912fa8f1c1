"""Who is cancelled while the driver waits for a server leaves its lock to those who hold it."""

import asyncio

import pytest
from pymongo.lock import _async_cond_wait, _async_create_condition, _async_create_lock

from runtime.mongo_waiting import mend_waiting


async def test_a_cancellation_while_the_lock_is_wanted_back_leaves_it_to_its_holder() -> None:
    mend_waiting()
    lock = _async_create_lock()
    condition = _async_create_condition(lock)

    async def select_a_server() -> None:
        async with lock:
            await _async_cond_wait(condition, 0.01)

    waiting = asyncio.create_task(select_a_server())
    await asyncio.sleep(0)
    async with lock:
        await asyncio.sleep(0.05)  # the wait is over, and wants the lock back
        waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    async with asyncio.timeout(1), lock:
        pass


async def test_what_waits_long_enough_is_told_so() -> None:
    mend_waiting()
    lock = _async_create_lock()
    condition = _async_create_condition(lock)

    async with lock:
        assert not await _async_cond_wait(condition, 0.01)
