"""Riders as they were read last, so that the look need only ask whether they have changed since."""

from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from pydantic import ValidationError

from models.rider import Rider, decode_rider

# What tells one state of a rider's document from another: every message of theirs raises the version, and what the
# provider tells of their number leaves it alone.
MARKS = ("version", "status", "suppressed_at")
# What only a conversation needs; left out of what is read for a text.
LEFT_OUT = {
    "recent": 0,
    "question": 0,
    "more": 0,
    "misses": 0,
    "heard_until": 0,
    "opted_in_at": 0,
    "changed_at": 0,
}

log = structlog.get_logger()


class RecentRiders:
    """The riders read last, at most `kept`."""

    def __init__(self, *, kept: int = 10_000) -> None:
        self._kept = kept
        self._riders: dict[str, tuple[tuple[object, ...], Rider]] = {}

    def decode(self, row: Mapping[str, Any]) -> Rider:
        """The rider in a whole document, kept for the look."""
        rider = decode_rider(row)
        if len(self._riders) >= self._kept:
            self._riders.clear()
        self._riders[rider.id] = (_marks(row), rider)
        return rider

    def decode_all(self, rows: Iterable[Mapping[str, Any]]) -> list[Rider]:
        """The riders of those documents; one that this version cannot read keeps no other from being told."""
        riders = []
        for row in rows:
            try:
                riders.append(self.decode(row))
            except ValidationError as error:
                # Without what stands there: it may be a rider's number, or their words.
                wrong = [".".join(map(str, each["loc"])) for each in error.errors(include_input=False)]
                log.error("rider.unreadable", subscriber=row["_id"], wrong=wrong)  # noqa: TRY400  # a traceback quotes it
        return riders

    def unchanged(self, row: Mapping[str, Any]) -> Rider | None:
        """The rider whose marks are in `row`, where they are as they were; None where the document must be read."""
        marks, rider = self._riders.get(row["_id"], (None, None))
        return rider if marks == _marks(row) else None


def _marks(row: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(row.get(name) for name in MARKS)
