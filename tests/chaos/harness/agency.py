"""The agency's feed: what its staff list, on the feed server's next answer."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from google.transit import gtfs_realtime_pb2 as gtfs

from tests.chaos.harness.names import STATIONS, place
from tests.chaos.harness.occasions import Occasion
from tests.chaos.harness.world import World

APART_S = 2  # two alerts that begin in the same second may be taken for one
STOPS = dict(zip((f"ELEVATORS {each.upper()}" for each in STATIONS), ("13840", "13851", "13749"), strict=True))


@dataclass
class Agency:
    """One feed and all that it lists."""

    world: World
    is_ending: asyncio.Event = field(default_factory=asyncio.Event)
    stuck: list[Occasion] = field(default_factory=list)
    audience: dict[frozenset[str], float] = field(default_factory=dict)  # whom something was listed for, and when
    _listed: dict[int, gtfs.FeedEntity] = field(default_factory=dict)
    _incidents: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _places: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _bystanders: gtfs.FeedMessage = field(default_factory=gtfs.FeedMessage)
    _began_at: int = field(default_factory=lambda: int(time.time()) - 7200)

    def open(self) -> None:
        """Take the feed over from the stack's own board."""
        self._bystanders.ParseFromString(self.world.stack.feed.body)
        self.world.stack.feed.refresh = self._publish

    def list(self, incident: int, subjects: frozenset[str], text: str) -> None:
        entity = gtfs.FeedEntity(id=str(80_000 + incident))
        entity.alert.active_period.add(start=self._began_at + APART_S * incident)
        for each in sorted(subjects):
            if each in STOPS:
                entity.alert.informed_entity.add(stop_id=STOPS[each])
            else:
                entity.alert.informed_entity.add(route_id=each)
        is_access = not subjects.isdisjoint(STOPS)
        entity.alert.effect = gtfs.Alert.ACCESSIBILITY_ISSUE if is_access else gtfs.Alert.NO_SERVICE
        entity.alert.header_text.translation.add(text=text, language="en")
        self._listed[incident] = entity
        self.audience[subjects] = time.time()

    def take_off(self, incident: int) -> None:
        del self._listed[incident]

    def new_incident(self) -> int:
        return next(self._incidents)

    def new_place(self) -> str:
        return place(next(self._places))

    def _publish(self) -> None:
        message = gtfs.FeedMessage()
        message.CopyFrom(self._bystanders)
        message.entity.extend(self._listed.values())
        message.header.timestamp = int(time.time())
        self.world.stack.feed.body = message.SerializeToString()
