"""Recorded polls: which files they are, and when they were made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

NO_POLLS = frozenset({".tsv", ".csv", ".txt", ".md", ".zip", ".gz"})
NAME_TRUSTED_FROM = timedelta(minutes=10)
STEP = timedelta(seconds=60)
_STAMP = re.compile(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)[T_ -]?(\d\d)[-:]?(\d\d)[-:]?(\d\d)(?!\d)(Z?)", re.IGNORECASE)
_POSIX = re.compile(r"(?<!\d)(1\d{9})(?!\d)")


@dataclass(frozen=True, slots=True)
class Recording:
    """The files that may be polls, in order, and how many beside them surely are not."""

    polls: tuple[Path, ...]
    ignored: int


def find_polls(paths: Iterable[Path]) -> Recording:
    """The files of `paths`; a folder means its own regular files by name."""
    polls: list[Path] = []
    ignored = 0
    for path in paths:
        files = sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
        chosen = [each for each in files if not path.is_dir() or each.suffix.lower() not in NO_POLLS]
        ignored += len(files) - len(chosen)
        polls.extend(chosen)
    return Recording(tuple(polls), ignored)


def moment_of(name: str, stamped_at: datetime | None, previous: datetime | None, zone: str) -> datetime:
    """When a poll was made: its header says so, unless the file's name contradicts it; never before `previous`."""
    named = _named_moments(name, zone)
    moment = stamped_at
    is_contradicted = moment is not None and named and all(abs(moment - each) > NAME_TRUSTED_FROM for each in named)
    if moment is None or is_contradicted:
        moment = named[0] if named else None
    if moment is None:
        moment = previous + STEP if previous else datetime.fromtimestamp(0, UTC)
    return max(moment, previous) if previous else moment


def _named_moments(name: str, zone: str) -> list[datetime]:
    """The times that a file's name may mean, the likeliest first; none where it holds no time."""
    if match := _STAMP.search(name):
        *numbers, utc = match.groups()
        try:
            local = datetime(*(int(each) for each in numbers), tzinfo=UTC)  # type: ignore[misc, arg-type]  # the pattern has six numbers
        except ValueError:
            return []
        # Without the Z it is somebody's local time: the agency's, as a rule.
        return [local] if utc else [local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), local]
    if match := _POSIX.search(name):
        return [datetime.fromtimestamp(int(match[1]), UTC)]
    return []
