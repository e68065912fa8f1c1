"""No number and no word of a rider's reaches a log or a metric, at any level and on any path."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import structlog
from prometheus_client import generate_latest
from pymongo.errors import DuplicateKeyError, PyMongoError
from quart import Quart

from bot.__main__ import build, build_answer
from bot.answering import Answered, Inbound
from bot.catalogue import KeptDirectory
from bot.catch_up_progress import MongoProgress
from bot.settings import BotSettings
from bot.twilio_inbound import TwilioInbound
from bot.wiring import build_catch_up
from runtime.mongo import Database
from runtime.process import Stop
from runtime.twilio_transport import open_twilio
from sandbox.chat.memory import BotMemory
from sandbox.twilio_simulator.server import open_simulator
from tests.fakes.bot_client import ACCOUNT, INBOUND, STATUS, TOKEN, Twilio, form_of, make_app
from tests.fakes.bot_world import NOW, SENDER

NUMBER = "+14165559876"
CANARY = "xanadu"
SECRETS = (CANARY, CANARY.upper(), NUMBER, NUMBER.removeprefix("+"), NUMBER[-10:], "416-555-9876")
TEXTS = (
    *(f"SUBSCRIBE {CANARY}", f"504 {CANARY}", CANARY, f"STOP {CANARY}", f"stop please {CANARY}", f"{CANARY}?"),
    *("SUBSCRIBE 504", "STATUS", "LIST", "STOP", f"hello {CANARY}", "START", "HELP", f"{CANARY} \x00 {CANARY}" * 90),
)


@dataclass
class Heard:
    """Everything that was logged, by structlog and by the libraries, down to DEBUG."""

    capsys: pytest.CaptureFixture[str]
    caplog: pytest.LogCaptureFixture

    def secrets(self) -> list[str]:
        """The lines that give somebody away."""
        captured = self.capsys.readouterr()
        lines = [*captured.out.splitlines(), *captured.err.splitlines(), *self.caplog.text.splitlines()]
        lines += generate_latest().decode().splitlines()
        assert any("rider=" in line or "reason=" in line for line in lines), "nothing was logged at all"
        return [line for line in lines if any(secret in line for secret in SECRETS)]


@pytest.fixture
def heard(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Iterator[Heard]:
    # Down to DEBUG, except for the driver: that its level stays above is what runtime/logs.py sees to.
    caplog.set_level(logging.DEBUG)
    logging.getLogger("pymongo").setLevel(logging.WARNING)
    structlog.reset_defaults()
    yield Heard(capsys, caplog)
    logging.getLogger("pymongo").setLevel(logging.NOTSET)


async def attack(app: Quart) -> None:
    """Every path that a request can take."""
    twilio = Twilio(app)
    for number, words in enumerate(TEXTS):
        form = form_of(words, number, From=NUMBER)
        await twilio.post(INBOUND, form)
        await twilio.post(INBOUND, form)  # repeated
        await twilio.post(INBOUND, form, token="wrong")
        await twilio.post(INBOUND, form | {"MessageSid": "x"})
        await twilio.post(INBOUND, form | {"AccountSid": "AC" + "1" * 32})
        await twilio.post(INBOUND, form | {"From": f"{NUMBER}{CANARY}"})
        await twilio.post(INBOUND, form | {"OptOutType": CANARY})
        await twilio.post(f"{STATUS}?d={CANARY}&a=1", form | {"To": NUMBER})
        await twilio.post(f"{STATUS}?d={'0af1' * 8}&a=1", form | {"To": NUMBER, "ErrorCode": "21610"})
        await twilio.client.get(INBOUND, query_string={"From": NUMBER, "Body": words})
        await twilio.client.post(INBOUND, data=words.encode(), headers={"Content-Type": "text/plain"})


async def test_all_goes_well(imported: Database, bot_settings: BotSettings, heard: Heard) -> None:
    directory = KeptDirectory(imported)
    await directory.refresh()
    await attack(build(bot_settings, imported, directory))

    assert heard.secrets() == []


@pytest.mark.parametrize("per_minute", [3, 1000])
async def test_on_parts_in_memory(heard: Heard, per_minute: int) -> None:
    await attack(make_app(BotMemory(NOW), per_minute=per_minute))
    await attack(make_app(BotMemory(NOW), countries=["GB"]))

    assert heard.secrets() == []


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(PyMongoError(f"connection lost: {NUMBER} {CANARY}"), id="the database is away"),
        pytest.param(DuplicateKeyError(f'dup key: {{ phone: "{NUMBER}" }} {CANARY}'), id="a key is there already"),
        pytest.param(TimeoutError(f"{NUMBER} {CANARY}"), id="it takes too long"),
    ],
)
async def test_an_error_that_quotes_a_rider_is_named_and_not_quoted(heard: Heard, error: Exception) -> None:
    def fail() -> None:
        raise error

    await attack(make_app(BotMemory(NOW, check=fail)))

    assert heard.secrets() == []


async def test_an_error_that_nobody_foresaw_is_not_quoted_either(heard: Heard) -> None:
    def surprise() -> None:
        raise ValueError(f"what is {CANARY} of {NUMBER}?")

    twilio = Twilio(make_app(BotMemory(NOW, check=surprise)))
    status, body = await twilio.post(INBOUND, form_of(CANARY, From=NUMBER))
    receipt = await twilio.post(f"{STATUS}?d={'0af1' * 8}&a=1", form_of(CANARY, From=NUMBER))

    assert (status, "We could not do that" in body, receipt[0]) == (200, True, 204)
    assert heard.secrets() == []


async def test_nor_is_one_before_any_answer(heard: Heard) -> None:
    async def broken() -> str:
        raise ValueError(f"what is {CANARY} of {NUMBER}?")

    app = make_app(BotMemory(NOW))
    app.add_url_rule("/broken", view_func=broken)
    response = await app.test_client().get("/broken")

    assert (response.status_code, await response.get_data()) == (500, b"")
    assert heard.secrets() == []


async def test_a_catch_up_and_its_failures(imported: Database, bot_settings: BotSettings, heard: Heard) -> None:
    directory = KeptDirectory(imported)
    await directory.refresh()
    answer = build_answer(bot_settings, imported, directory)

    async def surprised(message: Inbound) -> Answered:
        raise ValueError(f"what is {message.words} of {message.phone}?")

    async with open_simulator(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER) as simulator:
        settings = bot_settings.model_copy(update={"twilio_api_url": simulator.base_url, "catch_up_after_s": 0})
        for words in TEXTS:
            await simulator.text(NUMBER, words)
        async with open_twilio(settings, connections=1, timeout_s=5) as client:
            listing = TwilioInbound(client, SENDER)
            for each in (surprised, answer):
                catch_up = build_catch_up(settings, imported, each, listing, MongoProgress(imported, SENDER))
                await catch_up.keep(OneLook())
            simulator.faults.outage = True
            await catch_up.keep(OneLook())
    logged = [row["_id"] async for row in imported["inbound_messages"].find({"is_late": True})]

    assert heard.secrets() == []
    assert len(logged) == len(TEXTS)


class OneLook(Stop):
    """Comes when the catch-up would wait for its next look."""

    async def wait_for(self, seconds: float) -> bool:
        self.set()
        return True
