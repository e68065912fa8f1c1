"""What the pipeline asks MongoDB for every poll, and the relay every few seconds."""

import pytest
from _pytest.mark import ParameterSet

from pipeline.feed_state_store import FeedStateStore
from pipeline.holds.rider_count import RiderCount
from pipeline.holds.verdict_store import VerdictStore
from pipeline.incident_store import IncidentStore
from pipeline.outbox import Outbox
from runtime.mongo import Database
from tests.integration.sized.case import Case
from tests.integration.sized.many import A_FEW, FEED, NOW, target


async def _load(_database: Database) -> None:
    assert len(await IncidentStore(FEED).load(closed_s=3600, now=NOW)) > A_FEW


async def _waiting(_database: Database) -> None:
    waiting = Outbox().waiting([FEED], longer_than_s=30, most_publishes=10, limit=1000)
    events = [each async for each in waiting]
    assert len(events) == A_FEW
    await Outbox().mark_published(events)


async def _left_alone(_database: Database) -> None:
    assert await Outbox().count_left_alone([FEED], most_publishes=1) == {FEED: A_FEW}


async def _rider_count(_database: Database) -> None:
    assert await RiderCount().count([target(number) for number in range(200)])


async def _remembered(_database: Database) -> None:
    await FeedStateStore(FEED).load()
    assert await VerdictStore().find(FEED) == {}


CALLS: list[ParameterSet] = [
    # A poller that takes over reads the open ones and those closed lately.
    pytest.param(Case(_load, {"one_open", "just_closed"}, may_sort=True), id="what a poller begins with"),
    pytest.param(Case(_waiting, {"outbox"}), id="events that wait for the notifier"),
    pytest.param(Case(_left_alone, {"outbox"}), id="events that were left alone"),
    pytest.param(Case(_rider_count, {"audience"}), id="how many riders a change would text"),
    pytest.param(Case(_remembered, {"feed_1"}), id="a feed's memory and verdicts"),
]
