"""The bot's Prometheus metrics."""

from prometheus_client import Counter

INBOUND = Counter("headway_inbound_total", "Texts from riders by what they did", ["effect"])
REFUSED = Counter("headway_webhooks_refused_total", "Webhook requests refused, by reason", ["reason"])
CAUGHT_UP = Counter("headway_caught_up_total", "Texts that our webhook missed, by what they did", ["effect"])
RECEIPTS = Counter("headway_receipts_total", "Status callbacks by reported state", ["state"])
