"""`python -m notifier show`, as an operator calls it: masked numbers, unless somebody says why not."""

import json

from models.documents.look_up import LookUp
from models.event import Change
from notifier.dispatcher import Dispatcher
from notifier.showing.account_store import MongoAccounts
from runtime.mongo import collection_of
from tests.integration.notifier.asking import ask_notifier
from tests.integration.notifier.conftest import World, new_incident


async def told(world: World, dispatcher: Dispatcher) -> str:
    """An incident of which two riders were told, and one who had stopped was not; its name."""
    for number in (1, 2, 3):
        await world.rider(number)
    incident, event = await world.change(new_incident(), Change.OPENED)
    await world.set_rider(3, status="stopped")
    await world.tell(dispatcher, event)
    return incident.id


async def looks() -> list[tuple[str, str, str]]:
    rows = await collection_of(LookUp).find().to_list()
    return [(row["command"], row["subject"], row["why"]) for row in rows]


async def test_who_was_told_is_shown_with_masked_numbers(world: World, dispatcher: Dispatcher) -> None:
    incident = await told(world, dispatcher)
    code, shown, complaints = await ask_notifier(world, "show", incident)

    assert (code, complaints) == (0, "")
    assert "  text        No service, collision\n" in shown
    assert "  notice      accepted 2\n" in shown
    assert [line.split()[:3] for line in shown.splitlines() if "***" in line] == [
        ["+1416***0001", "notice", "accepted"],
        ["+1416***0002", "notice", "accepted"],
    ]
    assert ("+14165550001" in shown, await looks()) == (False, [])


async def test_whole_numbers_are_shown_to_who_says_why_and_the_look_is_kept(
    world: World, dispatcher: Dispatcher
) -> None:
    incident = await told(world, dispatcher)
    code, shown, complaints = await ask_notifier(world, "show", incident, "--json", "--numbers", "case 4711, J. Doe")

    assert (code, "insider.look_up" in complaints) == (0, True)
    assert [each["phone"] for each in json.loads(shown)["riders"]] == ["+14165550001", "+14165550002"]
    assert "+1416555" not in complaints
    assert await looks() == [("show --numbers", incident, "case 4711, J. Doe")]


async def test_only_some_are_listed_and_the_others_counted(world: World, dispatcher: Dispatcher) -> None:
    account = await MongoAccounts().find(await told(world, dispatcher), most_riders=1)

    assert account is not None
    assert (account.told, [each.phone for each in account.riders]) == (2, ["+14165550001"])


async def test_what_is_unknown_shows_nothing(world: World) -> None:
    unknown = await ask_notifier(world, "show", "ttc/none/1", "--numbers", "case 4711, J. Doe")

    assert unknown == (1, "", "ttc/none/1: no such incident, and no text about it\n")
    assert await looks() == []
