"""What the last event of an incident told riders, as far as it decides whether a change is news."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one alert: `routes`, `stops` and `places` are names without order, `end` is None while open.

    `alert_class` is "" in documents that are older than this field.
    """

    effect: str = ""
    routes: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    end: datetime | None = None
    has_shuttle: bool = False
    headings: tuple[str, ...] = ()
    alert_class: str = ""


NOTHING = Facts()
