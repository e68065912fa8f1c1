"""The words that Twilio answers itself: recorded, obeyed and not answered, in memory and on MongoDB alike."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.__main__ import build
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from bot.stores.receipts import MongoReceipts
from models.delivery import DeliveryState
from models.documents.opt_out import OPTED_OUT, opt_out
from models.documents.reacting import Reacting
from models.reports import Receipt
from runtime.mongo import Database
from runtime.settings import ProcessSettings
from sandbox.chat.memory import BotMemory
from tests.fakes.bot_client import ACCOUNT, BASE_URL, INBOUND, TOKEN, Twilio, form_of, make_app
from tests.fakes.bot_world import NOW, PHONE, SENDER, make_sid

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response />'
OPT_OUT = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"]
OPT_IN = ["START", "YES", "UNSTOP"]
HELP = ["HELP", "INFO"]


@dataclass(frozen=True, slots=True)
class World:
    """A bot, and what its database says afterwards."""

    twilio: Twilio
    status: Callable[[], Awaitable[str | None]]
    logged: Callable[[str], Awaitable[tuple[str, bool]]]


@pytest.fixture(params=["memory", "mongodb"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "memory":
        return _in_memory(BotMemory(NOW))
    settings: ProcessSettings = request.getfixturevalue("process_settings")
    return _in_mongodb(settings, request.getfixturevalue("database"))


def _in_memory(memory: BotMemory) -> World:
    async def status() -> str | None:
        rider = memory.rider_with(PHONE, SENDER)
        return rider.status.value if rider else None

    async def logged(sid: str) -> tuple[str, bool]:
        _, effect, is_consent = memory.log[sid]
        return effect, is_consent

    return World(Twilio(make_app(memory)), status, logged)


def _in_mongodb(settings: ProcessSettings, database: Database) -> World:
    async def status() -> str | None:
        rider = await database["subscribers"].find_one({"phone": PHONE})
        return rider["status"] if rider else None

    async def logged(sid: str) -> tuple[str, bool]:
        row = await database["inbound_messages"].find_one({"_id": sid})
        assert row is not None
        return row["effect"], row["consent"] and row["phone"] == PHONE

    bot_settings = BotSettings(
        **settings.model_dump(),
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_sender=SENDER,
        public_base_url=BASE_URL,
    )
    return World(Twilio(build(bot_settings, database, KeptDirectory(database))), status, logged)


def shapes_of(word: str) -> list[str]:
    """The word as people's phones write it."""
    return [word, word.lower(), word.capitalize(), f" {word}", f"{word.lower()} \n", f"\t{word.swapcase()}  "]


@pytest.mark.parametrize("word", OPT_OUT)
async def test_an_opt_out_word_stops_is_recorded_and_not_answered(world: World, word: str) -> None:
    for number, words in enumerate(shapes_of(word)):
        await world.twilio.post(INBOUND, form_of("START", 1000 + number))
        assert await world.status() == "active"

        assert await world.twilio.post(INBOUND, form_of(words, number)) == (200, EMPTY)
        assert await world.status() == "stopped"
        assert await world.logged(make_sid(number)) == ("opted-out", True)


@pytest.mark.parametrize("word", OPT_IN)
async def test_an_opt_in_word_starts_is_recorded_and_not_answered(world: World, word: str) -> None:
    for number, words in enumerate(shapes_of(word)):
        await world.twilio.post(INBOUND, form_of("STOP", 1000 + number))
        assert await world.status() == "stopped"

        assert await world.twilio.post(INBOUND, form_of(words, number)) == (200, EMPTY)
        assert await world.status() == "active"
        assert await world.logged(make_sid(number)) == ("opted-in", True)


@pytest.mark.parametrize("before", ["START", "STOP"])
@pytest.mark.parametrize("word", HELP)
async def test_a_word_for_help_changes_nothing_and_is_not_answered(world: World, word: str, before: str) -> None:
    await world.twilio.post(INBOUND, form_of(before, 1000))
    status = await world.status()
    for number, words in enumerate(shapes_of(word)):
        assert await world.twilio.post(INBOUND, form_of(words, number)) == (200, EMPTY)

        assert await world.status() == status
        assert (await world.logged(make_sid(number)))[1] is False


@pytest.mark.parametrize("road", ["the answer of the API", "a failed callback"])
async def test_an_opt_out_that_twilio_tells_us_of_counts_like_a_stop(database: Database, road: str) -> None:
    await database["subscribers"].insert_one({"_id": "rider", "phone": PHONE, "sender": SENDER, "status": "active"})
    delivery = "0af1" * 8
    if road == "a failed callback":
        await database["deliveries"].insert_one(
            {"_id": delivery, "subscriber": "rider", "state": "accepted", "attempt": 1, "sid": None, "claimed_at": NOW}
        )
        receipt = Receipt(delivery, 1, make_sid(1), DeliveryState.FAILED, OPTED_OUT)
        receipts = MongoReceipts(database, reacting=Reacting(suppress_after=3), again_after=timedelta(minutes=5))
        await receipts.apply_all([receipt])
    else:
        # The notifier's reaction to a refused create: tests/integration/notifier shows the way there.
        await opt_out("rider", proof=delivery, attempted_at=NOW)
    rider = await database["subscribers"].find_one({"_id": "rider"})
    consent = await database["inbound_messages"].find_one({"phone": PHONE})

    assert rider is not None
    assert consent is not None
    assert rider["status"] == "stopped"
    assert (consent["_id"], consent["consent"], consent["effect"], consent["sender"]) == (
        f"{OPTED_OUT}/{delivery}",
        True,
        "opted-out-at-twilio",
        SENDER,
    )
