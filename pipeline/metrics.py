"""The pipeline's Prometheus metrics."""

from prometheus_client import Counter, Gauge

POLLS = Counter("headway_polls_total", "Polls by outcome", ["feed", "outcome"])
FEED_STAMP = Gauge("headway_feed_stamp_seconds", "When the producer made the last good poll (POSIX)", ["feed"])
GOOD_POLL = Gauge("headway_good_poll_seconds", "When the last good poll was made (POSIX)", ["feed"])
ENTITIES = Gauge("headway_feed_alerts", "Alerts in the last good poll that was decoded", ["feed"])
SKIPPED = Counter("headway_feed_entities_skipped_total", "Entities that could not be read", ["feed"])
UNRESOLVED = Gauge(
    "headway_feed_unresolved_routes", "Route ids in the last decoded poll that no import lists", ["feed"]
)
OPEN_INCIDENTS = Gauge("headway_open_incidents", "Incidents going on", ["feed"])
HELD = Gauge("headway_feed_held", "1 while clears or openings of a suspicious poll are held", ["feed", "what"])
EVENTS = Counter("headway_events_total", "Events by change", ["feed", "change"])
IS_POLLER = Gauge("headway_is_poller", "1 while this process holds the feed's lease", ["feed"])
PUBLISH_FAILURES = Counter("headway_publish_failures_total", "Publishes that no broker acknowledged in time", ["feed"])
RELAYED = Counter("headway_events_relayed_total", "Events published again", ["feed"])
LEFT_ALONE = Gauge("headway_events_left_alone", "Events published often enough and never taken over", ["feed"])
