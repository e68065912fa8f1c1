"""The report on what is no feed at all."""

from datetime import datetime

from pipeline.check.report import Finding, Level, Report

_ADVICE = {
    "timeout": "it does not answer: try from another network, as some agencies shut out other countries",
    "status": "the server refuses: a key may be missing (--header NAME=VALUE), or the address has changed",
    "redirect": "use the address that it leads to",
    "too_large": "it is too large for an alert feed: ask the agency for one with alerts alone",
    "unreachable": "check the address, and that this machine reaches the internet",
    "encoding": "what it sends is damaged: try again, then tell the agency",
}
_NO_FEED = "it is no GTFS-realtime feed in binary, text or JSON: open it, it may be a page that says why"


def unreadable(source: str, reason: str, detail: str, now: datetime) -> Report:
    """`reason` is a FetchError's, or anything for an answer that could not be understood."""
    advice = _ADVICE.get(reason, _NO_FEED)
    finding = Finding(Level.PROBLEM, "reading", f"Nothing to judge ({detail}): {advice}.")
    return Report(source, now, "UTC", is_usable=False, findings=(finding,))
