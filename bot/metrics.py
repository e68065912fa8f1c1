"""The bot's Prometheus metrics."""

from prometheus_client import Counter

INBOUND = Counter("headway_inbound_total", "Texts from riders by what they did", ["effect"])
REFUSED = Counter("headway_webhooks_refused_total", "Webhook requests refused, by reason", ["reason"])
CAUGHT_UP = Counter("headway_caught_up_total", "Texts that our webhook missed, by what they did", ["effect"])
REPORTED = Counter(
    "headway_text_reports_total",
    "What became of texts, by reported state, error code and route",
    ["state", "error", "route"],
)
ONCE_MORE = Counter("headway_texts_once_more_total", "Texts that did not arrive and go out once more")
RECEIPTS = Counter("headway_receipts_total", "Status callbacks by reported state", ["state"])
