"""How the parts that take events over are put together."""

from datetime import timedelta

import structlog
from pymongo.errors import PyMongoError

from models.event import DEAD_LETTER_TOPIC
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.fanout_store import MongoFanouts
from notifier.fanning_out.held import MongoHeld
from notifier.fanning_out.incident_reads import MongoIncidents
from notifier.intake.senders import MongoSenders
from notifier.intake.taking_over import TakeOver
from notifier.settings import NotifierSettings
from runtime.kafka_consumer import Handle, LaterError
from runtime.kafka_producer import NotPublishedError, Producer, TooLargeError

CUT_BYTES = 10_000
log = structlog.get_logger()


def build_senders(settings: NotifierSettings) -> MongoSenders:
    """Who else sends, and how they learn that we do."""
    return MongoSenders(settings.twilio_sender, counts_for=timedelta(days=settings.sender_counts_days))


def build_take_over(settings: NotifierSettings, producer: Producer, dispatcher: Dispatcher) -> Handle:
    """What handles a record of the topic."""

    async def dead_letter(record: bytes) -> None:
        try:
            await producer.send(DEAD_LETTER_TOPIC, key="undecodable", value=record)
        except TooLargeError:
            # The dead-letter topic may allow less than the other one; a record must not stop those behind it.
            await producer.send(DEAD_LETTER_TOPIC, key="undecodable", value=record[:CUT_BYTES])

    take_over = TakeOver(
        senders=build_senders(settings),
        outbox=MongoIncidents(),
        fanouts=MongoFanouts(access_waits=timedelta(seconds=settings.access_waits_s)),
        held=MongoHeld(),
        dead_letter=dead_letter,
        wake=dispatcher.wake,
    )

    async def handle(record: bytes) -> None:
        try:
            await take_over(record)
        except (PyMongoError, NotPublishedError) as error:
            raise LaterError(str(error)[:200]) from error
        except Exception:
            # One record that nobody foresaw must not keep all others from being heard, again after each restart.
            log.exception("event.surprised")
            await dead_letter(record)

    return handle
