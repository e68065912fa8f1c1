"""Clocks: the process's own, one that goes on in a suspend, and the database's."""

import time
from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)


def boottime_s() -> float:
    """Seconds since boot, suspends included: Python's monotonic clock stops while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
