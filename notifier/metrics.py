"""The notifier's Prometheus metrics."""

import math

from prometheus_client import Counter, Gauge

TEXTS = Counter("headway_texts_total", "Texts by kind and outcome", ["kind", "outcome"])
SEGMENTS = Counter("headway_segments_total", "SMS segments posted")
SEGMENTS_TODAY = Gauge(
    "headway_segments_today",
    "SMS segments posted since midnight (UTC) by this process's sender; NaN where DAILY_SEGMENTS sets no bound",
)
REACH_RIDERS = Gauge("headway_reach_riders", "Riders of this process's sender who may be texted")
REACH_SECONDS = Gauge("headway_reach_seconds", "How long one segment to each of them takes at the sender's pace")
RIDERS_NOT_REACHED = Counter(
    "headway_riders_not_reached_total", "Candidates that a fan-out had not looked at when its texts were of use no more"
)
FANOUTS_UNDER_WAY = Gauge(
    "headway_fanouts_under_way", "Fan-outs that have not told everybody yet; NaN where that is not known"
)
PROBES = Counter("headway_probes_total", "Probes of the whole way, by what they came to", ["result"])
PROBE_DELIVERED_AT = Gauge("headway_probe_delivered_timestamp_seconds", "When the latest probe was delivered")
PROBE_TOOK = Gauge("headway_probe_took_seconds", "How long that took, from the event to the receipt")
PROBE_IS_MISSED = Gauge(
    "headway_probe_missed", "1 while the latest probe was not delivered in time; NaN before the first one"
)
IS_DISPATCHER = Gauge("headway_is_dispatcher", "1 while this process holds its sender's lease")
UNKNOWN_SETTLED = Counter("headway_unknown_settled_total", "Lost answers settled, by what was found", ["found"])
CIRCUIT_OPEN = Gauge(
    "headway_circuit_open", "1 while nothing is posted: Twilio does not answer, or refuses our account"
)
POSTS_ALLOWED = Gauge("headway_posts_allowed", "Texts that may be posted at the same time, as Twilio's answers allow")


def stand_by() -> None:
    """Take back what only the dispatcher in charge knows; NaN is neither yesterday's figure nor none."""
    for gauge in (FANOUTS_UNDER_WAY, SEGMENTS_TODAY, CIRCUIT_OPEN, POSTS_ALLOWED, PROBE_IS_MISSED):
        gauge.set(math.nan)
