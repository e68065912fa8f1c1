"""Whose texts are answered and how many, over HTTP, on parts in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.rider import RiderStatus
from models.segments import count_segments
from sandbox.chat.memory import BotMemory
from tests.fakes.away import nobody_there
from tests.fakes.bot_client import INBOUND, Twilio, form_of, make_app
from tests.fakes.bot_world import NEW, NOW, PHONE, SENDER, make_sid

NOTICE = "That is more than we can answer. Please write again in a minute. STOP always works."
ABROAD = "+447400123456"
EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response />'


@pytest.fixture
def memory() -> BotMemory:
    return BotMemory(NOW)


@pytest.fixture
def twilio(memory: BotMemory) -> Twilio:
    return Twilio(make_app(memory, per_minute=20))


def status_of(memory: BotMemory, phone: str = PHONE) -> RiderStatus | None:
    rider = memory.rider_with(phone, SENDER)
    return rider.status if rider else None


async def chat(twilio: Twilio, count: int, *, since: int = 1) -> list[list[str]]:
    return [await twilio.text("LIST", number) for number in range(since, since + count)]


async def test_twenty_texts_a_minute_are_answered_then_one_notice_comes(twilio: Twilio) -> None:
    said = await chat(twilio, 40)

    assert all(each not in ([], [NOTICE]) for each in said[:20])
    assert said[20:] == [[NOTICE]] + [[]] * 19


def test_the_notice_is_one_segment() -> None:
    assert count_segments(NOTICE) == 1


async def test_what_was_not_answered_was_not_done_either(twilio: Twilio, memory: BotMemory) -> None:
    await chat(twilio, 20)
    await twilio.text("SUBSCRIBE 504", 100)

    assert memory.rider_with(PHONE, SENDER).subscriptions == ()  # type: ignore[union-attr]  # None fails, too
    assert memory.log[make_sid(100)][0].is_spent


async def test_a_minute_later_texts_are_answered_again(twilio: Twilio, memory: BotMemory) -> None:
    await chat(twilio, 30)
    memory.now += timedelta(minutes=1)

    assert await twilio.text("STATUS 504", 100) == ["No alerts now for 504 King."]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        pytest.param("STOP", RiderStatus.STOPPED, 0, id="STOP, which Twilio answers"),
        pytest.param("stop please", RiderStatus.STOPPED, 1, id="a wish to stop, which we confirm"),
        pytest.param("START", RiderStatus.ACTIVE, 0, id="START"),
        pytest.param("HELP", RiderStatus.ACTIVE, 0, id="HELP"),
    ],
)
async def test_stop_start_and_help_always_work(
    twilio: Twilio, memory: BotMemory, words: str, status: RiderStatus, said: int
) -> None:
    await chat(twilio, 30)

    assert len(await twilio.text(words, 100)) == said
    assert status_of(memory) is status
    assert make_sid(100) in memory.log


@pytest.mark.parametrize("words", ["STOP", "stop please"])
async def test_who_has_stopped_is_not_told_that_they_wrote_too_much(twilio: Twilio, words: str) -> None:
    await chat(twilio, 20)
    await twilio.text(words, 100)

    assert await chat(twilio, 20, since=200) == [[]] * 20


async def test_a_database_that_is_away_is_told_once_beyond_the_bound(twilio: Twilio, memory: BotMemory) -> None:
    memory.check = nobody_there
    said = await chat(twilio, 40)

    assert sum(map(len, said)) == 21


async def test_numbers_from_elsewhere_are_met_with_silence(twilio: Twilio, memory: BotMemory) -> None:
    for number, words in enumerate(["SUBSCRIBE 504", "hello", "HELP", "START", "STOP", "stop please"], start=1):
        assert await twilio.post(INBOUND, form_of(words, number, From=ABROAD)) == (200, EMPTY)

    assert (memory.riders, memory.log) == ({}, {})


@pytest.mark.parametrize("words", ["STOP", "stop please"])
async def test_a_rider_whose_country_is_not_served_any_more_can_stop(
    twilio: Twilio, memory: BotMemory, words: str
) -> None:
    await memory.stores().riders.add(replace(NEW, phone=ABROAD))

    assert await twilio.text(words, From=ABROAD) == []
    assert await twilio.text(words, From=ABROAD) == []
    assert status_of(memory, ABROAD) is RiderStatus.STOPPED
    assert memory.log[make_sid(1)][1:] == ("opted-out", True)


async def test_their_stop_is_asked_for_again_while_the_database_is_away(twilio: Twilio, memory: BotMemory) -> None:
    memory.check = nobody_there
    statuses = [(await twilio.post(INBOUND, form_of(words, From=ABROAD)))[0] for words in ("STOP", "504")]

    assert statuses == [503, 200]


async def test_other_countries_can_be_served(memory: BotMemory) -> None:
    twilio = Twilio(make_app(memory, countries=["GB"]))

    assert await twilio.text("LIST", 1, From=ABROAD) != []
    assert await twilio.text("LIST", 2) == []
