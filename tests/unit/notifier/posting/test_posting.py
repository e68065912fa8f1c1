"""Claimed texts are looked at, posted and settled, without waiting for each other."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from pymongo.errors import AutoReconnect

from models.delivery import DeliveryState, Kind, Slot
from models.rider import RiderStatus
from notifier.deciding.caps import Caps
from notifier.deciding.daily_segments import DailySegments
from notifier.deciding.last_look import LookRules
from notifier.deciding.texts import Accepted, NotProcessed, OutboundMessage, Outcome, OutcomeUnknown
from notifier.deciding.timing import Hours
from notifier.posting.limits import Limits
from notifier.posting.looking import Looks
from notifier.posting.posting import Posting
from notifier.settling.settlement import Waits
from notifier.settling.settling import Settling
from runtime.clock import boottime_s
from tests.fakes.facts import FakeFacts
from tests.fakes.ledger import FakeLedger
from tests.fakes.spending import FakeSpending
from tests.unit.notifier.events import KING, NOON, STANDING, at, make_rider
from tests.wordings import WORDINGS

TEXT = OutboundMessage(
    "d", "a", "i", 1, "1", Slot.NOTICE, Kind.FIRST, "504 King: Detour", 1, at(13), targets=(KING.target,)
)


@dataclass
class Provider:
    """Answers when it is told to; keeps what was posted, and how many posts were under way at once."""

    opened: asyncio.Event = field(default_factory=asyncio.Event)
    answer: Callable[[OutboundMessage], Outcome] = lambda text: Accepted(f"SM{text.delivery}")
    posted: list[OutboundMessage] = field(default_factory=list)
    under_way: int = 0
    most: int = 0

    async def post(self, text: OutboundMessage, *, to: str, timeout_s: float) -> Outcome:
        del to, timeout_s
        self.posted.append(text)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await self.opened.wait()
        self.under_way -= 1
        return self.answer(text)


@dataclass
class Breaker:
    """Lets as many through as it is told."""

    allowed: int = 1000

    def note(self, outcome: Outcome, now_s: float) -> None:
        del now_s
        if isinstance(outcome, OutcomeUnknown):
            self.allowed = 0

    def allowance(self, now_s: float) -> int:
        del now_s
        return self.allowed


class Scene:
    """Posting among fakes."""

    def __init__(
        self, *, at_once: int = 2, look_lasts_s: float = 60, waits_s: float = 60, lease_left_s: float = 60
    ) -> None:
        self.provider, self.ledger, self.circuit = Provider(), FakeLedger(), Breaker()
        self.facts = FakeFacts({"a": make_rider()}, {"i": STANDING})
        self.lease_left_s, self.spending = lease_left_s, FakeSpending()
        self.rooms = 0
        self.spent: list[int] = []
        rules = LookRules(hours=Hours(), caps=Caps(daily=1000, urgent=1000), useful_for=timedelta(hours=1))
        self.posting = Posting(
            messages=self.provider,
            looks=Looks(facts=self.facts, rules=rules, now=lambda: NOON),
            settling=Settling(
                ledger=self.ledger,
                held=self.ledger,
                reacting=self.ledger,
                ask_again=self.ledger.ask_again,
                waits=Waits(timedelta(seconds=5), timedelta(seconds=60)),
                now=lambda: NOON,
                patience_s=60,
            ),
            words=self.ledger,
            wordings=WORDINGS,
            circuit=self.circuit,
            spending=self.spending,
            limits=Limits(timeout_s=10, lease_margin_s=5, look_lasts_s=look_lasts_s, waits_s=waits_s, at_once=at_once),
            lease_left_s=lambda: self.lease_left_s,
            on_room=self.note_room,
        )

    def note_room(self) -> None:
        self.rooms += 1

    async def send(self, *names: str) -> int:
        texts = [replace(TEXT, delivery=name) for name in names]
        return await self.posting.send(texts, claimed_at=NOON, since_s=boottime_s())

    async def hand_over(self, *texts: OutboundMessage, ago_s: float = 0) -> None:
        """Hand over what was claimed so long ago."""
        since_s = boottime_s() - ago_s
        await self.posting.hand_over(texts, claimed_at=NOON, since_s=since_s, on_looked=self.spent.append)

    async def finish(self) -> None:
        self.provider.opened.set()
        await self.posting.finished()

    @property
    def states(self) -> dict[str, DeliveryState]:
        return {name: each.state for name, each in self.ledger.settled.items()}


async def test_every_text_is_posted_once_and_its_outcome_kept() -> None:
    scene = Scene()
    segments = await scene.send("d1", "d2", "d3")
    await scene.finish()

    assert (segments, [text.delivery for text in scene.provider.posted]) == (3, ["d1", "d2", "d3"])
    assert scene.ledger.reasons == {"d1": "SMd1", "d2": "SMd2", "d3": "SMd3"}


async def test_no_more_are_posted_at_once_than_allowed() -> None:
    scene = Scene(at_once=3)
    await scene.send(*(f"d{number}" for number in range(10)))
    await asyncio.sleep(0)
    begun = len(scene.provider.posted)
    await scene.finish()

    assert (begun, scene.provider.most, len(scene.provider.posted)) == (3, 3, 10)


async def test_there_is_room_again_as_soon_as_one_post_ends() -> None:
    scene = Scene(at_once=2)
    before = scene.posting.room
    await scene.send("d1", "d2")
    full = scene.posting.room
    await scene.finish()

    assert (before, full, scene.posting.room >= 2, scene.rooms > 0) == (2, 0, True, True)


async def test_a_text_that_waited_too_long_is_looked_at_again() -> None:
    scene = Scene(at_once=1, look_lasts_s=0.02)
    await scene.send("d1", "d2")
    await asyncio.sleep(0.05)
    # STOP, while d2 waits for a connection.
    scene.facts.riders = {"a": replace(make_rider(), status=RiderStatus.STOPPED)}
    await scene.finish()

    assert scene.ledger.reasons == {"d1": "SMd1", "d2": "stopped"}


async def test_what_cannot_be_looked_at_is_still_owed() -> None:
    scene = Scene()
    scene.facts.error = AutoReconnect("gone")
    await scene.send("d1")
    await scene.finish()

    assert (scene.provider.posted, scene.states) == ([], {"d1": DeliveryState.RETRY})


async def test_what_waits_when_the_database_goes_is_still_owed() -> None:
    scene = Scene(at_once=1, look_lasts_s=0.02)
    await scene.send("d1", "d2")
    await asyncio.sleep(0.05)
    scene.facts.error = AutoReconnect("gone")
    await scene.finish()

    assert scene.states == {"d1": DeliveryState.ACCEPTED, "d2": DeliveryState.RETRY}


async def test_who_has_lost_the_lease_posts_nothing() -> None:
    scene = Scene(lease_left_s=5)
    await scene.send("d1")
    await scene.finish()

    assert (scene.provider.posted, scene.ledger.reasons) == ([], {"d1": "no-lease"})


async def test_an_open_circuit_lets_go_what_waits() -> None:
    scene = Scene(at_once=1)
    scene.provider.answer = lambda _text: OutcomeUnknown("TimeoutError")
    await scene.send("d1", "d2")
    await scene.finish()

    assert (scene.ledger.reasons, scene.posting.room) == ({"d1": "TimeoutError", "d2": "circuit-open"}, 0)


async def test_a_stop_lets_go_what_waits_and_finishes_what_is_under_way() -> None:
    scene = Scene(at_once=1)
    await scene.send("d1", "d2")
    await asyncio.sleep(0)
    scene.provider.opened.set()
    await scene.posting.stop()

    assert scene.ledger.reasons == {"d1": "SMd1", "d2": "stopping"}


async def test_a_stop_lets_go_what_is_just_looked_at_again() -> None:
    scene = Scene(at_once=1, look_lasts_s=0.02)
    await scene.send("d1", "d2")
    await asyncio.sleep(0.05)
    scene.facts.opened = asyncio.Event()
    scene.provider.opened.set()
    await asyncio.sleep(0.01)
    stopping = asyncio.create_task(scene.posting.stop())
    await asyncio.sleep(0)
    scene.facts.opened.set()
    await stopping

    assert scene.ledger.reasons == {"d1": "SMd1", "d2": "stopping"}


async def test_a_text_whose_claim_may_soon_be_taken_for_lost_is_not_posted() -> None:
    """Else it could be found absent at the provider, claimed again, and posted twice."""
    scene = Scene(at_once=1, waits_s=0.02)
    await scene.send("d1", "d2")
    await asyncio.sleep(0.05)
    await scene.finish()

    assert (scene.ledger.reasons, scene.states["d2"]) == ({"d1": "SMd1", "d2": "waited"}, DeliveryState.RETRY)


async def test_a_provider_that_surprises_leaves_the_outcome_open() -> None:
    scene = Scene()

    def surprise(_text: OutboundMessage) -> Outcome:
        raise ZeroDivisionError

    scene.provider.answer = surprise
    await scene.send("d1")
    await scene.finish()

    assert scene.states == {"d1": DeliveryState.UNKNOWN}


@pytest.mark.parametrize("earlier", [7, 11], ids=["the 8th", "the 12th"])
async def test_the_words_that_end_a_day_are_kept_before_they_are_posted(earlier: int) -> None:
    scene = Scene()
    scene.facts.claimed = [at(0) + timedelta(minutes=number) for number in range(earlier)]
    scene.posting._looks = Looks(
        facts=scene.facts, rules=LookRules(Hours(), Caps(), timedelta(hours=1)), now=lambda: NOON
    )
    segments = await scene.send("d1")
    await scene.finish()

    [posted], [rewritten] = scene.provider.posted, scene.ledger.rewritten
    assert ("STATUS" in posted.body, posted, posted.segments) == (True, rewritten, segments)


async def test_a_sender_never_posts_more_in_a_day_than_it_may() -> None:
    scene = Scene(at_once=1)
    scene.spending.rule = DailySegments(3)
    await scene.send("d1", "d2")
    await scene.send("d3", "d4")
    await scene.finish()
    await scene.send("d5")
    await scene.finish()

    assert [text.delivery for text in scene.provider.posted] == ["d1", "d2", "d3"]
    assert scene.ledger.reasons["d4"] == scene.ledger.reasons["d5"] == "daily-segments"


async def test_what_the_provider_did_not_take_leaves_the_day_as_it_was() -> None:
    scene = Scene()
    scene.spending.rule = DailySegments(1)
    scene.provider.answer = lambda _text: NotProcessed("throttled")
    await scene.send("d1")
    await scene.finish()
    scene.provider.answer = lambda _text: OutcomeUnknown("timeout")
    await scene.send("d2")
    await scene.finish()

    assert (len(scene.provider.posted), scene.spending.spent) == (2, 1)


async def test_the_next_are_claimed_while_these_are_looked_at() -> None:
    scene = Scene(at_once=4)
    scene.facts.opened = asyncio.Event()
    await scene.hand_over(TEXT, replace(TEXT, delivery="e"))
    await asyncio.sleep(0)
    meanwhile = scene.posting.room, list(scene.spent)
    scene.facts.opened.set()
    await scene.finish()

    assert (meanwhile, scene.spent) == ((2, []), [2])
    assert set(scene.ledger.settled) == {"d", "e"}


async def test_those_that_were_claimed_first_are_looked_at_first() -> None:
    scene = Scene(at_once=4)
    scene.facts.opened = asyncio.Event()
    await scene.hand_over(TEXT)
    second = asyncio.create_task(scene.hand_over(replace(TEXT, delivery="e")))
    await asyncio.sleep(0.01)
    was_waiting = not second.done()
    scene.facts.opened.set()
    await second
    await scene.finish()

    assert was_waiting
    assert [text.delivery for text in scene.provider.posted] == ["d", "e"]


async def test_what_waits_from_its_claim_for_too_long_is_not_posted() -> None:
    scene = Scene(waits_s=1)
    await scene.hand_over(replace(TEXT, delivery="late"), ago_s=2)
    await scene.hand_over(TEXT)
    await scene.finish()

    assert [text.delivery for text in scene.provider.posted] == ["d"]
    assert scene.states["late"] is DeliveryState.RETRY


async def test_what_a_look_has_just_kept_back_does_not_count_in_the_next() -> None:
    scene = Scene()
    await scene.hand_over(replace(TEXT, delivery="kept", subscriber="nobody"))
    await scene.hand_over(TEXT)
    await scene.finish()

    assert scene.facts.kept_back == ["kept"]


async def test_where_all_are_kept_back_there_is_room_at_once() -> None:
    scene = Scene()
    scene.facts.riders = {}
    await scene.hand_over(TEXT)
    await scene.finish()

    assert (scene.spent, scene.rooms, scene.posting.room) == ([0], 1, 2)


async def test_what_is_looked_at_again_still_takes_its_room() -> None:
    scene = Scene(at_once=3, look_lasts_s=0.01)
    scene.circuit.allowed = 1
    await scene.send("d1", "d2")
    await asyncio.sleep(0.02)
    scene.circuit.allowed = 1000
    scene.facts.opened = asyncio.Event()
    scene.provider.opened.set()
    await asyncio.sleep(0.02)
    meanwhile = scene.posting.room
    scene.facts.opened.set()
    await scene.finish()

    assert meanwhile == 2
    assert [text.delivery for text in scene.provider.posted] == ["d1", "d2"]


async def test_two_looks_at_a_time_do_not_spend_the_same_segments() -> None:
    scene = Scene(at_once=1, look_lasts_s=0.01)
    scene.spending.rule = DailySegments(3)
    await scene.send("d1", "d2")
    await asyncio.sleep(0.02)
    scene.facts.opened = asyncio.Event()
    scene.provider.opened.set()
    await asyncio.sleep(0.02)
    again = asyncio.create_task(scene.send("d3", "d4"))
    await asyncio.sleep(0.01)
    scene.facts.opened.set()
    await again
    await scene.finish()

    assert [text.delivery for text in scene.provider.posted] == ["d1", "d2", "d3"]
