"""POSIX times as feeds write them."""

from datetime import UTC, datetime

MILLISECONDS_FROM = 10**11  # seconds of the year 5138: whoever writes that means milliseconds
NO_END_FROM = datetime(3000, 1, 1, tzinfo=UTC)  # Halifax, BC Transit: "until further notice"
# Nobody published alerts then: 253402300799, the last second of 9999, would read as milliseconds of 1978.
NO_END_BEFORE = datetime(1990, 1, 1, tzinfo=UTC)


def instant(posix: int) -> datetime | None:
    """The moment of a POSIX time in seconds or milliseconds; None where no calendar has it."""
    try:
        return datetime.fromtimestamp(posix / 1000 if posix >= MILLISECONDS_FROM else posix, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def end_instant(posix: int) -> datetime | None:
    """The end of a period; None where it is so far off that it means "no end"."""
    moment = instant(posix)
    if moment is None or moment >= NO_END_FROM:
        return None
    if posix >= MILLISECONDS_FROM and moment < NO_END_BEFORE:
        return None
    return moment
