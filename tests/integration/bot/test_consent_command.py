"""`python -m bot consent`, as an operator calls it."""

import json
import os
import subprocess
import sys

import pytest

from bot.__main__ import build
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from models.documents.opt_out import opt_out
from runtime.mongo import Database
from tests.fakes.bot_client import Twilio
from tests.fakes.bot_world import NOW, PHONE, SENDER, make_sid


def consent(settings: BotSettings, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "MONGODB_URI": settings.mongodb_uri, "MONGODB_DATABASE": settings.mongodb_database}
    command = [sys.executable, "-m", "bot", "consent", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
async def known(imported: Database, bot_settings: BotSettings) -> BotSettings:
    directory = KeptDirectory(imported)
    await directory.refresh()
    twilio = Twilio(build(bot_settings, imported, directory))
    for number, words in enumerate(["SUBSCRIBE 504", "STATUS", " Stop "], start=1):
        await twilio.text(words, number)
    row = await imported["subscribers"].find_one({"phone": PHONE})
    assert row is not None
    await opt_out(row["_id"], proof="d" * 32, attempted_at=NOW)
    return bot_settings


async def test_every_consent_and_withdrawal_is_a_line(known: BotSettings) -> None:
    listed = consent(known, PHONE)
    lines = [json.loads(line) for line in listed.stdout.splitlines()]

    assert (listed.returncode, listed.stderr) == (0, "")
    assert [(line["effect"], line["words"], line["sid"]) for line in lines] == [
        ("subscribed", "SUBSCRIBE 504", make_sid(1)),
        ("opted-out", " Stop ", make_sid(3)),
        ("opted-out-at-twilio", "", f"21610/{'d' * 32}"),
    ]
    assert {(line["phone"], line["sender"]) for line in lines} == {(PHONE, SENDER)}
    assert sorted(line["at"] for line in lines) == [line["at"] for line in lines]


async def test_an_unknown_number_is_said_to_be_one(known: BotSettings) -> None:
    listed = consent(known, "+14165550999")

    assert (listed.returncode, listed.stdout) == (1, "")
    assert listed.stderr == "the consent log knows nothing of +14165550999\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["416"], 2, "no number in E.164", id="no number"),
        pytest.param([], 2, "phone", id="nothing"),
        pytest.param(["--help"], 0, "python -m bot consent +14165550123", id="help with an example"),
    ],
)
async def test_usage(bot_settings: BotSettings, arguments: list[str], code: int, said: str) -> None:
    listed = consent(bot_settings, *arguments)

    assert listed.returncode == code
    assert said in listed.stdout + listed.stderr
