"""Reports that come within a few milliseconds are written down together: each is answered once it is safe."""

import asyncio
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.reports import Receipt

MOST_AT_ONCE = 500
MOST_WAITING = 10_000
AGAIN_S = 0.2
log = structlog.get_logger()


class TooManyReceiptsError(Exception):
    """More reports wait to be written than we can keep."""


class Reports(Protocol):
    """Where reports are written down."""

    async def apply_all(self, receipts: Sequence[Receipt]) -> Collection[Receipt]:
        """Write the reports down; those that told anything new. May be repeated."""
        ...


@dataclass(slots=True, eq=False)
class _Waiting:
    receipt: Receipt
    is_news: bool | None = None


class ReceiptBatches:
    """Whoever comes first waits for `gather_s` and writes for all who have come by then."""

    def __init__(self, reports: Reports, *, gather_s: float, most_waiting: int = MOST_WAITING) -> None:
        self._reports = reports
        self._gather_s = gather_s
        self._most_waiting = most_waiting
        self._waiting: deque[_Waiting] = deque()
        self._writing = asyncio.Lock()

    async def apply(self, receipt: Receipt) -> bool:
        """Whether the report told anything new, once that is written; goes on trying until it is cancelled.

        Raises:
            TooManyReceiptsError: it was not taken.
        """
        if len(self._waiting) >= self._most_waiting:
            raise TooManyReceiptsError
        mine = _Waiting(receipt)
        self._waiting.append(mine)
        async with self._writing:
            while mine.is_news is None:
                await asyncio.sleep(self._gather_s)
                await self._write_some()
        return mine.is_news

    async def _write_some(self) -> None:
        some = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
        try:
            news = await self._written([each.receipt for each in some])
        except BaseException:
            # Whoever wrote for the others gives up, or has gone: the next one writes them.
            self._waiting.extendleft(reversed(some))
            raise
        for each in some:
            each.is_news = each.receipt in news

    async def _written(self, receipts: Sequence[Receipt]) -> Collection[Receipt]:
        while True:
            try:
                return await self._reports.apply_all(receipts)
            except PyMongoError as error:
                # A report is made once: what we do not write is never told again.
                log.warning("receipts.waiting", count=len(receipts), error=type(error).__name__)
                await asyncio.sleep(AGAIN_S)
