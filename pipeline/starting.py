"""Brings the feeds up: each is watched as soon as its own routes are known, and none waits for another."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from pymongo.errors import ConnectionFailure, PyMongoError

from pipeline import metrics
from pipeline.reading.feeds import FeedConfig
from runtime.errors import StartError
from runtime.process import Stop

RETRY_S = 300.0
DATABASE_RETRY_S = 2.0
log = structlog.get_logger()
Step = Callable[[FeedConfig], Awaitable[None]]
Failed = list[tuple[FeedConfig, Exception]]


async def bring_up(
    feeds: Sequence[FeedConfig], *, prepare: Step, begin: Step, stop: Stop, retry_s: float = RETRY_S
) -> None:
    """Prepare each feed, then begin it; those that cannot be prepared are tried again until `stop`.

    Raises:
        Exception: no feed at all could be prepared, though the database answers; what `prepare` raised for the first.
    """
    failed = await _try(feeds, prepare, begin)
    if len(failed) == len(feeds) and not _lacks_database(failed):
        raise failed[0][1]
    while failed and not await stop.wait_for(min(DATABASE_RETRY_S, retry_s) if _lacks_database(failed) else retry_s):
        failed = await _try([feed for feed, _ in failed], prepare, begin)


async def renew(feed: FeedConfig, *, prepare: Step, stop: Stop) -> None:
    """Look for a new edition until `stop` at most; where that fails, the one in force stays there."""
    async with asyncio.TaskGroup() as group:
        stopping, looking = group.create_task(stop.wait()), group.create_task(_look(feed, prepare))
        # A download would keep the leases, and whoever stands by, for minutes without a poll.
        await asyncio.wait({stopping, looking}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        looking.cancel()


async def _look(feed: FeedConfig, prepare: Step) -> None:
    try:
        await prepare(feed)
    except (StartError, PyMongoError) as error:
        log.warning("catalogue.not_renewed", feed=feed.id, error=str(error)[:500])
    except Exception:
        log.exception("catalogue.not_renewed", feed=feed.id)


def _lacks_database(failed: Failed) -> bool:
    """Whether a feed waits for the database alone, which is back sooner than another static GTFS is published."""
    return any(isinstance(error, ConnectionFailure) for _, error in failed)


async def _try(feeds: Sequence[FeedConfig], prepare: Step, begin: Step) -> Failed:
    """Those that could not be prepared, and why."""

    async def bring_up_one(feed: FeedConfig) -> Exception | None:
        try:
            await prepare(feed)
        except Exception as error:  # noqa: BLE001  # one feed's surprise must not keep the others from being watched
            log.error("feed.left_out", feed=feed.id, error=repr(error)[:500])  # noqa: TRY400  # the last one is raised
            metrics.LEFT_OUT.labels(feed.id).set(1)
            return error
        metrics.LEFT_OUT.labels(feed.id).set(0)
        await begin(feed)
        return None

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(bring_up_one(feed)) for feed in feeds]
    failures = ((feed, task.result()) for feed, task in zip(feeds, tasks, strict=True))
    return [(feed, error) for feed, error in failures if error]
