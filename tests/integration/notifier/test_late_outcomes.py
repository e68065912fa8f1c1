"""A notice whose outcome is known only later is followed by its all-clear, whenever and however that comes out."""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.stores.receipts import MongoReceipts
from models.delivery import DeliveryState, Kind
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.reacting import Reacting
from models.documents.subscriber import Subscriber
from models.event import AlertEvent, Change
from models.incident import Incident, Why
from models.reports import Receipt
from notifier.dispatcher import Dispatcher
from runtime.mongo import Row, collection_of
from sandbox.twilio_simulator.faults import Fault
from tests.integration.notifier.conftest import World, new_incident
from tests.integration.notifier.hands import reconcile

PASSES = 2  # the first, and the sweep


class Walk:
    """Two riders whose notices got no answer, and an all-clear on its way."""

    def __init__(self, world: World, dispatcher: Dispatcher) -> None:
        self.world = world
        self.dispatcher = dispatcher
        self.incident: Incident
        self.cleared: AlertEvent
        self.rows: list[Row] = []
        self._numbers = itertools.count(1)

    async def begin(self) -> None:
        assert await self.dispatcher._lease.acquire()
        # Others each time: a rider gets so many texts a day.
        await collection_of(Subscriber).delete_many({})
        for _ in range(2):
            await self.world.rider(next(self._numbers))
        self.incident, opened = await self.world.change(new_incident(), Change.OPENED)
        self.world.simulator.faults.next(Fault.ACCEPT_THEN_CLOSE, Fault.ACCEPT_THEN_CLOSE)
        await self.world.tell(self.dispatcher, opened)
        self.rows = await self.rows_of(Kind.FIRST)
        assert [row["state"] for row in self.rows] == ["unknown", "unknown"]

    async def step(self, number: int) -> None:
        """The all-clear's next step: it is written, it is taken over, it goes round once, and again."""
        match number:
            case 0:
                self.incident, self.cleared = await self.world.change(self.incident, Change.CLEARED, why=Why("absent"))
            case 1:
                await self.world.take_over(self.dispatcher, self.cleared)
            case _:
                await self.go_round()

    async def go_round(self) -> None:
        """One pass, as if the wait before it were over."""
        await collection_of(FanoutDocument).update_many(
            {"state": "sweeping"}, {"$set": {"not_before": self.cleared.at}}
        )
        await self.world.clock.refresh()
        await self.dispatcher.turn(self.world.clock.now())
        await self.dispatcher.finished()

    async def report(self, row: Row, state: DeliveryState) -> None:
        """The bot hears a callback."""
        sid = self.world.simulator.account.sent_to(await self.phone(row))[-1].sid
        reacting = Reacting(suppress_after=3)
        reports = MongoReceipts(self.world.database, reacting=reacting, again_after=timedelta(minutes=5))
        assert await reports.apply_all([Receipt(row["_id"], 1, sid, state, None)])

    async def adopt(self, row: Row) -> None:
        """The provider's list is asked about this one alone."""
        others = {"_id": {"$ne": row["_id"]}, "state": "unknown"}
        later = self.world.clock.now() + timedelta(days=1)
        await collection_of(Delivery).update_many(others, {"$set": {"not_before": later}})
        await collection_of(Delivery).update_one({"_id": row["_id"]}, {"$set": {"not_before": row["claimed_at"]}})
        await reconcile(self.world, self.dispatcher)

    async def phone(self, row: Row) -> str:
        rider = await self.world.database["subscribers"].find_one({"_id": row["subscriber"]})
        assert rider is not None
        return str(rider["phone"])

    async def rows_of(self, kind: Kind) -> list[Row]:
        query = {"incident": self.incident.id, "kind": kind.value}
        return [row async for row in collection_of(Delivery).find(query).sort("_id", 1)]

    async def clears(self) -> list[tuple[str, str]]:
        """Whom the all-clear was accepted for."""
        return [(row["subscriber"], row["state"]) for row in await self.rows_of(Kind.CLEAR)]


@pytest.fixture
def walk(world: World, dispatcher: Dispatcher) -> Walk:
    return Walk(world, dispatcher)


async def walked(walk: Walk, at: Sequence[int], ways: Sequence[str]) -> None:
    """The all-clear's steps, with each notice settled before the step whose number it has."""
    await walk.begin()
    for number in range(PASSES + 3):
        for row, when, way in zip(walk.rows, at, ways, strict=True):
            if when == number:
                await (walk.adopt(row) if way == "list" else walk.report(row, DeliveryState(way)))
        if number < PASSES + 2:
            await walk.step(number)
    for _ in range(3):
        await walk.go_round()


@pytest.mark.parametrize("ways", [("sent", "list"), ("list", "delivered")], ids=" then ".join)
async def test_whenever_it_comes_out_the_all_clear_follows_once(walk: Walk, ways: tuple[str, str]) -> None:
    missed = []
    for at in itertools.combinations_with_replacement(range(PASSES + 3), 2):
        await walked(walk, at, ways)
        owed = sorted((row["subscriber"], "accepted") for row in walk.rows)
        if sorted(await walk.clears()) != owed:
            missed.append((at, await walk.clears()))

    assert missed == []


async def test_who_turns_out_not_to_have_been_told_is_told_no_end(walk: Walk) -> None:
    await walk.begin()
    for number in range(PASSES + 2):
        await walk.step(number)
    for row in walk.rows:
        await walk.report(row, DeliveryState.FAILED)
    for _ in range(3):
        await walk.go_round()
    fanouts = [row async for row in collection_of(FanoutDocument).find({"event.change": "cleared"})]

    assert await walk.clears() == []
    assert [row["state"] for row in fanouts] == ["done"]


async def turned(walk: Walk, now: datetime) -> None:
    while await walk.dispatcher.turn(now):
        await walk.dispatcher.finished()


async def test_an_all_clear_that_is_an_hour_old_is_told_to_nobody(walk: Walk) -> None:
    await walk.begin()
    await walk.step(0)
    await walk.step(1)
    await turned(walk, walk.cleared.at + timedelta(minutes=61))
    for row in walk.rows:
        await walk.report(row, DeliveryState.DELIVERED)
    await turned(walk, walk.cleared.at + timedelta(minutes=62))

    assert await walk.clears() == []


@pytest.mark.parametrize("way", ["list", "delivered"])
async def test_a_notice_that_nobody_could_ask_about_for_an_hour_still_gets_its_all_clear(walk: Walk, way: str) -> None:
    """The provider's list is away for longer than the notice is of use; the all-clear is fresh."""
    await walk.begin()
    walk.world.simulator.faults.outage = True
    await walk.dispatcher.settle(walk.world.clock.now() + timedelta(minutes=70))
    walk.world.simulator.faults.outage = False
    await walk.step(0)
    await walk.step(1)
    for row in walk.rows:
        await (walk.adopt(row) if way == "list" else walk.report(row, DeliveryState(way)))
    for _ in range(3):
        await walk.go_round()

    assert len(await walk.clears()) == 2


async def test_a_message_that_the_list_shows_as_failed_is_not_taken_for_a_told_one(walk: Walk) -> None:
    await walk.begin()
    for message in walk.world.simulator.account.messages.values():
        message.status, message.error_code = "undelivered", 30005
    await reconcile(walk.world, walk.dispatcher)

    rows = await walk.rows_of(Kind.FIRST)
    assert [(row["state"], row["error_code"]) for row in rows] == [("failed", 30005)] * 2
