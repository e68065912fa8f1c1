"""What the operator sees of texts whose outcome is written down: metrics, and log lines that name each of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from notifier import metrics
from notifier.deciding.last_look import HoldUntil
from notifier.deciding.texts import (
    Accepted,
    NotProcessed,
    OursToMend,
    OutboundMessage,
    Outcome,
    OutcomeUnknown,
    Parted,
    Refused,
    Withheld,
)

MOST_NAMED = 100  # texts in one line: some collectors cut lines of more than 16 kB
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Note:
    """What became of a text, when, seen at the rider's version."""

    text: OutboundMessage
    outcome: Outcome | HoldUntil | Parted
    at: datetime
    rider_version: int


def show(notes: Sequence[Note]) -> None:
    """Count the outcomes, and say them."""
    outcomes = [named(each.outcome) for each in notes]
    for (kind, outcome), count in Counter(zip((each.text.kind for each in notes), outcomes, strict=True)).items():
        metrics.TEXTS.labels(kind, outcome).inc(count)
    expected: dict[tuple[str, str], dict[str, str | None]] = defaultdict(dict)
    for note, outcome in zip(notes, outcomes, strict=True):
        text = note.text
        if isinstance(note.outcome, Accepted):
            _time(text, note.at)
            expected[text.about, outcome][text.delivery] = note.outcome.sid
        elif isinstance(note.outcome, Withheld | HoldUntil | Parted):
            expected[text.about, outcome][text.delivery] = None
        else:
            log.warning("text.not_accepted", about=text.about, delivery=text.delivery, outcome=repr(note.outcome))
            continue
        for carried in text.carries:
            expected[carried.about, "carried"][carried.delivery] = text.delivery
    _say(expected)


def named(outcome: Outcome | HoldUntil | Parted) -> str:
    """The outcome as metrics and logs name it."""
    match outcome:
        case Accepted():
            return "accepted"
        case Refused():
            return "refused"
        case NotProcessed() | OursToMend():
            return "retry"
        case OutcomeUnknown():
            return "unknown"
        case Withheld(reason):
            return f"skipped-{reason}"
        case HoldUntil() | Parted():
            return "held"


def _time(text: OutboundMessage, at: datetime) -> None:
    if text.event_at is not None and not text.was_held:
        took_s = (at - text.event_at).total_seconds()
        metrics.CHANGE_TO_ACCEPTED_OF[text.priority].observe(max(0.0, took_s))


def _say(expected: Mapping[tuple[str, str], Mapping[str, str | None]]) -> None:
    """One line for many texts that ended alike: a line for each would cost a tenth of what it costs to send it."""
    for (about, outcome), texts in expected.items():
        found = list(texts.items())
        for start in range(0, len(found), MOST_NAMED):
            log.info("texts.settled", about=about, outcome=outcome, texts=dict(found[start : start + MOST_NAMED]))
