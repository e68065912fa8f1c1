"""When the entities of a feed were last changed, so that one can say how long their news took."""

from collections.abc import Iterable
from datetime import datetime

from google.transit import gtfs_realtime_pb2 as gtfs


class FeedChanges:
    """Compares what a feed shows with what it showed before."""

    def __init__(self) -> None:
        self._shown: dict[str, bytes] = {}
        self._changed_at: dict[str, datetime] = {}

    def note(self, entities: Iterable[gtfs.FeedEntity], at: datetime) -> None:
        """The feed shows these from now on, and no others."""
        shown = {entity.id: entity.SerializePartialToString(deterministic=True) for entity in entities}
        changed = {each for each in shown.keys() | self._shown.keys() if shown.get(each) != self._shown.get(each)}
        self._changed_at |= dict.fromkeys(changed, at)
        self._shown = shown

    def last_before(self, moment: datetime, entity_id: str) -> datetime | None:
        """The change of that entity that was news at `moment`; of any one where it is not known by that id."""
        changed_at = self._changed_at.get(entity_id)
        if changed_at is None or changed_at > moment:
            return max((each for each in self._changed_at.values() if each <= moment), default=None)
        return changed_at
