"""An event that no notifier has taken over yet, and how it is shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LeftEvent:
    """How often it was published, and when last."""

    event_id: str
    incident: str
    feed: str
    publishes: int
    published_at: datetime | None

    def line(self, *, most_publishes: int) -> str:
        """One line for people."""
        at = f", last {self.published_at:%Y-%m-%dT%H:%M:%SZ}" if self.published_at else ""
        rest = "left alone: requeue it" if self.publishes >= most_publishes else "is published again by itself"
        return f"{self.event_id}  published {self.publishes} times{at}; {rest}"

    def row(self, *, most_publishes: int) -> dict[str, object]:
        """The same for programs."""
        return {
            "event": self.event_id,
            "incident": self.incident,
            "feed": self.feed,
            "publishes": self.publishes,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "is_left_alone": self.publishes >= most_publishes,
        }
