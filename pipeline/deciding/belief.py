"""Is this poll information? Whether it is new, confirms what we know, or says nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pipeline.deciding.memory import FeedMemory
from pipeline.deciding.rules import Rules


class Verdict(StrEnum):
    """What a poll is worth."""

    ACCEPT = "accept"
    CONFIRM = "confirm"
    IGNORE = "ignore"


class Stamp(StrEnum):
    """What the producer means by FeedHeader.timestamp."""

    GENERATED = "generated"  # moves with every poll: an old one tells of a producer that hangs
    CHANGED = "changed"  # moves with the content: an old one tells nothing


@dataclass(frozen=True, slots=True)
class Belief:
    """The verdict on one poll; `stamped_at` is its stamp, where that can be used."""

    verdict: Verdict
    stamped_at: datetime | None = None
    is_stale: bool = False
    reason: str = ""

    @property
    def is_good(self) -> bool:
        # A producer that hangs repeats itself for ever: that confirms nothing.
        return self.verdict is Verdict.ACCEPT or (self.verdict is Verdict.CONFIRM and not self.is_stale)


def believe(
    memory: FeedMemory, stamped_at: datetime | None, content_hash: str, *, stamp: Stamp, rules: Rules, now: datetime
) -> Belief:
    """What a readable poll is worth, given what is remembered of its feed."""
    usable = _usable(stamped_at, rules, now)
    if _is_older(memory, usable) and not _is_patience_over(memory, rules, now):
        return Belief(Verdict.IGNORE, usable, memory.is_stale, reason="older than the last good poll")
    age = now - usable if usable and stamp is Stamp.GENERATED else timedelta()
    is_stale = age > timedelta(seconds=rules.stale_after_s)
    # A crowd of new alerts that is held has not been taken in yet: to see it again is news, however old the stamp.
    is_known = content_hash == memory.content_hash and memory.held_openings == 0
    verdict = Verdict.CONFIRM if is_known else Verdict.ACCEPT
    return Belief(verdict, usable, is_stale)


def _usable(stamped_at: datetime | None, rules: Rules, now: datetime) -> datetime | None:
    ahead = stamped_at is not None and stamped_at > now + timedelta(seconds=rules.stamp_ahead_s)
    return None if ahead else stamped_at


def _is_older(memory: FeedMemory, stamped_at: datetime | None) -> bool:
    return stamped_at is not None and memory.stamped_at is not None and stamped_at < memory.stamped_at


def _is_patience_over(memory: FeedMemory, rules: Rules, now: datetime) -> bool:
    """Whether so many older polls came in a row that the producer's clock was set back, rather than a cache was hit."""
    if memory.older_polls >= rules.older_polls:
        return True
    return memory.older_since is not None and now - memory.older_since >= timedelta(seconds=rules.older_s)
