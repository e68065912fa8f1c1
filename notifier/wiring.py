"""How the notifier's parts are put together."""

from datetime import timedelta
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.documents.reacting import Reacting
from models.event import DEAD_LETTER_TOPIC, TOPIC, AlertEvent, encode_event
from models.wording import Wordings
from notifier.audience import MongoAudience
from notifier.bodies import Bodies
from notifier.caps import Caps
from notifier.circuit import Circuit, CircuitRules
from notifier.circuit import Waits as CircuitWaits
from notifier.circuit_watch import CircuitWatch, Reachable
from notifier.daily_segments import DailySegments
from notifier.deliveries import MongoDeliveries
from notifier.dispatcher import Dispatcher
from notifier.dry_run import DryRun
from notifier.facts import MongoFacts
from notifier.fanout_store import MongoFanouts
from notifier.held import MongoHeld
from notifier.incident_reads import MongoIncidents
from notifier.last_look import LookRules
from notifier.looking import Looks
from notifier.pace import Pace
from notifier.posting import Limits, Messages, Posting
from notifier.probe_store import MongoProbes
from notifier.probed import ProbedAudience, ProbedFacts
from notifier.probing import Probed, Probing
from notifier.reach_store import MongoReach
from notifier.reaching import Reaching, Shortfall
from notifier.recent_riders import RecentRiders
from notifier.reconciling import Listing, Reconciling
from notifier.senders import MongoSenders
from notifier.settings import NotifierSettings
from notifier.settlement import Waits
from notifier.settling import Settling
from notifier.spending import MongoSpending, Spending
from notifier.taking_over import TakeOver
from notifier.telling import Telling, Timing
from notifier.timing import Hours
from notifier.twilio_messages import TwilioMessages
from runtime.clock import boottime_s
from runtime.database_clock import DatabaseClock
from runtime.kafka_consumer import Handle, LaterError
from runtime.kafka_producer import NotPublishedError, Producer, TooLargeError
from runtime.lease import Lease
from runtime.mongo import Database

CUT_BYTES = 10_000


class Provider(Messages, Listing, Reachable, Protocol):
    """Posts texts, lists what was posted, and says whether it works."""


log = structlog.get_logger()


def build_provider(settings: NotifierSettings, messages: TwilioMessages) -> Provider:
    """Twilio, or in a dry run the log."""
    return DryRun(messages) if settings.dry_run else messages


def build_senders(settings: NotifierSettings) -> MongoSenders:
    """Who else sends, and how they learn that we do."""
    return MongoSenders(settings.twilio_sender, counts_for=timedelta(days=settings.sender_counts_days))


def build_reaching(settings: NotifierSettings, lease: Lease) -> Reaching:
    """What says whom the sender can reach."""
    return Reaching(
        settings.twilio_sender,
        riders=MongoReach(),
        is_held=lambda: lease.is_held,
        segments_per_second=settings.segments_per_second * settings.pace_share,
        every_s=settings.reach_every_s,
    )


def build_probing(settings: NotifierSettings, producer: Producer, lease: Lease) -> Probing | None:
    """What tries the whole way to a staff phone, if there is one."""
    if settings.probe_phone is None:
        return None

    async def publish(event: AlertEvent) -> None:
        await producer.send(TOPIC, key=event.incident, value=encode_event(event))

    probed = Probed(settings.twilio_sender, settings.probe_phone, settings.probe_every_s, settings.probe_within_s)
    return Probing(probed, probes=MongoProbes(settings.twilio_sender), lease=lease, publish=publish)


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


def build_dispatcher(
    settings: NotifierSettings, database: Database, messages: Provider, lease: Lease, wordings: Wordings
) -> Dispatcher:
    """The loop that sends for the sender that `lease` is about."""
    clock = DatabaseClock(database)
    incidents = MongoIncidents()
    recent = RecentRiders()
    audience, facts = MongoAudience(margin_of(settings), recent), MongoFacts(incidents, recent)
    circuit = Circuit(_circuit_rules(settings))
    fanouts = MongoFanouts()
    settle_after = timedelta(seconds=settings.settle_after_s)
    deliveries = MongoDeliveries(settings.twilio_sender, settle_after=settle_after)
    # No text waits longer than the circuit, whatever an answer asks for.
    longest = timedelta(seconds=settings.mend_longest_wait_s)
    waits = Waits(timedelta(seconds=settings.retry_after_s), settle_after, longest)
    return Dispatcher(
        sender=settings.twilio_sender,
        lease=lease,
        clock=clock,
        fanouts=fanouts,
        texts=deliveries,
        telling=_telling(
            settings, wordings, audience=audience, incidents=incidents, fanouts=fanouts, deliveries=deliveries
        ),
        posting=Posting(
            messages=messages,
            looks=Looks(
                facts=ProbedFacts(facts, probe) if (probe := settings.probe_phone) else facts,
                rules=_look_rules(settings),
                now=clock.now,
            ),
            settling=Settling(
                ledger=deliveries,
                held=MongoHeld(),
                reacting=Reacting(suppress_after=settings.suppress_after),
                waits=waits,
                now=clock.now,
                patience_s=settings.sending_lasts_s,
            ),
            words=deliveries,
            wordings=wordings,
            circuit=circuit,
            limits=Limits(
                timeout_s=settings.send_timeout_s,
                lease_margin_s=settings.lease_margin_s,
                look_lasts_s=settings.look_lasts_s,
                waits_s=settings.sending_lasts_s / 2,
                at_once=settings.send_concurrency,
            ),
            spending=_spending(settings, lease),
            lease_left_s=lambda: lease.left_s,
        ),
        reconciling=Reconciling(
            texts=deliveries,
            listing=messages,
            riders=facts,
            sending_lasts=timedelta(seconds=settings.sending_lasts_s),
            settle_after=settle_after,
        ),
        watch=CircuitWatch(circuit, messages, sender=settings.twilio_sender),
        pace=Pace(settings.segments_per_second * settings.pace_share, now_s=boottime_s()),
        reconcile_every_s=settings.reconcile_every_s,
        idle_s=settings.idle_s,
    )


def margin_of(settings: NotifierSettings) -> timedelta:
    """How long before an event a change of a rider may have been under way when the fan-out passed by."""
    return timedelta(seconds=max(settings.sweep_after_s, 60))


def _telling(
    settings: NotifierSettings,
    wordings: Wordings,
    *,
    audience: MongoAudience,
    incidents: MongoIncidents,
    fanouts: MongoFanouts,
    deliveries: MongoDeliveries,
) -> Telling:
    sweep_after = timedelta(seconds=settings.sweep_after_s)
    return Telling(
        audience=ProbedAudience(audience, settings.probe_phone) if settings.probe_phone else audience,
        siblings=fanouts,
        incidents=incidents,
        claims=deliveries,
        held=MongoHeld(),
        shortfall=Shortfall(MongoReach()),
        timing=Timing(
            useful_for=timedelta(seconds=settings.useful_for_s),
            planned_until_hour=settings.planned_until_hour,
            sweep_after=sweep_after,
            recheck=timedelta(seconds=settings.reconcile_every_s),
            hours=_hours(settings),
        ),
        bodies=Bodies(wordings),
    )


def _spending(settings: NotifierSettings, lease: Lease) -> Spending:
    rule = DailySegments(
        settings.daily_segments, settings.daily_segments_info_share, settings.daily_segments_calm_share
    )
    return Spending(MongoSpending(settings.twilio_sender), rule, epoch=lambda: lease.epoch)


def _circuit_rules(settings: NotifierSettings) -> CircuitRules:
    return CircuitRules(
        most_at_once=settings.send_concurrency,
        failures=settings.circuit_failures,
        waits=CircuitWaits(settings.circuit_wait_s, settings.circuit_longest_wait_s),
        mend_waits=CircuitWaits(settings.mend_wait_s, settings.mend_longest_wait_s),
        queue_full_wait_s=settings.queue_full_wait_s,
    )


def _look_rules(settings: NotifierSettings) -> LookRules:
    return LookRules(
        hours=_hours(settings),
        caps=Caps(daily=settings.daily_cap, urgent=settings.daily_cap_urgent),
        useful_for=timedelta(seconds=settings.useful_for_s),
    )


def _hours(settings: NotifierSettings) -> Hours:
    return Hours(
        night_from_hour=settings.night_from_hour,
        night_until_hour=settings.night_until_hour,
        starts_within=timedelta(seconds=settings.starts_within_s),
        window_grace=timedelta(seconds=settings.window_grace_s),
    )
