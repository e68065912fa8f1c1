"""Threads for what would hold up everything else: few for computing, many for waiting."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

COMPUTING = 4  # more would only share one interpreter among more; fewer, and two huge feeds would hold up the rest
WAITING = 64  # each name server that does not answer holds one for many seconds
Result = TypeVar("Result")


class Apart(Protocol):
    """Computes something in a thread."""

    async def __call__(self, work: Callable[[], Result], /) -> Result: ...


@contextmanager
def open_threads() -> Iterator[Apart]:
    """Threads for computing, until the context is left; the event loop's own are then for waiting alone."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(WAITING, "wait"))
    with ThreadPoolExecutor(COMPUTING, "compute") as computing:

        async def apart(work: Callable[[], Result], /) -> Result:
            return await asyncio.get_running_loop().run_in_executor(computing, work)

        yield apart
