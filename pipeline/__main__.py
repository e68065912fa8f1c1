"""`python -m pipeline`: watches the feeds and publishes what changes."""

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

import httpx
import structlog
from prometheus_client import REGISTRY
from pymongo.errors import PyMongoError

from models.documents.feed_state import FeedState
from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.event import DEAD_LETTER_TOPIC, TOPIC
from models.wording_files import load_wordings
from pipeline import command_line
from pipeline.building import Ground, build_watch
from pipeline.holding import give_up, hold
from pipeline.metrics import FeedCollector
from pipeline.outbox import Outbox
from pipeline.reading.feeds import FeedConfig, read_feeds
from pipeline.reading.fetch import USER_AGENT
from pipeline.relay import relay
from pipeline.schedule import open_schedule, phase_s
from pipeline.settings import PipelineSettings
from pipeline.starting import bring_up, renew
from pipeline.static.catalogue_store import CatalogueStore
from pipeline.static.elsewhere import Bounds
from pipeline.static.importing import StaticReader, import_catalogue
from pipeline.static.telling_withdrawn import WithdrawnNotes, daytime_of, tell_withdrawn
from pipeline.threads import open_threads
from pipeline.timekeeping import Timekeeper
from pipeline.watch import Watch
from pipeline.words.lexicon_files import read_lexicon
from runtime.clock import boottime_s
from runtime.database_clock import DatabaseClock
from runtime.entry import enter
from runtime.internal_server import create_internal_app, serve_app
from runtime.kafka_producer import open_producer
from runtime.kafka_topics import Topics
from runtime.lease_group import LeaseGroup
from runtime.mongo import Database, collection_of, find_problem, open_database
from runtime.process import Stop
from runtime.tracing import configure_tracing

AT_ONCE = 10  # feeds whose first polls need not be spread
log = structlog.get_logger()


async def serve(settings: PipelineSettings, stop: Stop) -> None:
    """Open what is needed in reading order, work until `stop`, close in reverse."""
    configure_tracing("pipeline", settings.otel_exporter_otlp_endpoint)
    feeds = read_feeds(settings.feeds_file)
    async with AsyncExitStack() as stack:
        apart = stack.enter_context(open_threads())
        database = await stack.enter_async_context(open_database(settings, DOCUMENTS, schema_version=SCHEMA_VERSION))
        topics = Topics(settings, [TOPIC, DEAD_LETTER_TOPIC])
        await topics.ensure_at_start(settings.start_patience_s)
        producer = await stack.enter_async_context(open_producer(settings, topics))
        # Unlike the process's number, never the same in two containers or after a restart.
        holder = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
        leases = LeaseGroup(collection_of(FeedState), holder=holder, ttl_s=settings.lease_ttl_s)
        clock = DatabaseClock(database)
        await clock.refresh()
        ground = Ground(settings, read_lexicon(), producer, leases, apart, stop, clock)
        open_client = _clients(settings, stack)
        watches = {feed.id: build_watch(feed, await open_client(), ground) for feed in feeds}
        REGISTRY.register(FeedCollector(list(watches.values())))
        reader = StaticReader(
            await open_client(),
            timeout_s=settings.static_timeout_s,
            most_bytes=settings.static_most_bytes,
            bounds=Bounds(
                settings.static_most_unpacked_bytes, settings.static_most_memory_bytes, settings.static_read_s
            ),
        )
        stop.started()
        log.info("pipeline.started", feeds=list(watches))
        async with asyncio.TaskGroup() as group:
            group.create_task(_serve_health(settings, database, topics, list(watches.values()), stop))
            group.create_task(topics.keep(stop))
            group.create_task(clock.keep(stop))
            group.create_task(_work(feeds, watches, reader, ground))
        log.info("pipeline.stopped")


async def _work(
    feeds: Sequence[FeedConfig], watches: Mapping[str, Watch], reader: StaticReader, ground: Ground
) -> None:
    begun: list[Watch] = []
    notes = WithdrawnNotes(load_wordings(), daytime_of(ground.settings))
    async with asyncio.TaskGroup() as holding:
        # The leases outlive the schedule: a poll that is under way at the stop is finished under its own.
        is_drained = Stop()
        holding.create_task(hold(begun, ground.leases, is_drained))
        async with open_schedule() as schedule, asyncio.TaskGroup() as starting:

            async def prepare(feed: FeedConfig) -> None:
                await import_catalogue(feed, reader, CatalogueStore(), ground.clock.now())
                await tell_withdrawn(feed.id, notes, ground.clock.now())

            async def begin(feed: FeedConfig) -> None:
                watch, interval_s = watches[feed.id], feed.poll_interval_s
                await watch.acquire()
                begun.append(watch)
                # Few are a burden to nobody, many would all ask in the same instant.
                wait_s = phase_s(feed.id, interval_s, boottime_s()) if len(feeds) > AT_ONCE else 0
                schedule.every(interval_s, Timekeeper(watch, schedule).poll, first_after_s=wait_s, late=watch.late)
                every_s = ground.settings.static_every_s
                renewing = partial(renew, feed, prepare=prepare, stop=ground.stop)
                schedule.every(every_s, renewing, first_after_s=every_s)

            bringing_up = starting.create_task(bring_up(feeds, prepare=prepare, begin=begin, stop=ground.stop))
            schedule.every(ground.settings.relay_interval_s, _relaying(begun, ground))
            await ground.stop.wait()
            bringing_up.cancel()
        is_drained.set()
    await give_up(ground.leases)


def _clients(settings: PipelineSettings, stack: AsyncExitStack) -> Callable[[], Awaitable[httpx.AsyncClient]]:
    """Makes clients; each feed has its own, so that no other feed's requests are before its own in a pool."""
    # Reading the certificates takes longer than all else that a client needs.
    certificates = httpx.create_ssl_context()
    headers = {"User-Agent": USER_AGENT}

    async def open_client() -> httpx.AsyncClient:
        client = httpx.AsyncClient(timeout=settings.fetch_timeout_s, headers=headers, verify=certificates)
        return await stack.enter_async_context(client)

    return open_client


def _relaying(watches: Sequence[Watch], ground: Ground) -> Callable[[], Coroutine[Any, Any, None]]:
    settings, outbox = ground.settings, Outbox()

    async def relay_once() -> None:
        held = [watch.feed for watch in watches if watch.is_held]
        try:
            await relay(
                held,
                outbox,
                ground.records,
                interval_s=settings.relay_interval_s,
                most_publishes=settings.relay_publishes,
                event_most_bytes=settings.event_most_bytes,
                is_stopping=ground.stop.is_set,
            )
        except PyMongoError as error:
            log.warning("relay.no_database", error=str(error)[:200])
        except Exception:
            # The polls of all feeds run beside this.
            log.exception("relay.surprised")

    return relay_once


async def _serve_health(
    settings: PipelineSettings, database: Database, topics: Topics, watches: Sequence[Watch], stop: Stop
) -> None:
    async def kafka() -> str | None:
        return topics.problem

    async def mongodb() -> str | None:
        return await find_problem(database)

    async def details() -> Mapping[str, object]:
        return {"feeds": {watch.feed: watch.freshness() for watch in watches}}

    app = create_internal_app({"mongodb": mongodb, "kafka": kafka}, details)
    await serve_app(app, host=settings.internal_host, port=settings.internal_port, stop=stop)


def main(arguments: Sequence[str]) -> int:
    return enter("pipeline", arguments, settings=PipelineSettings, serve=serve, obey=command_line.main)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
