"""What Twilio lists and we have not heard is answered, in order and once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.catching_up.catch_up import CatchUp, Times
from bot.catching_up.missed import Listed, Standing
from bot.catching_up.twilio_inbound import InboundUnlistedError
from bot.hearing.message import Answered, Inbound
from runtime.process import Stop
from tests.fakes.bot_world import NOW, PHONE, SENDER, make_sid

TIMES = Times(
    every_s=0.01,
    settled_after=timedelta(seconds=20),
    overlap=timedelta(minutes=5),
    first_look=timedelta(minutes=10),
    answered_for=timedelta(minutes=10),
)
LAST = NOW - TIMES.settled_after


@dataclass
class Town:
    """All that a catch-up asks, in memory."""

    listed: list[Listed] = field(default_factory=list)
    known: dict[str, Standing] = field(default_factory=dict)
    seen_until: datetime | None = None
    is_ours: bool = True
    is_down: bool = False
    ended: int = 0
    looks: list[tuple[datetime, datetime]] = field(default_factory=list)
    heard: list[Inbound] = field(default_factory=list)
    replies: list[tuple[str, str, timedelta]] = field(default_factory=list)

    async def list(self, since: datetime, until: datetime) -> list[Listed]:
        self.looks.append((since, until))
        if self.is_down:
            raise InboundUnlistedError
        return [each for each in self.listed if since <= each.created_at <= until]

    async def standings(self, sids: Sequence[str]) -> Mapping[str, Standing]:
        return {sid: self.known[sid] for sid in sids if sid in self.known}

    async def begin(self) -> tuple[datetime, datetime | None] | None:
        return (NOW, self.seen_until) if self.is_ours else None

    async def reached(self, until: datetime) -> bool:
        self.seen_until = until
        return self.is_ours

    async def end(self) -> None:
        self.ended += 1

    async def answer(self, message: Inbound) -> Answered:
        self.heard.append(message)
        return Answered(None if message.words == "STOP" else f"re: {message.words}", "answered", "rider")

    async def add(
        self, subscriber: str, sid: str, reply: str, *, sender: str, now: datetime, useful_for: timedelta
    ) -> None:
        self.replies.append((sid, reply, useful_for))

    def catch_up(self) -> CatchUp:
        return CatchUp(listing=self, log=self, progress=self, answer=self.answer, late_replies=self, times=TIMES)


def text(number: int, words: str, *, ago: timedelta) -> Listed:
    return Listed(make_sid(number), PHONE, SENDER, words, NOW - ago)


async def test_missed_messages_are_heard_in_order_and_the_young_ones_answered() -> None:
    texts = [text(1, "504", ago=timedelta(minutes=12)), text(2, "501", ago=timedelta(minutes=4))]
    town = Town([*texts, text(3, "STOP", ago=timedelta(minutes=1))], seen_until=NOW - timedelta(minutes=15))
    await town.catch_up().run()

    assert [each.words for each in town.heard] == ["504", "501", "STOP"]
    assert town.replies == [(make_sid(2), "re: 501", timedelta(minutes=6))]
    assert town.seen_until == LAST


async def test_a_message_that_nobody_can_answer_does_not_hold_up_the_others() -> None:
    class Choosy(Town):
        async def answer(self, message: Inbound) -> Answered:
            if message.words == "504":
                raise ValueError
            return await Town.answer(self, message)

    texts = [text(1, "504", ago=timedelta(minutes=4)), text(2, "501", ago=timedelta(minutes=3))]
    town = Choosy(texts)
    await town.catch_up().run()

    assert ([each.words for each in town.heard], town.seen_until) == (["501"], LAST)


async def test_what_was_heard_is_not_heard_again() -> None:
    town = Town([text(1, "504", ago=timedelta(minutes=1))], {make_sid(1): Standing.APPLIED})
    await town.catch_up().run()

    assert (town.heard, town.replies) == ([], [])


async def test_a_message_whose_webhook_may_still_come_is_left_to_it() -> None:
    town = Town([text(1, "504", ago=timedelta(seconds=5))])
    await town.catch_up().run()

    assert town.heard == []


@pytest.mark.parametrize(
    ("seen_until", "since"),
    [
        pytest.param(None, NOW - timedelta(minutes=10), id="never before"),
        pytest.param(NOW - timedelta(minutes=30), NOW - timedelta(minutes=35), id="half an hour ago"),
    ],
)
async def test_the_look_begins_some_minutes_before_the_last_one_ended(
    seen_until: datetime | None, since: datetime
) -> None:
    town = Town(seen_until=seen_until)
    await town.catch_up().run()

    assert town.looks == [(since, LAST + TIMES.overlap)]


async def test_a_long_absence_is_looked_through_day_by_day() -> None:
    town = Town(seen_until=NOW - timedelta(days=2, hours=12))
    await town.catch_up().run()

    # A little more each time, for clocks that differ.
    slices = [(since, until - TIMES.overlap) for since, until in town.looks]
    assert [until - since for since, until in slices[:2]] == [timedelta(days=1)] * 2
    assert [each[1] for each in slices[:-1]] == [each[0] for each in slices[1:]]
    assert slices[-1][1] == LAST


async def test_one_process_at_a_time_looks() -> None:
    town = Town([text(1, "504", ago=timedelta(minutes=1))], is_ours=False)

    assert not await town.catch_up().run()
    assert (town.looks, town.ended) == ([], 0)


async def test_another_process_may_look_next_time() -> None:
    town = Town()

    assert await town.catch_up().run()
    assert town.ended == 1


async def test_it_goes_on_when_twilio_is_there_again() -> None:
    stop = Stop()

    class Coming(Town):
        async def list(self, since: datetime, until: datetime) -> list[Listed]:
            self.is_down = len(self.looks) < 2
            return await Town.list(self, since, until)

        async def answer(self, message: Inbound) -> Answered:
            stop.set()
            return await Town.answer(self, message)

    town = Coming([text(1, "504", ago=timedelta(minutes=1))], is_down=True)
    await town.catch_up().keep(stop)

    assert ([each.words for each in town.heard], len(town.looks)) == (["504"], 3)


async def test_a_bot_that_is_stopped_meanwhile_leaves_the_rest_to_the_next_one() -> None:
    town = Town([text(1, "504", ago=timedelta(minutes=4)), text(2, "501", ago=timedelta(minutes=3))])
    await town.catch_up().run(lambda: len(town.heard) == 1)

    assert ([each.words for each in town.heard], town.seen_until, town.ended) == (["504"], None, 1)


async def test_nobody_is_answered_before_all_their_messages_were_heard() -> None:
    class Watched(Town):
        async def add(
            self, subscriber: str, sid: str, reply: str, *, sender: str, now: datetime, useful_for: timedelta
        ) -> None:
            assert [each.words for each in self.heard] == ["504", "STOP"]
            await Town.add(self, subscriber, sid, reply, sender=sender, now=now, useful_for=useful_for)

    town = Watched([text(1, "504", ago=timedelta(minutes=4)), text(2, "STOP", ago=timedelta(minutes=3))])
    await town.catch_up().run()

    assert len(town.replies) == 1
