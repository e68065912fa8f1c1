"""How the parts that watch a sender are put together: whom it reaches, what is left to do, whether texts arrive."""

from models.event import TOPIC, AlertEvent, encode_event
from notifier.backlog.backlog_store import MongoBacklog
from notifier.backlog.measuring import Measuring
from notifier.fanning_out.reach_store import MongoReach
from notifier.fanning_out.reaching import Reaching
from notifier.probing.probe_store import MongoProbes
from notifier.probing.probing import Probed, Probing
from notifier.settings import NotifierSettings
from runtime.database_clock import DatabaseClock
from runtime.kafka_producer import Producer
from runtime.lease import Lease
from runtime.mongo import Database


def build_reaching(settings: NotifierSettings, lease: Lease) -> Reaching:
    """What says whom the sender can reach."""
    return Reaching(
        settings.twilio_sender,
        riders=MongoReach(),
        is_held=lambda: lease.is_held,
        segments_per_second=settings.segments_per_second * settings.pace_share,
        every_s=settings.reach_every_s,
    )


def build_measuring(settings: NotifierSettings, database: Database, lease: Lease) -> Measuring:
    """What says how much is left to do."""
    backlog = MongoBacklog(settings.twilio_sender, DatabaseClock(database))
    return Measuring(backlog, is_held=lambda: lease.is_held, every_s=settings.backlog_every_s)


def build_probing(settings: NotifierSettings, producer: Producer, lease: Lease) -> Probing | None:
    """What tries the whole way to a staff phone, if there is one."""
    if settings.probe_phone is None:
        return None

    async def publish(event: AlertEvent) -> None:
        await producer.send(TOPIC, key=event.incident, value=encode_event(event))

    probed = Probed(settings.twilio_sender, settings.probe_phone, settings.probe_every_s, settings.probe_within_s)
    return Probing(probed, probes=MongoProbes(settings.twilio_sender), lease=lease, publish=publish)
