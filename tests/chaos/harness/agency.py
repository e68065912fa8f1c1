"""The agency's staff: they raise alerts, change them, take them back and raise them again, all the time."""

import asyncio
import itertools
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import structlog
from google.transit import gtfs_realtime_pb2 as gtfs
from pymongo.errors import PyMongoError

from tests.chaos.harness.names import alert_text, place
from tests.chaos.harness.occasions import Occasion
from tests.chaos.harness.verdict import missing
from tests.chaos.harness.world import ROUTES, World

LOOK_S = 0.4
HURRIED = 0.25  # of all occasions: the next one begins before all can have been told
MOST_STUCK = 3
APART_S = 2  # two alerts that begin in the same second may be taken for one
log = structlog.get_logger()


class StuckError(Exception):
    """Nobody took an occasion in, or somebody was not told, in the time that the harness waits."""


@dataclass
class Agency:
    """One feed and those who write for it; what it publishes is on the feed server's next answer."""

    world: World
    is_ending: asyncio.Event = field(default_factory=asyncio.Event)
    stuck: list[Occasion] = field(default_factory=list)
    audience: dict[frozenset[str], float] = field(default_factory=dict)
    _listed: dict[str, gtfs.FeedEntity] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _places: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _bystanders: gtfs.FeedMessage = field(default_factory=gtfs.FeedMessage)
    _began_at: int = field(default_factory=lambda: int(time.time()) - 7200)

    def open(self) -> None:
        """Take the feed over from the stack's own board."""
        self._bystanders.ParseFromString(self.world.stack.feed.body)
        self.world.stack.feed.refresh = self._publish

    async def work(self) -> None:
        """All authors, until `is_ending`; what is listed then is cleared in order."""
        async with asyncio.TaskGroup() as group:
            for number in range(self.world.plan.authors):
                group.create_task(self._write(self.world.plan.dice(f"author {number}")))

    async def _write(self, dice: random.Random) -> None:
        stuck = 0
        while not self.is_ending.is_set() and stuck < MOST_STUCK:
            try:
                await Story(self, dice, next(self._numbers)).tell()
            except StuckError:
                stuck += 1

    def list(self, incident: int, routes: frozenset[str], text: str) -> None:
        entity = gtfs.FeedEntity(id=str(80_000 + incident))
        entity.alert.active_period.add(start=self._began_at + APART_S * incident)
        for route in sorted(routes):
            entity.alert.informed_entity.add(route_id=route)
        entity.alert.effect = gtfs.Alert.NO_SERVICE
        entity.alert.header_text.translation.add(text=text, language="en")
        self._listed[entity.id] = entity
        self.audience[routes] = time.time()

    def take_off(self, incident: int) -> None:
        del self._listed[str(80_000 + incident)]

    def new_place(self) -> str:
        return place(next(self._places))

    def _publish(self) -> None:
        message = gtfs.FeedMessage()
        message.CopyFrom(self._bystanders)
        message.entity.extend(self._listed.values())
        message.header.timestamp = int(time.time())
        self.world.stack.feed.body = message.SerializeToString()


class Story:
    """One incident from its first alert to its last all-clear."""

    def __init__(self, agency: Agency, dice: random.Random, incident: int) -> None:
        self._agency = agency
        self._world = agency.world
        self._dice = dice
        self._incident = incident
        self._start = agency.new_place()
        count = dice.choice([1, 1, 1, 2])
        self._routes = frozenset(dice.choices(list(ROUTES), weights=list(ROUTES.values()), k=count))
        self._number = itertools.count()
        self._id = ""
        self._text = ""

    async def tell(self) -> None:
        """Raise, change, clear, and sometimes begin again."""
        await self._news()
        for _ in range(self._dice.choice([0, 1, 1, 2])):
            await self._news()
        await self._end()
        while self._dice.random() < 0.3:
            await self._news(is_again=True)
            await self._end()

    async def _news(self, *, is_again: bool = False) -> None:
        name = self._agency.new_place()
        occasion = self._begin(name, is_again=is_again)
        self._text = alert_text(self._start, name)
        self._agency.list(self._incident, self._routes, self._text)
        spelled = name.casefold()
        row = await self._seen(
            occasion, {"alert.header_text.text": self._text, "state": "open", "told.places": spelled}
        )
        self._id = str(row["_id"])
        await self._dwell(occasion)

    async def _end(self) -> None:
        last = self._world.chronicle.by_incident[self._incident][-1].place
        occasion = self._begin(last, is_clear=True)
        self._agency.take_off(self._incident)
        await self._seen(occasion, {"_id": self._id, "state": "closed"})
        await self._dwell(occasion)

    def _begin(self, name: str, *, is_clear: bool = False, is_again: bool = False) -> Occasion:
        occasion = Occasion(
            incident=self._incident,
            number=next(self._number),
            place=name,
            routes=self._routes,
            at=time.time(),
            is_clear=is_clear,
            is_again=is_again,
            is_hurried=self._dice.random() < HURRIED and not self._agency.is_ending.is_set(),
        )
        return self._world.chronicle.add(occasion)

    async def _seen(self, occasion: Occasion, query: Mapping[str, object]) -> Mapping[str, object]:
        """Wait until the pipeline has taken the occasion in."""
        deadline = time.monotonic() + self._world.plan.patience_s
        while time.monotonic() < deadline:
            try:
                row = await self._world.database["incidents"].find_one(query, {"_id": 1})
            except PyMongoError:
                row = None
            if row is not None:
                occasion.known_at = time.time()
                return row
            await asyncio.sleep(LOOK_S)
        self._is_stuck(occasion, "not taken in")
        raise StuckError

    async def _dwell(self, occasion: Occasion) -> None:
        """Wait until all are told who are owed it; in a hurry, hardly at all."""
        if occasion.is_hurried:
            await asyncio.sleep(self._dice.random() * 2)
            return
        deadline = time.monotonic() + self._world.plan.patience_s
        while time.monotonic() < deadline:
            await asyncio.sleep(LOOK_S)
            if next(missing(occasion, self._world.lives, self._world.texts, time.time()), None) is None:
                return
        self._is_stuck(occasion, "somebody is not told")
        raise StuckError

    def _is_stuck(self, occasion: Occasion, why: str) -> None:
        self._agency.stuck.append(occasion)
        log.warning("occasion.stuck", occasion=occasion.name, why=why)
