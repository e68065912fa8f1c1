"""A recording that is played by the clock, at a word, held and hurried."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.playback import Playback
from sandbox.player import Player
from sandbox.poll_series import read_series
from tests.builders import after, encode_feed, make_alert

AN_INSTANT_S = 0.02
SPEEDS = (60.0, 600.0)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def player(tmp_path: Path, said: list[str]) -> Player:
    """Three polls ten minutes apart: no service on King in the second."""
    for minutes, alerts in ((0, []), (10, [make_alert()]), (20, [])):
        (tmp_path / f"{minutes:02}.pb").write_bytes(encode_feed(alerts, stamped_at=after(minutes=minutes)))
    playback = Playback(read_series(tmp_path, "America/Toronto"), speed=60)
    return Player(playback, title="A day", zone="America/Toronto", note=said.append, speeds=SPEEDS)


@asynccontextmanager
async def playing(player: Player) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(player.run())
        await asyncio.sleep(AN_INSTANT_S)
        yield
        task.cancel()


async def test_a_poll_that_is_wanted_comes_at_once(player: Player, said: list[str]) -> None:
    async with playing(player):
        player.skip()
        await asyncio.sleep(AN_INSTANT_S)

    assert (player.playback.number, said) == (1, ["[poll 2/3, 12:10 recorded] +1 alert (504)"])


async def test_each_word_is_good_for_one_poll(player: Player, said: list[str]) -> None:
    async with playing(player):
        for _ in range(2):
            player.skip()
            await asyncio.sleep(AN_INSTANT_S)

    assert player.playback.is_over
    assert said[-1] == "The recording is over: poll 3/3 stays as it is."


async def test_what_is_held_stays(player: Player) -> None:
    player.playback.hurry(100_000)  # a poll is due as soon as one may be
    player.hold()
    async with playing(player):
        await asyncio.sleep(1.05)

    assert player.playback.number == 0


async def test_what_goes_on_is_held_no_more(player: Player) -> None:
    player.hold()
    player.go_on()

    assert (player.is_held, player.begun.is_set()) == (False, True)


async def test_a_held_recording_still_moves_on_at_a_word(player: Player) -> None:
    player.hold()
    async with playing(player):
        player.skip()
        await asyncio.sleep(AN_INSTANT_S)

    assert (player.playback.number, player.is_held) == (1, True)


async def test_a_hurried_recording_is_due_sooner(player: Player) -> None:
    before = player.playback.next_at
    player.hurry(600)

    assert (before - player.playback.next_at).total_seconds() == pytest.approx(9, abs=0.5)


async def test_only_its_own_speeds_are_taken(player: Player) -> None:
    with pytest.raises(ValueError, match="7"):
        player.hurry(7)


async def test_whoever_asks_for_a_poll_has_begun(player: Player) -> None:
    before = player.begun.is_set()
    player.skip()

    assert (before, player.begun.is_set()) == (False, True)
