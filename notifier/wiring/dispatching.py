"""How the loop that sends is put together."""

from datetime import timedelta
from typing import Protocol

from models.documents.asking_again import ask_again
from models.documents.reacting import Reacting
from models.wording import Wordings
from notifier.deciding.bodies import Bodies
from notifier.deciding.caps import Caps
from notifier.deciding.daily_segments import DailySegments
from notifier.deciding.last_look import LookRules
from notifier.deciding.timing import Hours
from notifier.dispatcher import Dispatcher
from notifier.fanning_out.audience import MongoAudience
from notifier.fanning_out.fanout_store import MongoFanouts
from notifier.fanning_out.held import MongoHeld
from notifier.fanning_out.incident_reads import MongoIncidents
from notifier.fanning_out.reach_store import MongoReach
from notifier.fanning_out.reaching import Shortfall
from notifier.fanning_out.recent_riders import RecentRiders
from notifier.fanning_out.telling import Telling, Timing
from notifier.posting.circuit import Circuit, CircuitRules
from notifier.posting.circuit import Waits as CircuitWaits
from notifier.posting.circuit_watch import CircuitWatch, Reachable
from notifier.posting.dry_run import DryRun
from notifier.posting.facts import MongoFacts
from notifier.posting.limits import Limits
from notifier.posting.looking import Looks
from notifier.posting.pace import Pace
from notifier.posting.ports import Messages
from notifier.posting.posting import Posting
from notifier.posting.spending import MongoSpending, Spending
from notifier.posting.twilio_messages import TwilioMessages
from notifier.probing.probed import ProbedAudience, ProbedFacts
from notifier.settings import NotifierSettings
from notifier.settling.deliveries import MongoDeliveries
from notifier.settling.reconciling import Listing, Reconciling
from notifier.settling.settlement import Waits
from notifier.settling.settling import Settling
from runtime.clock import boottime_s
from runtime.database_clock import DatabaseClock
from runtime.lease import Lease
from runtime.mongo import Database


class Provider(Messages, Listing, Reachable, Protocol):
    """Posts texts, lists what was posted, and says whether it works."""


def build_provider(settings: NotifierSettings, messages: TwilioMessages) -> Provider:
    """Twilio, or in a dry run the log."""
    return DryRun(messages) if settings.dry_run else messages


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
                facts=ProbedFacts(facts, settings.probe_phone) if settings.probe_phone else facts,
                rules=_look_rules(settings),
                now=clock.now,
            ),
            settling=Settling(
                ledger=deliveries,
                held=MongoHeld(),
                reacting=Reacting(suppress_after=settings.suppress_after),
                ask_again=ask_again,
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
            ask_again=ask_again,
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
