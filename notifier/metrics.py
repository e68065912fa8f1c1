"""The notifier's Prometheus metrics."""

from prometheus_client import Counter, Gauge

TEXTS = Counter("headway_texts_total", "Texts by kind and outcome", ["kind", "outcome"])
SEGMENTS = Counter("headway_segments_total", "SMS segments posted")
FANOUTS_UNDER_WAY = Gauge("headway_fanouts_under_way", "Fan-outs that have not told everybody yet")
IS_DISPATCHER = Gauge("headway_is_dispatcher", "1 while this process holds its sender's lease")
UNKNOWN_SETTLED = Counter("headway_unknown_settled_total", "Lost answers settled, by what was found", ["found"])
CIRCUIT_OPEN = Gauge(
    "headway_circuit_open", "1 while nothing is posted: Twilio does not answer, or refuses our account"
)
POSTS_ALLOWED = Gauge("headway_posts_allowed", "Texts that may be posted at the same time, as Twilio's answers allow")
