"""Several elevators in one text, and a dispatcher that dies at any write: each is told once all the same."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from models.documents.sender import Sender
from notifier.dispatcher import Dispatcher
from runtime.clock import boottime_s
from runtime.mongo import collection_of
from tests.integration.notifier.conftest import SENDER, World
from tests.integration.notifier.hands import next_fanout
from tests.integration.notifier.station import (
    ELEVATORS,
    PLACES,
    come_back,
    drain_patiently,
    fail,
    mentions,
    states,
    tell,
)

WRITES = ("insert_many", "update_one", "update_many", "bulk_write")
CLAIM, OUTCOME, CARRIED = 1, 2, 3
EVERY_DEATH = [
    pytest.param(CLAIM, 0, id="before the claim"),
    pytest.param(CLAIM, 1, id="when only the carrier is claimed"),
    pytest.param(CLAIM, 2, id="when one of those that it carries is claimed"),
    pytest.param(CLAIM, 3, id="after the claim"),
    pytest.param(OUTCOME, 0, id="after the post"),
    pytest.param(OUTCOME, 1, id="after the outcome"),
    pytest.param(CARRIED, 1, id="while those that it carries follow"),
    pytest.param(CARRIED, 2, id="after those that it carries followed"),
]


class DiedError(BaseException):
    """The dispatcher is dead: nobody catches this."""


class Mortal:
    """The rows of texts for a dispatcher that dies in its write number `last`, when `done` of its parts are written."""

    def __init__(self, rows: Any, *, last: int, done: int) -> None:
        self._rows = rows
        self._left = last
        self._done = done
        self.has_died = False

    def __getattr__(self, name: str) -> Any:
        if self.has_died:
            raise DiedError
        method = getattr(self._rows, name)
        return self._mortal(method) if name in WRITES else method

    def _mortal(self, method: Callable[..., Any]) -> Callable[..., Any]:
        async def write(parts: Any, *arguments: Any, **options: Any) -> Any:
            self._left -= 1
            if self._left > 0:
                return await method(parts, *arguments, **options)
            self.has_died = True
            if self._done:
                await method(parts[: self._done], *arguments, **options)
            raise DiedError

        return write


@pytest.mark.parametrize(("last", "done"), EVERY_DEATH)
async def test_each_is_told_to_be_out_once(world: World, last: int, done: int) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    first = await world.open_dispatcher("one")
    _incidents, events = await fail(world)
    rows = mortal(first, last=last, done=done)
    with suppress(DiedError):
        await tell(world, first, events)
    await take_over_and_finish(world)

    assert rows.has_died
    assert [mentions(world, phone, place) for place in PLACES] == [1, 1, 1]
    assert await states(world) == {"accepted": 3}


@pytest.mark.parametrize(
    ("last", "done"),
    [
        pytest.param(CLAIM, 2, id="in the middle of the claim"),
        pytest.param(OUTCOME, 0, id="after the post"),
        pytest.param(CARRIED, 0, id="after the outcome"),
    ],
)
async def test_each_is_told_to_be_back_once(world: World, last: int, done: int) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    first = await world.open_dispatcher("one")
    incidents, events = await fail(world)
    await tell(world, first, events)
    rows = mortal(first, last=last, done=done)
    with suppress(DiedError):
        await tell(world, first, await come_back(world, incidents))
    await take_over_and_finish(world)

    assert rows.has_died
    assert [mentions(world, phone, place) for place in PLACES] == [2, 2, 2]
    assert await states(world) == {"accepted": 6}


@pytest.mark.parametrize(
    ("gone", "last", "done"),
    [
        pytest.param(1, 1, 0, id="before they part"),
        pytest.param(1, 1, 1, id="when the carrier has parted"),
        pytest.param(1, 2, 1, id="while the others follow"),
        pytest.param(1, 2, 2, id="when all have parted"),
        pytest.param(0, 1, 1, id="when the carrier, whose end it is, was skipped"),
    ],
)
async def test_an_end_between_claim_and_post_parts_them(world: World, gone: int, last: int, done: int) -> None:
    phone = await world.rider(1, target=ELEVATORS)
    first = await world.open_dispatcher("one")
    incidents, events = await fail(world)
    for event in events:
        await world.take_over(first, event)
    await world.clock.refresh()
    now = world.clock.now()
    turn = await first._telling.turn(await next_fanout(first, now), limit=10, epoch=1, now=now)
    [text] = turn.claimed
    ids = [text.incident, *(each.incident for each in text.carries)]
    over = next(each for each in incidents if each.id == ids[gone])
    [cleared] = await come_back(world, [over])
    rows = mortal(first, last=last, done=done)
    await first._posting.send(turn.claimed, claimed_at=now, since_s=boottime_s())
    await first._posting.finished()
    second = await take_over_and_finish(world)
    await tell(world, second, [cleared])

    assert rows.has_died
    out = [each.alert.entity_id for each in incidents if each is not over]
    assert {place: mentions(world, phone, place) for place in PLACES} == {
        **dict.fromkeys(out, 1),
        over.alert.entity_id: 0,
    }
    assert await states(world) == {"accepted": 2, "skipped": 1}


def mortal(dispatcher: Dispatcher, *, last: int, done: int) -> Mortal:
    """From now on its texts are written by one who dies."""
    deliveries: Any = dispatcher._texts
    rows = Mortal(deliveries._rows, last=last, done=done)
    deliveries._rows = deliveries._carried._rows = rows
    return rows


async def take_over_and_finish(world: World) -> Dispatcher:
    """The next dispatcher comes, and has the time that it needs."""
    await collection_of(Sender).update_one({"_id": SENDER}, {"$set": {"expires_at": None}})
    second = await world.open_dispatcher("two")
    await world.drain(second)
    await drain_patiently(world, second)
    return second
