"""The notifier's Prometheus metrics."""

import math

from prometheus_client import Counter, Gauge, Histogram

from models.event import Change
from models.priority import Priority
from models.provider_codes import Reaction
from notifier.backlog.backlog import WAITING

CORRECTION = "correction"  # an operator's words, beside the changes of an incident
NOT_CONNECTED = "not-connected"  # beside what Twilio's codes ask of us
LATENCIES_S = (1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600)

SENDER = Gauge("headway_sender", "1: the number or service that this process sends for", ["sender"])
TEXTS = Counter("headway_texts_total", "Texts by kind and outcome", ["kind", "outcome"])
SEGMENTS = Counter("headway_segments_total", "SMS segments that Twilio took, or may have taken")
SEGMENT_PRICE = Gauge("headway_segment_price", "What a segment costs, as PRICE_PER_SEGMENT says")
SEGMENTS_TODAY = Gauge(
    "headway_segments_today",
    "SMS segments posted since midnight (UTC) by this process's sender; NaN where DAILY_SEGMENTS sets no bound",
)
REACH_RIDERS = Gauge("headway_reach_riders", "Riders of this process's sender who may be texted")
REACH_SECONDS = Gauge("headway_reach_seconds", "How long one segment to each of them takes at the sender's pace")
RIDERS_SUPPRESSED = Gauge(
    "headway_riders_suppressed", "Riders of this process's sender whose numbers nothing reached, and who get no texts"
)
RIDERS_NOT_REACHED = Counter(
    "headway_riders_not_reached_total", "Candidates that a fan-out had not looked at when its texts were of use no more"
)
FANOUTS_UNDER_WAY = Gauge(
    "headway_fanouts_under_way", "Fan-outs that have not told everybody yet; NaN where that is not known"
)
MATCHED = Counter("headway_matched_total", "Riders whom a change concerns, and to whom a text is owed", ["change"])
RIDERS_LEFT = Gauge(
    "headway_riders_left",
    "Candidates whom open fan-outs have not looked at yet; those of a halt do not count",
    ["priority"],
)
FANOUT_AGE = Gauge(
    "headway_oldest_fanout_age_seconds", "How long ago the event was that the oldest of them tells", ["priority"]
)
TEXTS_WAITING = Gauge(
    "headway_texts_waiting",
    "Texts that wait: for their hour, to go again, or for Twilio to say what became of them",
    ["state"],
)
CHANGE_TO_ACCEPTED = Histogram(
    "headway_change_to_accepted_seconds",
    "From the poll that saw a change until Twilio had the text; what waited for its hour does not count",
    ["priority"],
    buckets=LATENCIES_S,
)
TWILIO_ERRORS = Counter(
    "headway_twilio_errors_total", "Posts that Twilio did not accept, by what the error asks of us", ["reaction"]
)
CONSUMER_LAG = Gauge(
    "headway_consumer_lag", "Events on Kafka that this process has yet to take over; NaN while nobody knows"
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

# A counter that first shows 1 has not risen, as Prometheus sees it: what alerts look at begins at 0.
for _each in (*Reaction, NOT_CONNECTED):
    TWILIO_ERRORS.labels(str(_each))
for _change in (*Change, CORRECTION):
    MATCHED.labels(str(_change))
CHANGE_TO_ACCEPTED_OF = {each: CHANGE_TO_ACCEPTED.labels(each.name.lower()) for each in Priority}


def stand_by() -> None:
    """Take back what only the dispatcher in charge knows; NaN is neither yesterday's figure nor none."""
    for gauge in (FANOUTS_UNDER_WAY, SEGMENTS_TODAY, CIRCUIT_OPEN, POSTS_ALLOWED, PROBE_IS_MISSED, RIDERS_SUPPRESSED):
        gauge.set(math.nan)
    forget_backlog()


def forget_backlog() -> None:
    """Say that nobody knows how much is left to do."""
    for priority in Priority:
        RIDERS_LEFT.labels(priority.name.lower()).set(math.nan)
        FANOUT_AGE.labels(priority.name.lower()).set(math.nan)
    for state in WAITING:
        TEXTS_WAITING.labels(state.value).set(math.nan)
