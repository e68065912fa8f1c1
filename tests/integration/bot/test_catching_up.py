"""A bot that was away finds what riders wrote meanwhile, on a real database and the simulator's list."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.__main__ import build, build_answer
from bot.catalogue import KeptDirectory
from bot.catch_up import CatchUp
from bot.catch_up_progress import MongoProgress
from bot.settings import BotSettings
from bot.twilio_inbound import TwilioInbound
from bot.wiring import build_catch_up
from runtime.mongo import Database
from runtime.twilio_transport import open_twilio
from sandbox.twilio_simulator.inbound import inbound_form
from sandbox.twilio_simulator.server import open_simulator
from sandbox.twilio_simulator.simulator import Simulator
from tests.fakes.bot_client import ACCOUNT, INBOUND, TOKEN, Twilio, replies
from tests.fakes.bot_world import PHONE, SENDER

AGO = timedelta(minutes=4)


@dataclass
class Town:
    """Riders' phones at the simulator, whose webhooks reach the bot only where a test posts them."""

    simulator: Simulator
    twilio: Twilio
    catch_up: CatchUp
    database: Database

    async def missed(self, words: str, *, ago: timedelta = AGO, phone: str = PHONE) -> dict[str, str]:
        """A text whose webhook reaches nobody."""
        at = (datetime.now(UTC) - ago).timestamp()
        message, _ = self.simulator.account.receive(phone, SENDER, words, now=at)
        return inbound_form(message)

    async def heard(self, form: dict[str, str]) -> list[str]:
        """What the webhook of a text is answered with."""
        status, body = await self.twilio.post(INBOUND, form)
        assert status == 200
        return replies(body)

    async def rider(self) -> tuple[str, list[str]]:
        row = await self.database["subscribers"].find_one({"phone": PHONE})
        return (row["status"], [each["label"] for each in row["subscriptions"]]) if row else ("nobody", [])

    async def late_replies(self) -> list[str]:
        rows = await self.database["deliveries"].find({"slot": "late-reply", "state": "held"}).to_list()
        return [row["body"] for row in rows]


@pytest.fixture
async def town(imported: Database, bot_settings: BotSettings) -> AsyncIterator[Town]:
    directory = KeptDirectory(imported)
    await directory.refresh()
    async with open_simulator(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER) as simulator:
        settings = bot_settings.model_copy(update={"twilio_api_url": simulator.base_url})
        async with open_twilio(settings, connections=1, timeout_s=5) as client:
            catch_up = build_catch_up(
                settings,
                imported,
                build_answer(settings, imported, directory),
                TwilioInbound(client, SENDER),
                MongoProgress(imported, SENDER),
            )
            yield Town(simulator, Twilio(build(settings, imported, directory)), catch_up, imported)


async def test_a_missed_subscription_counts_and_is_answered_once(town: Town) -> None:
    form = await town.missed("SUBSCRIBE 504")
    for _ in range(3):
        await town.catch_up.run()

    assert await town.rider() == ("active", ["504 King"])
    [reply] = await town.late_replies()
    assert reply.startswith("You get alerts for 504 King.")
    # A webhook that comes after all finds that its answer is on its way.
    assert await town.heard(form) == []


async def test_the_late_reply_is_a_text_for_the_dispatcher(town: Town) -> None:
    form = await town.missed("LIST")
    await town.catch_up.run()
    [row] = await town.database["deliveries"].find({}).to_list()

    assert (row["kind"], row["incident"], row["attempt"], row["occasion"]) == ("note", "-", 0, form["MessageSid"])
    assert row["useful_until"] - row["claimed_at"] <= timedelta(minutes=10) - AGO
    assert row["sender"] == SENDER


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(["504", "STOP"], "stopped", id="a STOP"),
        pytest.param(["504", "STOP", "START"], "active", id="a START after a STOP"),
        pytest.param(["504", "START", "STOP", "501"], "stopped", id="nothing counts after a STOP"),
    ],
)
async def test_riders_are_where_the_order_of_their_messages_puts_them(
    town: Town, words: list[str], status: str
) -> None:
    for number, each in enumerate(words):
        await town.missed(each, ago=AGO - timedelta(seconds=number))
    await town.catch_up.run()

    assert await town.rider() == (status, ["504 King"])


@pytest.mark.parametrize(
    ("missed", "heard", "expected"),
    [
        pytest.param("START", "STOP", "stopped", id="an old START opts nobody in"),
        pytest.param("501", "LIST", "active", id="an old order subscribes to nothing"),
        pytest.param("STOP", "LIST", "stopped", id="an old STOP counts"),
        pytest.param("STOP", "START", "active", id="unless it was taken back"),
        pytest.param("STOP", "YES", "active", id="or by YES"),
    ],
)
async def test_what_was_heard_meanwhile_outranks_older_messages(
    town: Town, missed: str, heard: str, expected: str
) -> None:
    await town.heard(await town.missed("504", ago=AGO + timedelta(seconds=9)))
    await town.missed(missed, ago=AGO)
    await town.heard(await town.missed(heard, ago=AGO - timedelta(seconds=9)))
    await town.catch_up.run()

    assert await town.rider() == (expected, ["504 King"])


async def test_a_stop_is_taken_back_by_a_start_that_is_too_young_to_be_missed(town: Town) -> None:
    await town.heard(await town.missed("504"))
    await town.missed("STOP", ago=timedelta(seconds=25))
    await town.heard(await town.missed("START", ago=timedelta(seconds=2)))
    await town.catch_up.run()

    assert await town.rider() == ("active", ["504 King"])


async def test_what_a_stopped_rider_writes_undoes_no_start_before_it(town: Town) -> None:
    for number, words in enumerate(("504", "STOP")):
        await town.heard(await town.missed(words, ago=AGO + timedelta(seconds=9 - number)))
    stopped_at = datetime.now(UTC) - AGO - timedelta(seconds=8)
    await town.database["subscribers"].update_one({"phone": PHONE}, {"$set": {"heard_until": stopped_at}})
    await town.missed("START", ago=AGO)
    assert await town.heard(await town.missed("501", ago=AGO - timedelta(seconds=9))) == []
    await town.catch_up.run()

    assert await town.rider() == ("active", ["504 King"])


async def test_whoever_is_forgotten_late_leaves_no_text_behind(town: Town) -> None:
    for number, words in enumerate(("504", "FORGET ME", "SURE")):
        await town.missed(words, ago=AGO - timedelta(seconds=number))
    await town.catch_up.run()

    assert await town.rider() == ("nobody", [])
    assert PHONE not in str(await town.database["inbound_messages"].find({}).to_list())
    assert await town.database["deliveries"].count_documents({}) == 0


async def test_what_was_heard_in_time_is_left_alone(town: Town) -> None:
    said = await town.heard(await town.missed("504"))
    before = await town.database["subscribers"].find_one({"phone": PHONE})
    await town.catch_up.run()

    assert len(said) == 1
    assert await town.late_replies() == []
    assert await town.database["subscribers"].find_one({"phone": PHONE}) == before


async def test_twilios_own_words_are_not_answered_late(town: Town) -> None:
    for words in ("504", "STOP", "START", "HELP"):
        await town.missed(words)
    await town.catch_up.run()

    # What came back with START is a text of its own in its time, too.
    assert [each.split()[0] for each in await town.late_replies()] == ["You", "Welcome"]
    assert await town.database["inbound_messages"].count_documents({"consent": True, "is_late": True}) == 3


async def test_what_is_too_old_counts_and_is_not_answered(town: Town) -> None:
    await town.database["catch_ups"].insert_one(
        {"_id": SENDER, "epoch": 0, "seen_until": datetime.now(UTC) - timedelta(days=3)}
    )
    await town.missed("504", ago=timedelta(days=2))
    await town.missed("501", ago=timedelta(minutes=11))
    await town.catch_up.run()

    assert await town.rider() == ("active", ["504 King", "501 Queen"])
    assert await town.late_replies() == []


async def test_a_message_written_down_by_a_bot_that_died_then_is_applied(town: Town) -> None:
    await town.heard(await town.missed("504"))
    row = await town.database["subscribers"].find_one_and_delete({"phone": PHONE})
    assert row is not None
    await town.catch_up.run()

    assert await town.rider() == ("active", ["504 King"])


async def test_what_is_beyond_a_numbers_bound_does_not_come_back(town: Town, bot_settings: BotSettings) -> None:
    for number in range(205):
        await town.heard(await town.missed("LIST" if number < 204 else "SUBSCRIBE 504"))
    await town.catch_up.run()

    assert await town.rider() == ("active", [])
    assert await town.database["inbound_messages"].count_documents({"is_spent": True}) == 5


async def test_another_bot_does_not_look_at_the_same_time(town: Town) -> None:
    progress = MongoProgress(town.database, SENDER)
    assert await progress.begin()
    await town.missed("504")
    await town.catch_up.run()
    held = await town.rider()
    await progress.end()
    await town.catch_up.run()

    assert (held, await town.rider()) == (("nobody", []), ("active", ["504 King"]))
