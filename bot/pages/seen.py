"""What was read for the page, and when."""

from dataclasses import dataclass
from datetime import datetime

from models.incident import Incident


@dataclass(frozen=True, slots=True)
class Seen:
    """The open incidents, the newest first; `read_at` is the database's clock."""

    read_at: datetime
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What is known now: `seen` is the last that could be read, None for nothing yet; `is_failing`: not any more."""

    seen: Seen | None
    is_failing: bool = False
