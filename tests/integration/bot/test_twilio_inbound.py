"""Twilio's list of riders' texts, as the simulator serves it: by number, by service, in pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.catching_up.twilio_inbound import InboundUnlistedError, TwilioInbound
from bot.settings import BotSettings
from runtime.twilio_transport import open_twilio
from sandbox.twilio_simulator.server import open_simulator
from sandbox.twilio_simulator.simulator import Simulator
from tests.fakes.bot_client import ACCOUNT, TOKEN
from tests.fakes.bot_world import PHONE, SENDER

SERVICE = "MG" + "0c" * 16
NOBODY_THERE = "http://127.0.0.1:9/twilio/inbound#rc=0"
HOUR = timedelta(hours=1)


@asynccontextmanager
async def town(settings: BotSettings, sender: str = SENDER) -> AsyncIterator[tuple[Simulator, TwilioInbound]]:
    """A simulator whose webhooks reach nobody, and the list of its texts."""
    service = sender if sender == SERVICE else None
    async with open_simulator(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        sender=SENDER,
        messaging_service_sid=service,
        webhook_url=NOBODY_THERE,
    ) as simulator:
        changed = settings.model_copy(update={"twilio_api_url": simulator.base_url})
        async with open_twilio(changed, connections=1, timeout_s=5) as client:
            yield simulator, TwilioInbound(client, sender)


@pytest.mark.parametrize("sender", [SENDER, SERVICE])
async def test_texts_whose_webhook_failed_are_listed_oldest_first(bot_settings: BotSettings, sender: str) -> None:
    async with town(bot_settings, sender) as (simulator, inbound):
        sent = [await simulator.text(PHONE, words) for words in ("SUBSCRIBE 504", "STOP", "START")]
        simulator.account.reply("a reply", SENDER, PHONE, now=sent[-1].at)
        now = datetime.now(UTC)
        listed = await inbound.list(now - HOUR, now + HOUR)

    assert {each.webhook_status for each in sent} == {None}
    assert [(each.sid, each.words) for each in listed] == [(each.sid, each.body) for each in sent]
    assert {(each.phone, each.sender) for each in listed} == {(PHONE, sender)}


@pytest.mark.parametrize("sender", [SENDER, SERVICE])
async def test_a_long_list_comes_in_pages(bot_settings: BotSettings, sender: str) -> None:
    now = datetime.now(UTC)
    async with town(bot_settings, sender) as (simulator, inbound):
        for number in range(2300):
            simulator.account.receive(PHONE, SENDER, str(number), now=now.timestamp())
        listed = await inbound.list(now - HOUR, now + HOUR)

    assert [each.words for each in listed] == [str(number) for number in range(2300)]


async def test_only_what_was_created_in_between_is_listed(bot_settings: BotSettings) -> None:
    now = datetime.now(UTC)
    async with town(bot_settings) as (simulator, inbound):
        for minutes in (90, 50, 40, 0):
            at = (now - timedelta(minutes=minutes)).timestamp()
            simulator.account.receive(PHONE, SENDER, f"{minutes} ago", now=at)
        listed = await inbound.list(now - HOUR, now - timedelta(minutes=45))

    assert [each.words for each in listed] == ["50 ago"]


async def test_texts_from_short_codes_and_to_other_numbers_are_not_ours(bot_settings: BotSettings) -> None:
    now = datetime.now(UTC)
    async with town(bot_settings) as (simulator, inbound):
        await simulator.text("12345", "hello")
        await simulator.text(PHONE, "hello", to="+14165550777")
        listed = await inbound.list(now - HOUR, now + HOUR)

    assert listed == []


async def test_an_outage_of_twilio_is_told_without_quoting_anybody(bot_settings: BotSettings) -> None:
    now = datetime.now(UTC)
    async with town(bot_settings) as (simulator, inbound):
        simulator.faults.outage = True
        with pytest.raises(InboundUnlistedError) as raised:
            await inbound.list(now - HOUR, now)

    assert SENDER not in str(raised.value)
