"""`python -m notifier`: tells riders about the events that the pipeline publishes."""

import asyncio
import os
import socket
from contextlib import AsyncExitStack
from datetime import timedelta

import structlog
from pymongo.errors import PyMongoError

from models.documents.opt_out import opt_out
from models.documents.registry import DOCUMENTS
from models.documents.sender import Sender
from models.event import DEAD_LETTER_TOPIC, TOPIC
from notifier.audience import MongoAudience
from notifier.deliveries import MongoDeliveries
from notifier.dispatcher import Dispatcher
from notifier.facts import MongoFacts
from notifier.fanout_store import MongoFanouts
from notifier.incident_reads import MongoIncidents
from notifier.pace import Pace
from notifier.reconciling import Reconciling
from notifier.sending import Limits, Sending
from notifier.settings import NotifierSettings
from notifier.taking_over import TakeOver
from notifier.telling import Telling, Timing
from notifier.twilio_messages import TwilioMessages
from notifier.twilio_transport import open_twilio
from runtime.clock import boottime_s
from runtime.database_clock import DatabaseClock
from runtime.internal_server import create_internal_app, serve_app
from runtime.kafka_consumer import Handle, LaterError, consume
from runtime.kafka_producer import NotPublishedError, Producer, open_producer
from runtime.kafka_topics import Topics
from runtime.lease import Lease
from runtime.logs import configure_logs
from runtime.mongo import Database, collection_of, is_reachable, open_database
from runtime.process import Stop, run
from runtime.settings import load_settings

log = structlog.get_logger()


async def serve(settings: NotifierSettings, stop: Stop) -> None:
    """Open what is needed in reading order, work until `stop`, close in reverse."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings, DOCUMENTS))
        topics = Topics(settings, [TOPIC, DEAD_LETTER_TOPIC])
        await topics.ensure_at_start(settings.start_patience_s)
        producer = await stack.enter_async_context(open_producer(settings, topics))
        twilio = await stack.enter_async_context(open_twilio(settings))
        messages = TwilioMessages(twilio, sender=settings.twilio_sender, public_base_url=settings.public_base_url)
        lease = Lease(
            collection_of(Sender),
            settings.twilio_sender,
            holder=f"{socket.gethostname()}/{os.getpid()}",
            ttl_s=settings.lease_ttl_s,
        )
        dispatcher = _dispatcher(settings, database, messages, lease)
        take_over = _take_over(settings, producer, dispatcher)
        stop.started()
        log.info("notifier.started", sender=settings.twilio_sender)
        async with asyncio.TaskGroup() as group:
            group.create_task(_serve_health(settings, database, topics, stop))
            group.create_task(topics.keep(stop))
            group.create_task(
                consume(settings, topics, group=settings.consumer_group, topic=TOPIC, handle=take_over, stop=stop)
            )
            group.create_task(dispatcher.keep_lease(stop))
            group.create_task(dispatcher.reconcile(stop))
            group.create_task(dispatcher.run(stop))
        await lease.release()
        log.info("notifier.stopped")


def _take_over(settings: NotifierSettings, producer: Producer, dispatcher: Dispatcher) -> Handle:
    async def dead_letter(record: bytes) -> None:
        await producer.send(DEAD_LETTER_TOPIC, key="undecodable", value=record)

    take_over = TakeOver(
        sender=settings.twilio_sender,
        outbox=MongoIncidents(),
        fanouts=MongoFanouts(),
        dead_letter=dead_letter,
        wake=dispatcher.wake,
    )

    async def handle(record: bytes) -> None:
        try:
            await take_over(record)
        except (PyMongoError, NotPublishedError) as error:
            raise LaterError(str(error)[:200]) from error

    return handle


def _dispatcher(settings: NotifierSettings, database: Database, messages: TwilioMessages, lease: Lease) -> Dispatcher:
    clock = DatabaseClock(database)
    incidents = MongoIncidents()
    facts = MongoFacts(incidents)
    deliveries = MongoDeliveries(settings.twilio_sender)
    settle_after = timedelta(seconds=settings.settle_after_s)
    sweep_after = timedelta(seconds=settings.sweep_after_s)
    return Dispatcher(
        sender=settings.twilio_sender,
        lease=lease,
        clock=clock,
        fanouts=MongoFanouts(),
        texts=deliveries,
        telling=Telling(
            audience=MongoAudience(margin=max(sweep_after, timedelta(seconds=60))),
            incidents=incidents,
            claims=deliveries,
            timing=Timing(
                useful_for=timedelta(seconds=settings.useful_for_s),
                sweep_after=sweep_after,
                recheck=timedelta(seconds=settings.reconcile_every_s),
            ),
        ),
        sending=Sending(
            messages=messages,
            facts=facts,
            ledger=deliveries,
            limits=Limits(
                timeout_s=settings.send_timeout_s,
                lease_margin_s=settings.lease_margin_s,
                look_lasts_s=settings.look_lasts_s,
                retry_after=timedelta(seconds=settings.retry_after_s),
                settle_after=settle_after,
            ),
            lease_left_s=lambda: lease.left_s,
            now=clock.now,
            opt_out=lambda subscriber, proof: opt_out(subscriber, proof=proof),
        ),
        reconciling=Reconciling(
            texts=deliveries,
            listing=messages,
            riders=facts,
            sending_lasts=timedelta(seconds=settings.sending_lasts_s),
            settle_after=settle_after,
        ),
        pace=Pace(settings.segments_per_second * settings.pace_share, now_s=boottime_s()),
        most_at_once=settings.send_concurrency,
        reconcile_every_s=settings.reconcile_every_s,
        idle_s=settings.idle_s,
    )


async def _serve_health(settings: NotifierSettings, database: Database, topics: Topics, stop: Stop) -> None:
    async def kafka() -> bool:
        return topics.is_reachable

    async def mongodb() -> bool:
        return await is_reachable(database)

    app = create_internal_app({"mongodb": mongodb, "kafka": kafka})
    await serve_app(app, host=settings.internal_host, port=settings.internal_port, stop=stop)


def main() -> None:
    settings = load_settings(NotifierSettings)
    configure_logs("notifier", log_format=settings.log_format, level=settings.log_level)
    run(lambda stop: serve(settings, stop))


if __name__ == "__main__":
    main()
