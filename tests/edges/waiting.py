"""Waiting for what comes soon."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE_S = 60


async def until(holds: Callable[[], Awaitable[bool]], what: str, *, while_: Callable[[], bool] = lambda: True) -> None:
    """Wait until it holds; fails where that takes too long, or where `while_` has ended."""
    async with asyncio.timeout(PATIENCE_S):
        while not await holds():
            assert while_(), f"ended: {what}"
            await asyncio.sleep(0.05)
