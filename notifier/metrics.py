"""The notifier's Prometheus metrics."""

from prometheus_client import Counter, Gauge

TEXTS = Counter("headway_texts_total", "Texts by kind and outcome", ["kind", "outcome"])
SEGMENTS = Counter("headway_segments_total", "SMS segments posted")
FANOUTS_UNDER_WAY = Gauge(
    "headway_fanouts_under_way", "Fan-outs that have not told everybody yet; NaN where that is not known"
)
IS_DISPATCHER = Gauge("headway_is_dispatcher", "1 while this process holds its sender's lease")
UNKNOWN_SETTLED = Counter("headway_unknown_settled_total", "Lost answers settled, by what was found", ["found"])
