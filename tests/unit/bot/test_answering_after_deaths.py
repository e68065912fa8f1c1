"""A bot that dies between any two accesses to its stores, and what a repeated webhook makes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answering import Answered, Answering, Inbound
from bot.missed import Missed
from models.rider import Question, QuestionKind, Rider, RiderStatus, Subscription
from sandbox.chat.memory import BotMemory
from tests.fakes.bot_world import KING, NEW, NOW, make_inbound, make_incident, make_setting

ACTIVE = replace(NEW, version=3, subscriptions=(Subscription(KING, "504 King", NOW - timedelta(days=1)),))
STOPPED = replace(ACTIVE, status=RiderStatus.STOPPED)
ASKED = replace(ACTIVE, question=Question(QuestionKind.SURE_FORGET, NOW))
PAUSED = replace(ACTIVE, paused_until=NOW + timedelta(hours=2))
MOST_ACCESSES = 8


class DeadError(Exception):
    """The process is gone."""


class Life:
    """Ends at its `last` access; 0 is never."""

    def __init__(self, last: int) -> None:
        self._left = last

    def check(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise DeadError


def world(rider: Rider | None, *, last: int = 0) -> BotMemory:
    memory = BotMemory(NOW, make_incident(), make_incident("501", "Detour"), check=Life(last).check)
    if rider:
        memory.riders[rider.id] = rider
    return memory


async def hear(memory: BotMemory, message: Inbound) -> Answered:
    return await Answering(memory.stores()).answer(message, make_setting())


def left(memory: BotMemory) -> tuple[object, ...]:
    """What a message has left behind, but for ids, which are drawn, and for how it was answered."""
    riders = [replace(each, id="", recent=(), opted_in_at=None) for each in memory.riders.values()]
    return riders, len(memory.told), [(effect, consent) for _, effect, consent in memory.log.values()]


@pytest.mark.parametrize("is_missed", [False, True], ids=["webhook", "catch-up"])
@pytest.mark.parametrize(
    "rider",
    [
        pytest.param(None, id="nobody"),
        *(pytest.param(each, id=each_id) for each, each_id in ((ACTIVE, "active"), (STOPPED, "stopped"))),
        *(pytest.param(each, id=each_id) for each, each_id in ((ASKED, "asked"), (PAUSED, "paused"))),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        *(
            "504",
            "501 weekdays 7-9am",
            "STATUS",
            "STOP",
            "START",
            "YES",
            "stop please",
            "STOP 504",
            "LIST",
            "QUIET OFF",
        ),
        *("QUIET OFF", "PAUSE 2H", "RESUME", "SURE", "WHY", "MUTE", "FORGET ME", "xyzzy"),
    ],
)
async def test_a_message_that_comes_again_makes_good_for_a_death(
    words: str, rider: Rider | None, *, is_missed: bool
) -> None:
    message = make_inbound(words)
    unbroken = world(rider)
    answered = await hear(unbroken, message)
    again = replace(message, missed=Missed(NOW, NOW)) if is_missed else message
    for last in range(1, MOST_ACCESSES):
        memory = world(rider, last=last)
        try:
            await hear(memory, message)
        except DeadError:
            reply = (await hear(memory, again)).reply

            assert left(memory) == left(unbroken)
            assert is_missed or reply == answered.reply
            assert bool(unbroken.released) <= bool(memory.released)
