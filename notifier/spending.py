"""The day's segments of a sender, kept in its document by whoever holds its lease."""

from datetime import date

import structlog

from models.documents.sender import Sender
from notifier import metrics
from notifier.daily_segments import Budget, DailySegments
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


class Spending:
    """What may still go out today: asked before texts are looked at, told what was posted after."""

    def __init__(self, store: MongoSpending, rule: DailySegments) -> None:
        self._store = store
        self._rule = rule
        self._unwritten = 0
        self._said: tuple[object, ...] = ()

    def post(self, segments: int) -> None:
        """Note what was posted; it is written down at the next `budget`."""
        self._unwritten += segments

    async def budget(self, *, epoch: int) -> Budget:
        """What was posted today, written down in one update.

        Raises:
            LeaseLostError: somebody else sends for this sender by now.
        """
        writing, self._unwritten = self._unwritten, 0
        try:
            day, spent = await self._store.add(writing, epoch=epoch)
        except BaseException:
            self._unwritten += writing
            raise
        metrics.SEGMENTS_TODAY.set(spent)
        self._say(day, spent)
        return Budget(self._rule, spent)

    def _say(self, day: date, spent: int) -> None:
        """Say once a day what has stopped."""
        stopped = self._rule.stopped_at(spent)
        if stopped and (day, stopped) != self._said:
            self._said = (day, stopped)
            names = [each.name.lower() for each in stopped]
            log.error("segments.day_is_spent", stopped=names, spent=spent, most=self._rule.most, until="00:00 UTC")


_TODAY: Row = {"$dateToString": {"date": "$$NOW", "format": "%Y-%m-%d"}}
_SO_FAR: Row = {"$cond": [{"$eq": ["$segments_day", _TODAY]}, "$segments_today", 0]}
