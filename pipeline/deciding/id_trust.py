"""Which entity ids can be relied on: those of a feed that were never seen to move from one incident to another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.deciding.rules import Rules

MOST_KEPT = 2000  # a hostile feed may invent ids for ever


@dataclass(frozen=True, slots=True)
class IdTrust:
    """When each id was last seen to move."""

    moved: Mapping[str, datetime] = field(default_factory=dict)

    def trusted(self, listed: Collection[str], rules: Rules) -> frozenset[str]:
        """The ids of one poll that count as evidence; none where so many moved that they must be positions."""
        ids = frozenset(listed)
        suspects = ids & self.moved.keys()
        return frozenset() if len(suspects) > rules.moved_ids * len(ids) else ids - suspects

    def after(self, moved: Collection[str], rules: Rules, now: datetime) -> "IdTrust":
        """What is known when `moved` have been seen to move at `now`; long ago is forgotten."""
        if not moved and not self.moved:
            return self
        oldest = now - timedelta(seconds=rules.moved_id_s)
        kept = {name: when for name, when in self.moved.items() if when >= oldest} | dict.fromkeys(moved, now)
        newest = sorted(kept.items(), key=lambda pair: (pair[1], pair[0]))[-MOST_KEPT:]
        return IdTrust(dict(newest))
