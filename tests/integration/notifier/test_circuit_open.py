"""Twilio is down, or refuses our account: nothing is lost, nothing is doubled, and it goes on by itself."""

import asyncio

import pytest

from models.documents.sender import Sender
from models.event import Change
from notifier import metrics
from notifier.dispatcher import Dispatcher
from runtime.mongo import collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import SENDER, TOKEN, World, new_incident
from tests.integration.notifier.hands import reconcile, wait

CROWD = 120


async def go_on_until_told(world: World, dispatcher: Dispatcher, phones: list[str]) -> None:
    async with asyncio.timeout(20):
        while not all(world.bodies(phone) for phone in phones):
            assert await dispatcher._lease.acquire()
            await reconcile(world, dispatcher)
            await world.drain(dispatcher)


async def reason_of(world: World) -> str | None:
    row = await collection_of(Sender).find_one({"_id": SENDER})
    assert row is not None
    return row.get("circuit")


@pytest.mark.parametrize(
    ("fault", "reasons"),
    [
        pytest.param("outage", {"http-503", "TimeoutError"}, id="every request is answered 503"),
        pytest.param("token", {"ours-to-mend-20003", "TimeoutError"}, id="our token is wrong"),
        pytest.param(
            "sender", {"ours-to-mend-21606"}, id="our number is not ours any more: lists are answered all the same"
        ),
    ],
)
async def test_all_are_told_once_when_it_is_mended(
    world: World, dispatcher: Dispatcher, fault: str, reasons: set[str]
) -> None:
    phones = [await world.rider(number) for number in range(CROWD)]
    account = world.simulator.account
    _incident, event = await world.change(new_incident(), Change.OPENED)
    match fault:
        case "outage":
            world.simulator.faults.outage = True
        case "token":
            account.auth_token = "another"
        case _:
            account.senders = ["+14165550000"]
    await world.tell(dispatcher, event)
    # On a busy machine the first posts may all time out; then a single one finds out why.
    async with asyncio.timeout(20):
        while await reason_of(world) not in reasons:
            await wait()
            await world.drain(dispatcher)
    during = await reason_of(world), metrics.CIRCUIT_OPEN._value.get(), dispatcher.problem
    tried = len(world.simulator.attempts)
    world.simulator.faults.outage = False
    account.auth_token, account.senders = TOKEN, [SENDER]
    await go_on_until_told(world, dispatcher, phones)

    reason, is_open, problem = during
    assert (is_open, problem) == (1, reason)
    # Those that were under way at once, and a few single tries.
    assert tried < 80
    assert [len(world.bodies(phone)) for phone in phones] == [1] * CROWD
    assert (await reason_of(world), metrics.CIRCUIT_OPEN._value.get(), dispatcher.problem) == (None, 0, None)


async def test_a_throttled_sender_goes_on_with_fewer_at_once(world: World, dispatcher: Dispatcher) -> None:

    phones = [await world.rider(number) for number in range(CROWD)]
    _incident, event = await world.change(new_incident(), Change.OPENED)
    world.simulator.faults.next(*[Fault.HTTP_429] * 60)
    await world.tell(dispatcher, event)
    fewer = metrics.POSTS_ALLOWED._value.get()
    await go_on_until_told(world, dispatcher, phones)

    assert 1 <= fewer < world.settings.send_concurrency
    assert (await reason_of(world), [len(world.bodies(phone)) for phone in phones]) == (None, [1] * CROWD)
