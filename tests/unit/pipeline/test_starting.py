"""Feeds are brought up beside each other."""

import asyncio

import pytest
from pymongo.errors import NetworkTimeout

from pipeline.reading.feeds import FeedConfig
from pipeline.starting import bring_up, renew
from runtime.errors import StartError
from runtime.process import Stop


def make_feeds(*names: str) -> list[FeedConfig]:
    return [FeedConfig(id=name, alert_url=f"http://{name}.example/alerts", static_gtfs="gtfs") for name in names]


class Preparing:
    """Prepares feeds, but for those that `fail`; keeps which were begun."""

    def __init__(self, *fail: str) -> None:
        self.fail = set(fail)
        self.begun: list[str] = []

    async def prepare(self, feed: FeedConfig) -> None:
        await asyncio.sleep(0.01)
        if feed.id in self.fail:
            raise StartError(f"feed {feed.id}: no static GTFS")

    async def begin(self, feed: FeedConfig) -> None:
        self.begun.append(feed.id)


async def test_every_feed_is_begun() -> None:
    preparing = Preparing()
    await bring_up(make_feeds("ttc", "miway"), prepare=preparing.prepare, begin=preparing.begin, stop=Stop())

    assert sorted(preparing.begun) == ["miway", "ttc"]


async def test_a_feed_is_begun_while_another_ones_routes_are_waited_for() -> None:
    preparing, stop = Preparing(), Stop()

    async def prepare(feed: FeedConfig) -> None:
        if feed.id == "hangs":
            await asyncio.Event().wait()
        await preparing.prepare(feed)

    feeds = make_feeds("hangs", "ttc")
    task = asyncio.create_task(bring_up(feeds, prepare=prepare, begin=preparing.begin, stop=stop))
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert preparing.begun == ["ttc"]


async def test_a_feed_whose_routes_cannot_be_read_is_left_out_and_tried_again() -> None:
    preparing, stop = Preparing("miway"), Stop()
    steps = {"prepare": preparing.prepare, "begin": preparing.begin}
    async with asyncio.TaskGroup() as group:
        group.create_task(bring_up(make_feeds("ttc", "miway"), **steps, stop=stop, retry_s=0.05))
        await asyncio.sleep(0.1)
        before = list(preparing.begun)
        preparing.fail.clear()

    assert (before, preparing.begun) == (["ttc"], ["ttc", "miway"])


async def test_a_database_that_is_away_for_a_moment_ends_nothing() -> None:
    preparing, answers = Preparing(), iter([False, False, True])

    async def prepare(feed: FeedConfig) -> None:
        if not next(answers):
            raise NetworkTimeout("MongoDB")
        await preparing.prepare(feed)

    await bring_up(make_feeds("ttc"), prepare=prepare, begin=preparing.begin, stop=Stop(), retry_s=0.01)

    assert preparing.begun == ["ttc"]


async def test_without_any_feed_there_is_nothing_to_do() -> None:
    preparing = Preparing("ttc", "miway")

    with pytest.raises(StartError, match="feed ttc: no static GTFS"):
        await bring_up(make_feeds("ttc", "miway"), prepare=preparing.prepare, begin=preparing.begin, stop=Stop())


async def test_a_stop_ends_the_trying() -> None:
    preparing, stop = Preparing("miway"), Stop()
    stop.set()
    await bring_up(make_feeds("ttc", "miway"), prepare=preparing.prepare, begin=preparing.begin, stop=stop)

    assert preparing.begun == ["ttc"]


async def test_a_stop_does_not_wait_for_an_edition_that_is_being_downloaded() -> None:
    stop, begun = Stop(), asyncio.Event()

    async def prepare(_: FeedConfig) -> None:
        begun.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(renew(make_feeds("ttc")[0], prepare=prepare, stop=stop))
    await begun.wait()
    stop.set()

    await asyncio.wait_for(task, 1)


async def test_an_edition_that_cannot_be_read_leaves_the_one_in_force() -> None:
    await renew(make_feeds("ttc")[0], prepare=Preparing("ttc").prepare, stop=Stop())
