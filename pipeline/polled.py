"""How a poll went, for metrics, logs and /readyz."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.event import AlertEvent
from models.incident import AlertClass, Incident
from pipeline.catalogue import Catalogue
from pipeline.decide import Decision, Poll
from pipeline.enrich import resolve
from pipeline.memory import FeedMemory
from pipeline.snapshot import FeedSnapshot


@dataclass(frozen=True, slots=True)
class Polled:
    """How a poll went; `outcome` is a label: accept, confirm, ignore, or why there was no information."""

    outcome: str
    memory: FeedMemory
    open_incidents: int = 0
    skipped: int = 0
    unresolved: int | None = None
    events: tuple[AlertEvent, ...] = ()


def polled(
    decision: Decision,
    poll: Poll,
    incidents: Mapping[str, Incident],
    catalogue: Catalogue,
    events: Sequence[AlertEvent],
) -> Polled:
    """The account of a poll that was understood; `incidents` are those after it."""
    return Polled(
        outcome=decision.belief.verdict.value,
        memory=decision.memory,
        open_incidents=count_open(incidents),
        skipped=poll.snapshot.skipped if poll.snapshot else 0,
        unresolved=_unresolved(poll.snapshot, catalogue) if poll.snapshot else None,
        events=tuple(events),
    )


def count_open(incidents: Mapping[str, Incident]) -> int:
    return sum(incident.is_open for incident in incidents.values())


def _unresolved(snapshot: FeedSnapshot, catalogue: Catalogue) -> int:
    answers = (resolve(alert, catalogue, alert_class=AlertClass.URGENT) for alert in snapshot.alerts)
    return len({each for answer in answers for each in answer.unknown})
