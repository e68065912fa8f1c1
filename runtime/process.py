"""How a process runs: until SIGTERM or SIGINT, then to a clean end; a failure to start is one line and exit 1."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

from runtime.errors import StartError


def end_where_cancelled() -> None:
    """Raise the cancellation of this task anew, where something has swallowed it.

    Seen: MongoDB's driver does so while it connects. Whoever goes on to wait would keep all the others from ending.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


class Stop(asyncio.Event):
    """Set when the process was asked to stop; a process that has not started yet is ended at once instead."""

    def __init__(self) -> None:
        super().__init__()
        self.has_started = False

    def started(self) -> None:
        """From here on work is drained, not cut off."""
        self.has_started = True

    async def wait_for(self, seconds: float) -> bool:
        """Sleep for `seconds`, or less if the process is asked to stop meanwhile; whether it was."""
        end_where_cancelled()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.wait()
        return self.is_set()


def run(serve: Callable[[Stop], Awaitable[None]]) -> None:
    """Run `serve` until it returns. Exits 1, with the error's one line, on a StartError."""
    try:
        asyncio.run(_until_signalled(serve))
    except* StartError as group:
        sys.stderr.write(f"cannot start: {_first(group)}\n")
        sys.exit(1)


async def _until_signalled(serve: Callable[[Stop], Awaitable[None]]) -> None:
    stop = Stop()
    work = asyncio.ensure_future(serve(stop))

    def on_signal() -> None:
        stop.set()
        if not stop.has_started:
            work.cancel()

    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, on_signal)
    try:
        await work
    except asyncio.CancelledError:
        if stop.has_started:
            raise


def _first(group: BaseExceptionGroup[StartError]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
