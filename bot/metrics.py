"""The bot's Prometheus metrics."""

from prometheus_client import Counter, Histogram

from bot.conversation.outcome import Effect
from models.priority import Priority
from models.provider_codes import Reaction

FAILED = "failed"  # beside the effects of texts: it could not be answered
LATENCIES_S = (1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600)

INBOUND = Counter("headway_inbound_total", "Texts from riders by what they did", ["effect"])
ANSWER_SECONDS = Histogram(
    "headway_answer_seconds",
    "How long a rider's text took to be answered; Twilio waits for 15 s",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15),
)
REPLY_SEGMENTS = Counter("headway_reply_segments_total", "SMS segments of replies in the webhook's answer")
REFUSED = Counter("headway_webhooks_refused_total", "Webhook requests refused, by reason", ["reason"])
CAUGHT_UP = Counter("headway_caught_up_total", "Texts that our webhook missed, by what they did", ["effect"])
REPORTED = Counter(
    "headway_text_reports_total",
    "What became of texts, by reported state, error code and route",
    ["state", "error", "route"],
)
REPORT_ERRORS = Counter(
    "headway_report_errors_total", "Texts that did not arrive, by what their error code asks of us", ["reaction"]
)
CHANGE_TO_DELIVERED = Histogram(
    "headway_change_to_delivered_seconds",
    "From the poll that saw a change until the report that the text was delivered; what waited for its hour not",
    ["priority"],
    buckets=LATENCIES_S,
)
ONCE_MORE = Counter("headway_texts_once_more_total", "Texts that did not arrive and go out once more")
RECEIPTS = Counter("headway_receipts_total", "Status callbacks by reported state", ["state"])

# A counter that first shows 1 has not risen, as Prometheus sees it: what alerts look at begins at 0.
for _each in (*Effect, FAILED):
    INBOUND.labels(str(_each))
for _effect in Effect:
    CAUGHT_UP.labels(str(_effect))
for _reaction in Reaction:
    REPORT_ERRORS.labels(str(_reaction))
for _priority in Priority:
    CHANGE_TO_DELIVERED.labels(_priority.name.lower())
