"""How a poll went, for metrics, logs and /readyz."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.event import AlertEvent
from models.incident import AlertClass, Incident
from pipeline.deciding.decide import Decision
from pipeline.deciding.enrich import resolve
from pipeline.deciding.memory import FeedMemory
from pipeline.deciding.round import Poll
from pipeline.reading.snapshot import FeedSnapshot
from pipeline.static.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Polled:
    """How a poll went; `outcome` is a label: accept, confirm, ignore, or why there was no information."""

    outcome: str
    memory: FeedMemory
    open_by_class: Mapping[str, int] = field(default_factory=dict)
    held_incidents: int = 0
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
        open_by_class=count_open_by_class(incidents),
        held_incidents=sum(incident.hold is not None for incident in incidents.values()),
        skipped=poll.snapshot.skipped if poll.snapshot else 0,
        unresolved=_unresolved(poll.snapshot, catalogue) if poll.snapshot else None,
        events=tuple(events),
    )


def count_open_by_class(incidents: Mapping[str, Incident]) -> dict[str, int]:
    return dict(Counter(incident.alert_class.value for incident in incidents.values() if incident.is_open))


def _unresolved(snapshot: FeedSnapshot, catalogue: Catalogue) -> int:
    answers = (resolve(alert, catalogue, alert_class=AlertClass.URGENT) for alert in snapshot.alerts)
    return len({each for answer in answers for each in answer.unknown})
