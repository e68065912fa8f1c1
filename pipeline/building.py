"""Puts together what watches one feed: its addresses, its patience, its poller and its lease."""

from dataclasses import dataclass

import httpx

from pipeline.deciding.rider_limit import Limit, RiderLimit
from pipeline.feed_state_store import FeedStateStore
from pipeline.holds.rider_count import RiderCount
from pipeline.holds.verdict_store import VerdictStore
from pipeline.incident_store import IncidentStore
from pipeline.poller import Poller
from pipeline.publishing import Records
from pipeline.reading.feeds import FeedConfig
from pipeline.reading.fetch import HttpFeed
from pipeline.reading.mirrors import MirroredFeed
from pipeline.reading.patience import PatientFeed
from pipeline.reading.stopping import StoppableFeed
from pipeline.settings import PipelineSettings
from pipeline.static.catalogue_store import CatalogueStore
from pipeline.threads import Apart
from pipeline.watch import Watch
from pipeline.words.lexicon import Lexicon
from runtime.database_clock import DatabaseClock
from runtime.lease_group import LeaseGroup
from runtime.process import Stop


@dataclass(frozen=True, slots=True)
class Ground:
    """What all watches of a process stand on."""

    settings: PipelineSettings
    lexicon: Lexicon
    records: Records
    leases: LeaseGroup
    apart: Apart
    stop: Stop
    clock: DatabaseClock


def build_watch(feed: FeedConfig, client: httpx.AsyncClient, ground: Ground) -> Watch:
    """A watch that has not taken its lease yet."""
    settings = ground.settings
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
    lease = ground.leases.lease(feed.id)
    poller = Poller(
        feed.id,
        feed=StoppableFeed(source, ground.stop),
        incidents=IncidentStore(feed.id),
        states=FeedStateStore(feed.id),
        catalogues=CatalogueStore(),
        records=ground.records,
        lease=lease,
        rules=settings.rules,
        lexicon=ground.lexicon,
        rider_limit=RiderLimit(
            feed.id,
            riders=RiderCount(),
            verdicts=VerdictStore(),
            limit=Limit(settings.hold_above, urgent_too=settings.hold_urgent),
        ),
        stamp=feed.header_stamp,
        dataset=feed.alert_url,
        event_most_bytes=settings.event_most_bytes,
        apart=ground.apart,
    )
    return Watch(feed.id, lease=lease, poller=poller, now=ground.clock.now, stamp=feed.header_stamp)
