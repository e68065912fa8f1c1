"""Work that goes on behind the answers and is dropped, not awaited, at the end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

Start = Callable[[Coroutine[None, None, None]], None]


@asynccontextmanager
async def open_background() -> AsyncIterator[Start]:
    """Yield a function that starts a coroutine in a TaskGroup; leaving the context cancels what still runs."""
    running: set[asyncio.Task[None]] = set()
    async with asyncio.TaskGroup() as group:

        def start(work: Coroutine[None, None, None]) -> None:
            task = group.create_task(work)
            running.add(task)
            task.add_done_callback(running.discard)

        try:
            yield start
        finally:
            for task in running:
                task.cancel()
