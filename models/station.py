"""A station or a stop as riders know it, and the target under which they subscribe to it."""

from dataclasses import dataclass
from enum import StrEnum


class StationKind(StrEnum):
    """Whether trains and buses meet there, or one stop stands at a street."""

    STATION = "station"
    STOP = "stop"


class Device(StrEnum):
    """What an accessibility alert is about; only elevators matter to most who need one."""

    ELEVATOR = "elevator"
    ESCALATOR = "escalator"


@dataclass(frozen=True, slots=True)
class Station:
    """What an event says of a place; `target` survives an import that renumbers ids.

    `names` are (language, name) pairs beside `name`, where static GTFS translates it.
    """

    target: str
    feed: str
    station_id: str
    name: str
    kind: StationKind = StationKind.STATION
    names: tuple[tuple[str, str], ...] = ()
