"""The pipeline's Prometheus metrics."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from prometheus_client import Counter, Gauge
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

POLLS = Counter("headway_polls_total", "Polls by outcome", ["feed", "outcome"])
REJECTED = Counter("headway_polls_rejected_total", "Polls that were no information, by reason", ["feed", "reason"])
LATE = Counter(
    "headway_polls_late_total", "Polls skipped or begun late: the one before still ran, or all lag", ["feed"]
)
POLL_SECONDS = Counter("headway_poll_seconds_total", "Time spent in polls, waiting for the feed included", ["feed"])
FEED_STAMP = Gauge("headway_feed_stamp_seconds", "When the producer made the last good poll (POSIX)", ["feed"])
GOOD_POLL = Gauge("headway_good_poll_seconds", "When the last good poll was made (POSIX)", ["feed"])
ENTITIES = Gauge("headway_feed_alerts", "Alerts in the last good poll that was decoded", ["feed"])
SKIPPED = Counter("headway_feed_entities_skipped_total", "Entities that could not be read", ["feed"])
UNRESOLVED = Gauge(
    "headway_feed_unresolved_selectors", "Ids in the last decoded poll's selectors that no import lists", ["feed"]
)
OPEN_INCIDENTS = Gauge("headway_open_incidents", "Incidents going on, by class", ["feed", "class"])
HELD = Gauge(
    "headway_feed_held",
    "1 while a suspicious poll's clears or openings are held; how many changes wait for the operator",
    ["feed", "what"],
)
EVENTS = Counter("headway_events_total", "Events by change", ["feed", "change"])
LEFT_OUT = Gauge("headway_feed_left_out", "1 while a feed is not watched: its static GTFS cannot be read", ["feed"])
PUBLISH_FAILURES = Counter("headway_publish_failures_total", "Publishes that no broker acknowledged in time", ["feed"])
RELAYED = Counter("headway_events_relayed_total", "Events published again", ["feed"])
LEFT_ALONE = Gauge("headway_events_left_alone", "Events published often enough and never taken over", ["feed"])


class Watched(Protocol):
    """One feed's watch in this process."""

    feed: str

    @property
    def is_held(self) -> bool: ...

    @property
    def age_s(self) -> float | None:
        """Age of what is known of the feed; None where nothing is."""
        ...


class FeedCollector(Collector):
    """What changes by itself between polls: it is reckoned when Prometheus asks."""

    def __init__(self, watches: Sequence[Watched]) -> None:
        self._watches = watches

    def collect(self) -> Iterator[GaugeMetricFamily]:
        ages = GaugeMetricFamily("headway_feed_age_seconds", "Age of what is known of the feed", labels=["feed"])
        holders = GaugeMetricFamily("headway_is_poller", "1 while this process holds the feed's lease", labels=["feed"])
        for watch in self._watches:
            holders.add_metric([watch.feed], watch.is_held)
            age_s = watch.age_s
            if age_s is not None:
                ages.add_metric([watch.feed], age_s)
        yield ages
        yield holders
