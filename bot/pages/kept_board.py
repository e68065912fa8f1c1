"""The open incidents, read once in some seconds however many people look."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from pymongo.errors import PyMongoError

from bot.pages.seen import Look, Seen
from runtime.clock import boottime_s

log = structlog.get_logger()


class KeptBoard:
    """Asks `read` at most every `every_s`, for everybody who waits; keeps the last answer while there is none."""

    def __init__(
        self,
        read: Callable[[], Awaitable[Seen]],
        *,
        every_s: float,
        timeout_s: float,
        clock: Callable[[], float] = boottime_s,
    ) -> None:
        self._read = read
        self._every_s = every_s
        self._timeout_s = timeout_s
        self._clock = clock
        self._asked_s: float | None = None
        self._turn = asyncio.Lock()
        self._look = Look(None)

    async def current(self) -> Look:
        """What is known; never raises because the database is away."""
        async with self._turn:
            if self._asked_s is None or self._clock() - self._asked_s >= self._every_s:
                self._look = await self._looked()
                self._asked_s = self._clock()
            return self._look

    async def _looked(self) -> Look:
        try:
            async with asyncio.timeout(self._timeout_s):
                return Look(await self._read())
        except (PyMongoError, TimeoutError) as error:
            log.warning("page.not_read", error=type(error).__name__)
            return Look(self._look.seen, is_failing=True)
