"""One poll to be decided about, and what every step of deciding has in common."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.incident import Incident
from pipeline.deciding.belief import Stamp
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import FeedMemory
from pipeline.reading.snapshot import FeedSnapshot

Incidents = Mapping[str, Incident]


@dataclass(frozen=True, slots=True)
class Poll:
    """One readable poll; `snapshot` may be None where the content is that of the last good poll.

    `released` and `let_go` are the held incidents that the operator has decided about since. `is_quiet` says that time
    alone has brought nothing about either.
    """

    stamped_at: datetime | None
    content_hash: str
    snapshot: FeedSnapshot | None = None
    stamp: Stamp = Stamp.GENERATED
    released: frozenset[str] = frozenset()
    let_go: frozenset[str] = frozenset()
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """What every step of one good poll has in common; its number is `memory.good_polls`."""

    memory: FeedMemory
    before: FeedMemory
    poll: Poll
    guidance: Guidance
    now: datetime

    @property
    def number(self) -> int:
        return self.memory.good_polls

    @property
    def is_baseline(self) -> bool:
        return self.before.is_baseline_due

    @property
    def is_new_catalogue(self) -> bool:
        return self.before.catalogue_version != self.guidance.catalogue.version

    @property
    def gap(self) -> timedelta:
        """The time since the last good poll."""
        return self.now - self.before.good_at if self.before.good_at else timedelta()


def open_ones(incidents: Incidents) -> Iterator[Incident]:
    """Those that go on."""
    return (each for each in incidents.values() if each.is_open)
