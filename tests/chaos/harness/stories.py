"""What happens in the town: incidents on routes and at stations, from their first alert to their last all-clear."""

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NoReturn

import structlog
from pymongo.errors import PyMongoError

from tests.chaos.harness.agency import Agency
from tests.chaos.harness.names import STATIONS, alert_text, elevator_text
from tests.chaos.harness.occasions import Occasion
from tests.chaos.harness.verdict import missing
from tests.chaos.harness.world import ROUTES, World

LOOK_S = 0.4
HURRIED = 0.25  # of all occasions: the next one begins before all can have been told
AGAIN = 0.3  # of all that was cleared begins again
MOST_STUCK = 3
TOGETHER_S = 0.6  # elevators of one station fail within this time
log = structlog.get_logger()


class StuckError(Exception):
    """Nobody took an occasion in, or somebody was not told, in the time that the harness waits."""


async def work(agency: Agency) -> None:
    """All authors, one incident of each after the other until the end; the last one is told to its own end."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_write(agency, "elevators", _elevators))
        for number in range(1, agency.world.plan.authors):
            group.create_task(_write(agency, f"author {number}", _closure))


async def _write(agency: Agency, name: str, tell: Callable[[Agency, random.Random], Awaitable[None]]) -> None:
    dice, stuck = agency.world.plan.dice(name), 0
    while not agency.is_ending.is_set() and stuck < MOST_STUCK:
        try:
            await tell(agency, dice)
        except StuckError:
            stuck += 1


async def _closure(agency: Agency, dice: random.Random) -> None:
    """A route or two is closed: raised, changed, cleared, and sometimes all over again."""
    count = dice.choice([1, 1, 1, 2])
    routes = frozenset(dice.choices(list(ROUTES), weights=list(ROUTES.values()), k=count))
    story, start = Story(agency, dice, routes), agency.new_place()
    while True:
        for _ in range(dice.choice([1, 2, 2, 3])):
            name = agency.new_place()
            text = alert_text(start, name)
            await story.dwell(await story.news(name, text))
        await story.dwell(await story.end())
        if dice.random() > AGAIN:
            return


async def _elevators(agency: Agency, dice: random.Random) -> None:
    """Some elevators of one station fail at nearly the same time, and come back so."""
    station = dice.choice(STATIONS)
    subject = frozenset({f"ELEVATORS {station.upper()}"})
    stories = [Story(agency, dice, subject) for _ in range(dice.choice([1, 2, 3]))]

    async def fail(story: Story) -> Occasion:
        await asyncio.sleep(dice.random() * TOGETHER_S)
        name = agency.new_place()
        return await story.news(name, elevator_text(station, name))

    async def come_back(story: Story) -> Occasion:
        await asyncio.sleep(dice.random() * TOGETHER_S)
        return await story.end()

    for step in (fail, come_back):
        occasions = await asyncio.gather(*(step(each) for each in stories))
        for story, occasion in zip(stories, occasions, strict=True):
            await story.dwell(occasion)


class Story:
    """One incident and what is told of it."""

    def __init__(self, agency: Agency, dice: random.Random, subjects: frozenset[str]) -> None:
        self._agency = agency
        self._world: World = agency.world
        self._dice = dice
        self._subjects = subjects
        self._incident = agency.new_incident()
        self._numbers = itertools.count()
        self._id = ""

    async def news(self, name: str, text: str) -> Occasion:
        """List the alert with that text, and wait until it is known."""
        occasion = self._begin(name)
        self._agency.list(self._incident, self._subjects, text)
        query = {"alert.header_text.text": text, "state": "open", "told.places": name.casefold()}
        self._id = str((await self._seen(occasion, query))["_id"])
        return occasion

    async def end(self) -> Occasion:
        """Take the alert off, and wait until that is known."""
        last = self._world.chronicle.by_incident[self._incident][-1].place
        occasion = self._begin(last, is_clear=True)
        self._agency.take_off(self._incident)
        await self._seen(occasion, {"_id": self._id, "state": "closed"})
        return occasion

    async def dwell(self, occasion: Occasion) -> None:
        """Wait until all are told who are owed it; in a hurry, hardly at all.

        Raises:
            StuckError: somebody was not.
        """
        if occasion.is_hurried:
            await asyncio.sleep(self._dice.random() * 2)
            return
        deadline = time.monotonic() + self._world.plan.patience_s
        while time.monotonic() < deadline:
            await asyncio.sleep(LOOK_S)
            if next(missing(occasion, self._world.lives, self._world.texts, time.time()), None) is None:
                return
        self._stick(occasion, "somebody is not told")

    def _begin(self, name: str, *, is_clear: bool = False) -> Occasion:
        earlier: Sequence[Occasion] = self._world.chronicle.by_incident.get(self._incident, ())
        occasion = Occasion(
            incident=self._incident,
            number=next(self._numbers),
            place=name,
            routes=self._subjects,
            at=time.time(),
            is_clear=is_clear,
            is_again=bool(earlier) and earlier[-1].is_clear,
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
        return self._stick(occasion, "not taken in")

    def _stick(self, occasion: Occasion, why: str) -> NoReturn:
        self._agency.stuck.append(occasion)
        log.warning("occasion.stuck", occasion=occasion.name, why=why)
        raise StuckError
