"""One question to the database, however many people look."""

import asyncio

import pytest
from pymongo.errors import AutoReconnect

from bot.pages.kept_board import KeptBoard
from bot.pages.seen import Look, Seen
from tests.fakes.bot_world import NOW

SEEN = Seen(NOW)


class Database:
    """Counts how often it is asked; away or slow if it is told so."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_away = False
        self.takes_s = 0.0

    async def read(self) -> Seen:
        self.asked += 1
        await asyncio.sleep(self.takes_s)
        if self.is_away:
            raise AutoReconnect("gone")
        return SEEN


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(database: Database, clock: Clock) -> KeptBoard:
    return KeptBoard(database.read, every_s=10, timeout_s=0.05, clock=clock)


async def test_a_crowd_asks_once(board: KeptBoard, database: Database) -> None:
    database.takes_s = 0.01
    looks = await asyncio.gather(*(board.current() for _ in range(100)))

    assert (set(looks), database.asked) == ({Look(SEEN)}, 1)


async def test_it_is_asked_again_after_some_seconds(board: KeptBoard, database: Database, clock: Clock) -> None:
    for clock.now_s in (100, 109, 110, 119.9, 120):
        await board.current()

    assert database.asked == 3


async def test_while_the_database_is_away_the_last_answer_is_kept(
    board: KeptBoard, database: Database, clock: Clock
) -> None:
    await board.current()
    database.is_away, clock.now_s = True, 111
    looks = [await board.current() for _ in range(5)]
    database.is_away, clock.now_s = False, 122

    assert (set(looks), database.asked) == ({Look(SEEN, is_failing=True)}, 2)
    assert await board.current() == Look(SEEN)


async def test_a_database_that_never_answered_is_nothing_known(board: KeptBoard, database: Database) -> None:
    database.takes_s = 5

    assert await board.current() == Look(None, is_failing=True)
