"""Messages that their webhook missed, and riders who are being forgotten, on parts in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering import Answered, Answering, Inbound, Logged
from bot.conversation.opt_out_handling import OptOutHandling
from bot.missed import Missed
from models.rider import Answer, Rider, RiderStatus, Subscription
from sandbox.chat.memory import BotMemory
from tests.fakes.bot_client import Twilio, make_app
from tests.fakes.bot_world import KING, NEW, NOW, PHONE, SENDER, make_inbound, make_incident, make_setting, make_sid

BYE = "Everything about your number is deleted."
FORGOTTEN = replace(NEW, status=RiderStatus.FORGOTTEN, version=1, recent=(Answer(make_sid(9), BYE),))
ACTIVE = replace(NEW, subscriptions=(Subscription(KING, "504 King", NOW),))
STOPPED = replace(ACTIVE, status=RiderStatus.STOPPED)


@pytest.fixture
def memory() -> BotMemory:
    return BotMemory(NOW)


def late(words: str, number: int = 1, *, is_overtaken: bool = False, is_taken_back: bool = False) -> Inbound:
    place = Missed(NOW - timedelta(minutes=3), NOW - timedelta(seconds=20), is_overtaken, is_taken_back)
    return replace(make_inbound(words, number), missed=place)


async def answer(memory: BotMemory, message: Inbound) -> Answered:
    return await Answering(memory.stores()).answer(message, make_setting())


async def test_a_missed_message_counts_as_ever(memory: BotMemory) -> None:
    answered = await answer(memory, late("SUBSCRIBE 504"))
    [rider] = memory.riders.values()

    assert (answered.reply or "").startswith("You get alerts for 504 King.")
    assert answered.subscriber == rider.id
    assert rider.heard_until == NOW - timedelta(minutes=3)
    assert memory.log[make_sid(1)][0].is_late


@pytest.mark.parametrize("words", ["SUBSCRIBE 501", "START", "LIST", "UNSUBSCRIBE 504"])
async def test_an_overtaken_message_does_nothing(memory: BotMemory, words: str) -> None:
    memory.riders[STOPPED.id] = STOPPED
    answered = await answer(memory, late(words, is_overtaken=True))

    assert (answered.reply, answered.effect) == (None, "overtaken")
    assert (memory.riders[NEW.id].status, memory.riders[NEW.id].subscriptions) == (
        RiderStatus.STOPPED,
        STOPPED.subscriptions,
    )


async def test_a_message_is_overtaken_by_what_came_while_twilio_was_asked(memory: BotMemory) -> None:
    memory.riders[STOPPED.id] = replace(STOPPED, heard_until=NOW)

    assert (await answer(memory, late("START"))).effect == "overtaken"


@pytest.mark.parametrize("words", ["STOP", "stop please"])
async def test_a_stop_counts_however_late(memory: BotMemory, words: str) -> None:
    memory.riders[ACTIVE.id] = ACTIVE
    await answer(memory, late(words, is_overtaken=True))

    assert memory.riders[NEW.id].status is RiderStatus.STOPPED


async def test_a_stop_that_was_taken_back_stops_nobody(memory: BotMemory) -> None:
    memory.riders[ACTIVE.id] = ACTIVE
    await answer(memory, late("STOP", is_overtaken=True, is_taken_back=True))

    assert memory.riders[NEW.id].status is RiderStatus.ACTIVE
    assert memory.log[make_sid(1)][1:] == ("overtaken", True)


async def test_a_start_that_came_while_twilio_was_asked_takes_a_stop_back(memory: BotMemory) -> None:
    memory.riders[ACTIVE.id] = ACTIVE
    await answer(memory, make_inbound("START", 2))
    await answer(memory, late("STOP", 1))

    assert memory.riders[NEW.id].status is RiderStatus.ACTIVE


async def test_what_is_said_after_a_stop_undoes_no_start_before_it(memory: BotMemory) -> None:
    memory.riders[STOPPED.id] = STOPPED
    await answer(memory, make_inbound("501", 2))
    await answer(memory, late("START", 1))

    assert memory.riders[NEW.id].status is RiderStatus.ACTIVE


async def test_a_bot_that_died_before_it_released_what_waits_does_so_when_asked_again(memory: BotMemory) -> None:
    memory.riders[ACTIVE.id] = ACTIVE
    await answer(memory, make_inbound("QUIET OFF", 1))
    memory.released.clear()
    await answer(memory, make_inbound("QUIET OFF", 1))

    assert memory.released == [NEW.id]


@pytest.mark.parametrize("rider", [ACTIVE, STOPPED], ids=["active", "stopped"])
async def test_a_short_code_of_our_own_answers_aide_as_help(memory: BotMemory, rider: Rider) -> None:
    memory.riders[rider.id] = rider
    ours = make_setting(handling=OptOutHandling.OURS)
    reply = (await Answering(memory.stores()).answer(make_inbound("Aide "), ours)).reply

    assert (reply or "").startswith("Headway, alertes pour TTC.")


async def test_an_overtaken_message_of_nobody_makes_no_rider(memory: BotMemory) -> None:
    await answer(memory, late("STOP", is_overtaken=True))

    assert memory.riders == {}
    assert memory.log[make_sid(1)][0].is_spent


async def test_a_reply_goes_one_way_only(memory: BotMemory) -> None:
    first = await answer(memory, late("LIST", 1))
    in_webhook = await answer(memory, make_inbound("LIST", 2))

    assert (await answer(memory, late("LIST", 1))).reply == first.reply
    assert (await answer(memory, make_inbound("LIST", 1))).reply is None
    assert (await answer(memory, make_inbound("LIST", 2))).reply == in_webhook.reply
    assert (await answer(memory, late("LIST", 2))).reply is None


async def test_what_is_too_old_for_an_answer_has_told_nobody(memory: BotMemory) -> None:
    memory.incidents.append(make_incident())
    old = late("SUBSCRIBE 504")
    assert old.missed is not None
    answered = await answer(memory, replace(old, missed=replace(old.missed, is_answered=False)))

    assert (answered.reply, answered.effect, memory.told) == (None, "subscribed", {})


async def test_what_was_dismissed_is_never_applied(memory: BotMemory) -> None:
    await memory.stores().log.dismiss(make_inbound("504", 1))

    assert (await answer(memory, late("504", 1))).effect == "replayed"
    assert memory.riders == {}


async def test_a_rider_who_is_being_forgotten_gets_the_same_answer_again_and_again(memory: BotMemory) -> None:
    memory.riders[NEW.id] = FORGOTTEN
    memory.log[make_sid(9)] = (Logged(NEW.id, 0), "forgotten", True)
    twilio = Twilio(make_app(memory))

    assert [await twilio.text("SURE", 9) for _ in range(3)] == [[BYE]] * 3
    assert memory.riders == {}


async def test_whoever_was_forgotten_is_a_stranger(memory: BotMemory) -> None:
    memory.riders[NEW.id] = FORGOTTEN
    memory.log = {make_sid(9): (Logged(NEW.id, 0), "forgotten", True), make_sid(8): (Logged(NEW.id, 0), "", True)}
    twilio = Twilio(make_app(memory))
    [welcome] = await twilio.text("504", 10)
    rider = memory.rider_with(PHONE, SENDER)

    assert "STOP ends" in welcome
    assert rider is not None
    assert rider.id != NEW.id
    # What they once sent opts nobody in.
    assert await twilio.text("START", 8) == []
    assert len(memory.riders) == 1
