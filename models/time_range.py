"""A half-open span of time, as GTFS-realtime's TimeRange has it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From `start` (inclusive) to `end` (exclusive), both aware and UTC; None leaves that side open."""

    start: datetime | None = None
    end: datetime | None = None

    def contains(self, moment: datetime) -> bool:
        after_start = self.start is None or self.start <= moment
        before_end = self.end is None or moment < self.end
        return after_start and before_end
