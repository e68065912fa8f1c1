"""Closing what belongs to aiokafka, whatever its broker is doing."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

GRACE_S = 5.0
log = structlog.get_logger()


async def close(closing: Callable[[], Awaitable[object]], *, grace_s: float = GRACE_S) -> bool:
    """Close within `grace_s`; whether it went through. Never raises, but for a cancellation of our own.

    In a task of its own: aiokafka cancels tasks and awaits them, and their cancellation must not pass for ours. A
    consumer would end with it, silently.
    """
    task = asyncio.ensure_future(closing())
    await asyncio.wait({task}, timeout=grace_s)
    if not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=1)
    is_closed = task.done() and not task.cancelled() and task.exception() is None
    if not is_closed:
        log.debug("kafka.not_closed", closing=repr(closing))
    return is_closed
