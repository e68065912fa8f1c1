"""What the operator sees of texts whose outcome is written down: metrics, and log lines that name each of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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
Expected = Accepted | Withheld | HoldUntil | Parted
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
    for (kind, outcome), count in Counter((each.text.kind, named(each.outcome)) for each in notes).items():
        metrics.TEXTS.labels(kind, outcome).inc(count)
    for note in notes:
        if isinstance(note.outcome, Accepted):
            _time(note.text, note.at)
        elif not isinstance(note.outcome, Expected):
            text = note.text
            log.warning("text.not_accepted", about=text.about, delivery=text.delivery, outcome=repr(note.outcome))
    _say([note for note in notes if isinstance(note.outcome, Expected)])


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
        metrics.CHANGE_TO_ACCEPTED.labels(text.priority.name.lower()).observe(max(0.0, took_s))


def _say(notes: Iterable[Note]) -> None:
    """One line for many texts that ended alike: a line for each would cost a tenth of what it costs to send it."""
    alike: dict[tuple[str, str], dict[str, str | None]] = defaultdict(dict)
    for each in notes:
        sid = each.outcome.sid if isinstance(each.outcome, Accepted) else None
        alike[each.text.about, named(each.outcome)][each.text.delivery] = sid
        for carried in each.text.carries:
            alike[carried.about, "carried"][carried.delivery] = each.text.delivery
    for (about, outcome), texts in alike.items():
        found = list(texts.items())
        for start in range(0, len(found), MOST_NAMED):
            log.info("texts.settled", about=about, outcome=outcome, texts=dict(found[start : start + MOST_NAMED]))
