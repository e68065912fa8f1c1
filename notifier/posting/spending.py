"""The day's segments of a sender, kept in its document by whoever holds its lease."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

import structlog

from models.documents.sender import Sender
from models.priority import Priority
from notifier import metrics
from notifier.deciding.daily_segments import BOUNDLESS, Budget, DailySegments
from runtime.lease import LeaseLostError
from runtime.mongo import Row, collection_of

log = structlog.get_logger()


class MongoSpending:
    """The `senders` collection: how many segments were posted on the database's day (UTC)."""

    def __init__(self, sender: str) -> None:
        self._rows = collection_of(Sender)
        self._sender = sender

    async def add(self, segments: int, *, epoch: int) -> tuple[date, int]:
        """Count segments; the day and its sum so far.

        Raises:
            LeaseLostError: somebody else sends for this sender by now.
        """
        row = await self._rows.find_one_and_update(
            {"_id": self._sender, "epoch": epoch},
            [{"$set": {"segments_day": _TODAY, "segments_today": {"$add": [_SO_FAR, segments]}}}],
            {"segments_day": 1, "segments_today": 1},
            return_document=True,
        )
        if row is None:
            raise LeaseLostError(self._sender)
        return date.fromisoformat(row["segments_day"]), row["segments_today"]


class Store(Protocol):
    """Where the sum of a day is kept."""

    async def add(self, segments: int, *, epoch: int) -> tuple[date, int]: ...


class Spending:
    """What may still go out today: asked before texts are looked at, told what was posted after."""

    def __init__(self, store: Store, rule: DailySegments, *, epoch: Callable[[], int]) -> None:
        self._store = store
        self._rule = rule
        self._epoch = epoch
        self._unwritten = 0
        self._said: tuple[date, tuple[Priority, ...]] | None = None

    def posted(self, segments: int) -> None:
        """Count what was posted; it is written down with the next `budget`."""
        self._unwritten += segments

    async def budget(self, under_way: Callable[[], int]) -> Budget:
        """What was posted today, and what is about to be: those segments are `under_way`.

        Raises:
            LeaseLostError: somebody else sends for this sender by now.
        """
        if not self._rule.most:
            return BOUNDLESS
        writing, self._unwritten = self._unwritten, 0
        try:
            day, spent = await self._store.add(writing, epoch=self._epoch())
        except BaseException:
            self._unwritten += writing
            raise
        metrics.SEGMENTS_TODAY.set(spent)
        self._say(day, spent)
        # Asked last: what was posted while we wrote has been counted by then, or is under way still.
        return Budget(self._rule, spent + self._unwritten + under_way())

    def _say(self, day: date, spent: int) -> None:
        """Say once a day what has stopped."""
        stopped = self._rule.stopped_at(spent)
        if stopped and (day, stopped) != self._said:
            self._said = (day, stopped)
            names = [each.name.lower() for each in stopped]
            log.error("segments.day_is_spent", stopped=names, spent=spent, most=self._rule.most, until="00:00 UTC")


_TODAY: Row = {"$dateToString": {"date": "$$NOW", "format": "%Y-%m-%d"}}
_SO_FAR: Row = {"$cond": [{"$eq": ["$segments_day", _TODAY]}, "$segments_today", 0]}
