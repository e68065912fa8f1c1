"""`python -m bot suppress` and `unsuppress`, as an operator calls them."""

import json

import pytest

from bot.__main__ import build
from bot.operating.suppression import Suppression
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from runtime.mongo import Database, Row
from tests.fakes.bot_client import Twilio
from tests.fakes.bot_world import PHONE
from tests.integration.bot.asking import ask_bot

MASKED = "+1416***0101"


@pytest.fixture
async def rider(imported: Database, bot_settings: BotSettings) -> Twilio:
    """Somebody who has subscribed, with the hands to write again."""
    directory = KeptDirectory(imported)
    await directory.refresh()
    twilio = Twilio(build(bot_settings, imported, directory))
    await twilio.text("SUBSCRIBE 504", 1)
    return twilio


async def row_of(database: Database) -> Row:
    row = await database["subscribers"].find_one({"phone": PHONE})
    assert row is not None
    return row


async def test_a_number_is_suppressed_and_texted_again_and_both_are_kept(
    rider: Twilio, imported: Database, bot_settings: BotSettings
) -> None:
    before = await row_of(imported)
    done = ask_bot(bot_settings, "suppress", PHONE, "asked by telephone")
    suppressed = await row_of(imported)
    lifted = ask_bot(bot_settings, "unsuppress", PHONE, "a mistake")
    after = await row_of(imported)
    lines = [json.loads(line) for line in ask_bot(bot_settings, "consent", PHONE).stdout.splitlines()]

    assert (done.returncode, done.stdout) == (0, f"{MASKED} is suppressed: no text goes there until it texts us\n")
    assert (lifted.returncode, lifted.stdout) == (0, f"{MASKED} is texted again\n")
    assert [each.get("suppressed_at") is None for each in (before, suppressed, after)] == [True, False, True]
    assert (after["status"], after["subscriptions"]) == ("active", before["subscriptions"])
    # A fan-out that passed them by looks once more.
    assert after["changed_at"] > before["changed_at"]
    assert [(each["effect"], each["words"]) for each in lines][1:] == [
        ("suppressed-by-operator", "asked by telephone"),
        ("unsuppressed-by-operator", "a mistake"),
    ]


async def test_what_holds_already_is_not_kept_twice(rider: Twilio, imported: Database) -> None:
    suppression = Suppression(imported)
    done = [await suppression.suppress(PHONE, "x") for _ in range(2)]
    lifted = [await suppression.lift(PHONE, "x") for _ in range(2)]

    assert [(each.known, each.changed) for each in (*done, *lifted)] == [(1, 1), (1, 0)] * 2
    assert await imported["inbound_messages"].count_documents({"_id": {"$regex": "^operator/"}}) == 2


async def test_a_message_of_theirs_lifts_it(rider: Twilio, imported: Database) -> None:
    await Suppression(imported).suppress(PHONE, "asked by telephone")
    await rider.text("LIST", 2)

    assert (await row_of(imported))["suppressed_at"] is None


async def test_who_has_stopped_stays_stopped(rider: Twilio, imported: Database) -> None:
    await rider.text("STOP", 2)
    await Suppression(imported).suppress(PHONE, "x")
    lifted = await Suppression(imported).lift(PHONE, "x")

    assert (lifted.stopped, (await row_of(imported))["status"]) == (1, "stopped")


async def test_who_is_being_forgotten_is_left_to_that(rider: Twilio, imported: Database) -> None:
    await imported["subscribers"].update_one({"phone": PHONE}, {"$set": {"status": "forgotten"}})

    assert (await Suppression(imported).suppress(PHONE, "x")).known == 0


async def test_a_stranger_is_said_to_be_one(bot_settings: BotSettings) -> None:
    done = ask_bot(bot_settings, "suppress", "+14165550999", "x")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "+1416***0999 is no rider's number: nothing is sent to it\n"
