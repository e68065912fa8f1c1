"""`python -m pipeline`: watches the feeds and publishes what changes."""

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any

import httpx
import structlog
from pymongo.errors import PyMongoError

from models.documents.feed_state import FeedState
from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.event import DEAD_LETTER_TOPIC, TOPIC
from pipeline.catalogue_store import CatalogueStore
from pipeline.feed_state_store import FeedStateStore
from pipeline.feeds import FeedConfig, read_feeds
from pipeline.fetch import HttpFeed
from pipeline.importing import StaticReader, import_catalogue
from pipeline.incident_store import IncidentStore
from pipeline.migrating import migrate_database
from pipeline.mirrors import MirroredFeed
from pipeline.outbox import Outbox
from pipeline.patience import PatientFeed
from pipeline.poller import Poller
from pipeline.publishing import Records
from pipeline.relay import relay
from pipeline.schedule import open_schedule
from pipeline.settings import PipelineSettings
from pipeline.stopping import StoppableFeed
from pipeline.watch import Watch
from runtime.clock import utc_now
from runtime.internal_server import create_internal_app, serve_app
from runtime.kafka_producer import open_producer
from runtime.kafka_topics import Topics
from runtime.lease import Lease
from runtime.logs import configure_logs
from runtime.mongo import Database, collection_of, is_reachable, open_database
from runtime.process import Stop, run
from runtime.settings import load_settings

USER_AGENT = "Headway (GTFS-realtime reader)"
log = structlog.get_logger()


async def serve(settings: PipelineSettings, stop: Stop) -> None:
    """Open what is needed in reading order, work until `stop`, close in reverse."""
    feeds = read_feeds(settings.feeds_file)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings, DOCUMENTS, schema_version=SCHEMA_VERSION))
        topics = Topics(settings, [TOPIC, DEAD_LETTER_TOPIC])
        await topics.ensure_at_start(settings.start_patience_s)
        producer = await stack.enter_async_context(open_producer(settings, topics))
        client = await stack.enter_async_context(
            httpx.AsyncClient(timeout=settings.fetch_timeout_s, headers={"User-Agent": USER_AGENT})
        )
        reader = StaticReader(
            client,
            timeout_s=settings.static_timeout_s,
            most_bytes=settings.static_most_bytes,
            most_unpacked_bytes=settings.static_most_unpacked_bytes,
        )
        for feed in feeds:
            await import_catalogue(feed, reader, CatalogueStore(), utc_now())
        watches = [_watch(feed, settings, client, producer, stop) for feed in feeds]
        stop.started()
        log.info("pipeline.started", feeds=[feed.id for feed in feeds])
        async with asyncio.TaskGroup() as group:
            group.create_task(_serve_health(settings, database, topics, watches, stop))
            group.create_task(topics.keep(stop))
            group.create_task(_work(settings, feeds, watches, producer, stop))
        log.info("pipeline.stopped")


async def _work(
    settings: PipelineSettings, feeds: Sequence[FeedConfig], watches: Sequence[Watch], records: Records, stop: Stop
) -> None:
    async with asyncio.TaskGroup() as leases:
        # The leases outlive the schedule: a poll that is under way at the stop is finished under its own.
        is_drained = Stop()
        for watch in watches:
            await watch.acquire()
            leases.create_task(watch.keep_lease(is_drained))
        async with open_schedule() as schedule:
            for feed, watch in zip(feeds, watches, strict=True):
                schedule.every(feed.poll_interval_s, watch.poll)
                schedule.every(settings.relay_interval_s, _relaying(settings, watch, records))
            await stop.wait()
        is_drained.set()
    for watch in watches:
        await watch.release()


def _watch(
    feed: FeedConfig, settings: PipelineSettings, client: httpx.AsyncClient, records: Records, stop: Stop
) -> Watch:
    # Unlike the process's number, never the same in two containers or after a restart.
    holder = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
    lease = Lease(collection_of(FeedState), feed.id, holder=holder, ttl_s=settings.lease_ttl_s)
    sources = [
        HttpFeed(
            client,
            url,
            headers=feed.headers,
            timeout_s=settings.fetch_timeout_s,
            most_bytes=settings.fetch_most_bytes,
        )
        for url in (feed.alert_url, *feed.mirrors)
    ]
    source = PatientFeed(MirroredFeed(sources), interval_s=feed.poll_interval_s)
    poller = Poller(
        feed.id,
        feed=StoppableFeed(source, stop),
        incidents=IncidentStore(feed.id),
        states=FeedStateStore(feed.id),
        catalogues=CatalogueStore(),
        records=records,
        lease=lease,
        rules=settings.rules,
        stamp=feed.header_stamp,
        dataset=feed.alert_url,
        event_most_bytes=settings.event_most_bytes,
    )
    return Watch(feed.id, lease=lease, poller=poller, now=utc_now)


def _relaying(settings: PipelineSettings, watch: Watch, records: Records) -> Callable[[], Coroutine[Any, Any, None]]:
    outbox = Outbox(watch.feed)

    async def relay_once() -> None:
        if not watch.is_held:
            return
        try:
            await relay(
                watch.feed,
                outbox,
                records,
                interval_s=settings.relay_interval_s,
                most_publishes=settings.relay_publishes,
                event_most_bytes=settings.event_most_bytes,
            )
        except PyMongoError as error:
            log.warning("relay.no_database", feed=watch.feed, error=str(error)[:200])
        except Exception:
            # The polls of all feeds run beside this.
            log.exception("relay.surprised", feed=watch.feed)

    return relay_once


async def _serve_health(
    settings: PipelineSettings, database: Database, topics: Topics, watches: Sequence[Watch], stop: Stop
) -> None:
    async def kafka() -> bool:
        return topics.is_reachable

    async def mongodb() -> bool:
        return await is_reachable(database)

    async def details() -> Mapping[str, object]:
        return {"feeds": {watch.feed: watch.freshness() for watch in watches}}

    app = create_internal_app({"mongodb": mongodb, "kafka": kafka}, details)
    await serve_app(app, host=settings.internal_host, port=settings.internal_port, stop=stop)


def main() -> None:
    settings = load_settings(PipelineSettings)
    configure_logs("pipeline", log_format=settings.log_format, level=settings.log_level)
    match sys.argv[1:]:
        case []:
            run(lambda stop: serve(settings, stop))
        case ["migrate"]:
            run(lambda stop: migrate_database(settings, stop))
        case _:
            sys.stderr.write("usage: python -m pipeline [migrate]\n")
            sys.exit(2)


if __name__ == "__main__":
    main()
