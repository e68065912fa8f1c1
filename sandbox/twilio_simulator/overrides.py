"""Connection overrides: what the fragment of a webhook's URL asks of Twilio."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

CONNECT_FAILED = "ct"
READ_FAILED = "rt"
KINDS = frozenset({CONNECT_FAILED, READ_FAILED, "4xx", "5xx"})


@dataclass(frozen=True, slots=True)
class ConnectionOverrides:
    """How long to wait for an answer and what to try again; the defaults are Twilio's."""

    connect_timeout_s: float = 5.0
    read_timeout_s: float = 15.0
    total_timeout_s: float = 15.0
    retries: int = 1
    retry_on: frozenset[str] = frozenset({CONNECT_FAILED})


def parse_overrides(url: str) -> ConnectionOverrides:
    """Read the overrides of a webhook URL; what is missing or no number gets its default."""
    given = dict(parse_qsl(urlsplit(url).fragment))
    policy = frozenset(given.get("rp", CONNECT_FAILED).split(","))
    return ConnectionOverrides(
        connect_timeout_s=_number(given.get("ct"), 100, 10_000, default=5_000) / 1000,
        read_timeout_s=_number(given.get("rt"), 100, 15_000, default=15_000) / 1000,
        total_timeout_s=_number(given.get("tt"), 100, 15_000, default=15_000) / 1000,
        retries=_number(given.get("rc"), 0, 5, default=1),
        retry_on=KINDS if "all" in policy else policy & KINDS,
    )


def _number(text: str | None, low: int, high: int, *, default: int) -> int:
    if text is None or not text.isascii() or not text.isdigit():
        return default
    return min(max(int(text), low), high)
