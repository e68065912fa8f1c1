"""`python -m notifier`: tells riders about the events that the pipeline publishes."""

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack

import pymongo
import structlog
from pymongo.errors import PyMongoError

from models.documents.registry import DOCUMENTS
from models.documents.sender import Sender
from models.documents.versions import SCHEMA_VERSION
from models.event import DEAD_LETTER_TOPIC, TOPIC
from models.wording_files import load_wordings
from notifier import command_line, metrics
from notifier.dispatcher import Dispatcher
from notifier.posting.twilio_messages import TwilioMessages
from notifier.settings import NotifierSettings
from notifier.wiring.dispatching import build_dispatcher, build_provider
from notifier.wiring.taking_over import build_senders, build_take_over
from notifier.wiring.watching import build_measuring, build_probing, build_reaching
from runtime.entry import enter
from runtime.internal_server import create_internal_app, serve_app
from runtime.kafka_consumer import consume
from runtime.kafka_producer import open_producer
from runtime.kafka_topics import Topics
from runtime.lease import Lease
from runtime.mongo import Database, collection_of, find_problem, open_database
from runtime.process import Stop
from runtime.tracing import configure_tracing
from runtime.twilio_transport import open_twilio

RELEASE_S = 2.0
log = structlog.get_logger()


async def serve(settings: NotifierSettings, stop: Stop) -> None:
    """Open what is needed in reading order, work until `stop`, close in reverse."""
    configure_tracing("notifier", settings.otel_exporter_otlp_endpoint)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings, DOCUMENTS, schema_version=SCHEMA_VERSION))
        topics = Topics(settings, [TOPIC, DEAD_LETTER_TOPIC])
        await topics.ensure_at_start(settings.start_patience_s)
        producer = await stack.enter_async_context(open_producer(settings, topics))
        twilio = await stack.enter_async_context(
            open_twilio(settings, connections=settings.send_concurrency, timeout_s=settings.send_timeout_s)
        )
        messages = TwilioMessages(twilio, sender=settings.twilio_sender, public_base_url=settings.public_base_url)
        lease = Lease(
            collection_of(Sender),
            settings.twilio_sender,
            # Unlike the process's number, never the same after a restart: what died with it is another epoch's.
            holder=f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}",
            ttl_s=settings.lease_ttl_s,
        )
        # Asked for when it is read: a lease runs out by itself, while the database is away, too.
        metrics.IS_DISPATCHER.set_function(lambda: lease.is_held)
        metrics.SENDER.labels(settings.twilio_sender).set(1)
        metrics.SEGMENT_PRICE.set(settings.price_per_segment)
        metrics.stand_by()
        dispatcher = build_dispatcher(settings, database, build_provider(settings, messages), lease, load_wordings())
        senders = build_senders(settings)
        # Before the first record: what others take over from now on is stored for our riders, too.
        await senders.register()
        take_over = build_take_over(settings, producer, dispatcher)
        probing = build_probing(settings, producer, lease)
        stop.started()
        log.info("notifier.started", sender=settings.twilio_sender, dry_run=settings.dry_run)
        async with asyncio.TaskGroup() as group:
            group.create_task(_serve_health(settings, database, topics, dispatcher, stop))
            group.create_task(topics.keep(stop))
            group.create_task(
                consume(
                    settings,
                    topics,
                    group=settings.consumer_group,
                    topic=TOPIC,
                    handle=take_over,
                    stop=stop,
                    on_lag=metrics.CONSUMER_LAG.set,
                )
            )
            group.create_task(senders.keep(stop))
            if probing is not None:
                group.create_task(probing.keep(stop))
            group.create_task(build_reaching(settings, lease).keep(stop))
            group.create_task(build_measuring(settings, database, lease).keep(stop))
            group.create_task(dispatcher.keep_lease(stop))
            group.create_task(dispatcher.reconcile(stop))
            group.create_task(dispatcher.run(stop))
        await _release(lease)
        log.info("notifier.stopped")


async def _release(lease: Lease) -> None:
    try:
        # A stop must not wait for a database that is away: the lease runs out by itself.
        with pymongo.timeout(RELEASE_S):
            await lease.release()
    except PyMongoError as error:
        log.warning("lease.not_released", error=str(error)[:200])


async def _serve_health(
    settings: NotifierSettings, database: Database, topics: Topics, dispatcher: Dispatcher, stop: Stop
) -> None:
    async def kafka() -> str | None:
        return topics.problem

    async def mongodb() -> str | None:
        return await find_problem(database)

    async def details() -> dict[str, object]:
        # Whoever restarts what is not healthy would mend nothing.
        return {"circuit": dispatcher.problem}

    app = create_internal_app({"mongodb": mongodb, "kafka": kafka}, details)
    await serve_app(app, host=settings.internal_host, port=settings.internal_port, stop=stop)


def main(arguments: Sequence[str]) -> int:
    return enter("notifier", arguments, settings=NotifierSettings, serve=serve, obey=command_line.main)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
