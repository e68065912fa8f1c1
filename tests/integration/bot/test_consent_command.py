"""`python -m bot consent`, as an operator calls it."""

import json
import subprocess

import pytest

from bot.__main__ import build
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from models.documents.opt_out import opt_out
from runtime.mongo import Database
from tests.fakes.bot_client import Twilio
from tests.fakes.bot_world import NOW, PHONE, SENDER, make_sid
from tests.integration.bot.asking import ask_bot


def consent(settings: BotSettings, *arguments: str) -> subprocess.CompletedProcess[str]:
    return ask_bot(settings, "consent", *arguments)


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


async def test_those_of_all_numbers_are_exported_for_a_reason(known: BotSettings, imported: Database) -> None:
    # Rows that are older than the field `phone`.
    await imported["inbound_messages"].update_one({"_id": make_sid(1)}, {"$unset": {"phone": ""}})
    exported = consent(known, "--all", "--why", "audit, J. Doe")
    lines = [json.loads(line) for line in exported.stdout.splitlines()]

    assert (exported.returncode, exported.stderr) == (0, "3 lines; this look is written down\n")
    assert [(line["phone"], line["effect"]) for line in lines] == [
        (PHONE, "subscribed"),
        (PHONE, "opted-out"),
        (PHONE, "opted-out-at-twilio"),
    ]


async def test_each_look_is_listed_without_the_number(known: BotSettings) -> None:
    consent(known, PHONE)
    consent(known, "--all", "--why", "audit, J. Doe")
    listed = ask_bot(known, "look-ups", "--json")
    lines = [json.loads(line) for line in listed.stdout.splitlines()]

    assert [(line["command"], line["subject"], line["why"]) for line in lines] == [
        ("consent", "+1416***0101", ""),
        ("consent --all", "everybody", "audit, J. Doe"),
    ]
