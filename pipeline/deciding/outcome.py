"""What is to be told of an incident, and the state that a poll leaves it in."""

from dataclasses import dataclass
from datetime import date

from models.event import Change
from models.incident import Incident, Why


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event to be: what happened and why; an `upcoming` one is about a `service_date`."""

    change: Change
    why: Why
    service_date: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One incident's next state; without an occurrence nobody is told."""

    incident: Incident
    occurrences: tuple[Occurrence, ...] = ()
    is_new: bool = False

    @property
    def change(self) -> Change | None:
        """What raised the revision, if anything did."""
        changes = [each.change for each in self.occurrences if each.change is not Change.UPCOMING]
        return changes[0] if changes else None
