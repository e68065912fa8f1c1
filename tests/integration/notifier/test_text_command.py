"""`python -m notifier text`: a test text takes the way of all texts, and the operator sees how far it gets."""

import asyncio

from notifier.dispatcher import Dispatcher
from runtime.process import Stop
from tests.integration.notifier.asking import ask_notifier
from tests.integration.notifier.conftest import World

Said = tuple[int, str, str]


async def text(world: World, dispatcher: Dispatcher, *arguments: str) -> Said:
    """The command, while a notifier sends."""
    stop = Stop()
    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher.run(stop))
        said = await ask_notifier(world, "text", *arguments, "--wait", "2")
        stop.set()
    return said


async def test_a_test_text_is_sent_once_and_followed(world: World, dispatcher: Dispatcher) -> None:
    phone = await world.rider(1)
    code, said, complaints = await text(world, dispatcher, phone, "Line  two\nis free")

    assert (code, world.bodies(phone)) == (0, ["Line two is free"])
    assert said.splitlines()[0] == "to +1416***0001 from +14165550199: Line two is free"
    assert said.splitlines()[1].startswith("accepted after ")
    # Nothing reports deliveries here.
    assert "no report of its delivery yet" in complaints


async def test_who_must_not_be_texted_is_not(world: World, dispatcher: Dispatcher) -> None:
    stopped, suppressed = await world.rider(1), await world.rider(2)
    await world.set_rider(1, status="stopped")
    await world.set_rider(2, suppressed_at=world.clock.now())
    for phone, why in ((stopped, "stopped"), (suppressed, "suppressed")):
        code, said, _complaints = await text(world, dispatcher, phone)

        assert (code, world.bodies(phone)) == (1, [])
        assert said.splitlines()[-1].startswith("skipped after ")
        assert said.splitlines()[-1].endswith(f": {why}")


async def test_a_phone_that_never_wrote_is_not_texted(world: World, dispatcher: Dispatcher) -> None:
    code, said, complaints = await text(world, dispatcher, "+14165550001")

    assert (code, said, await world.deliveries()) == (1, "", [])
    assert complaints == "+1416***0001 has never texted +14165550199: have it send any word first\n"


async def test_without_a_notifier_the_answer_says_so_and_nothing_is_sent_later(
    world: World, dispatcher: Dispatcher
) -> None:
    phone = await world.rider(1)
    code, _said, complaints = await ask_notifier(world, "text", phone, "--wait", "0.5")
    await asyncio.sleep(0.2)
    await world.drain(dispatcher)

    assert (code, "does a notifier of +14165550199 run?" in complaints) == (1, True)
    assert (world.bodies(phone), await world.states()) == ([], ["skipped"])
