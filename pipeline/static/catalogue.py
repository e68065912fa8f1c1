"""What one feed's static GTFS says about the ids that its alerts use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.route import Route
from models.station import Station


@dataclass(frozen=True, slots=True)
class ServedStop:
    """What an id of stops.txt stands for; `route_ids` serve this platform, or the station where the id is the whole."""

    station: Station
    route_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trip:
    """Which route a trip runs on, and which way."""

    route_id: str
    direction_id: int | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One import: `routes` by route_id; `stops` by stop_id, be it a platform, a station or an entrance.

    `trips` holds only the trips that somebody asked for: all of them would fill every poller's memory.
    """

    feed: str
    agency: str
    zone: str
    version: str = ""
    routes: Mapping[str, Route] = field(default_factory=dict)
    stops: Mapping[str, ServedStop] = field(default_factory=dict)
    trips: Mapping[str, Trip] = field(default_factory=dict)
    _agency_ids: frozenset[str] = field(init=False, repr=False, compare=False)
    _selections: dict[tuple[str | None, int | None], tuple[Route, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _serving: dict[str, tuple[Route, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_agency_ids", frozenset(route.agency_id for route in self.routes.values()))

    @property
    def has_agencies(self) -> bool:
        """Whether the feed tells several agencies apart."""
        return len(self._agency_ids) > 1

    def knows_agency(self, agency_id: str) -> bool:
        """Whether an alert may use this id; where a feed has one agency, every id is taken for its own."""
        return not self.has_agencies or agency_id in self._agency_ids

    def routes_of(self, agency_id: str | None, route_type: int | None) -> tuple[Route, ...]:
        """The routes of an agency, of a mode, or of both."""
        wanted = (agency_id, route_type)
        # An alert for a whole agency, or at a stop, is asked for again at every poll.
        if wanted not in self._selections:
            each = self.routes.values()
            self._selections[wanted] = tuple(route for route in each if self.agrees(route, agency_id, route_type))
        return self._selections[wanted]

    def routes_at(self, stop_id: str) -> tuple[Route, ...]:
        """The routes that serve a stop."""
        if stop_id not in self._serving:
            served = self.stops.get(stop_id)
            listed = (self.routes.get(each) for each in served.route_ids) if served else ()
            self._serving[stop_id] = tuple(route for route in listed if route)
        return self._serving[stop_id]

    def agrees(self, route: Route, agency_id: str | None, route_type: int | None) -> bool:
        """Whether what a selector says of a route's agency and mode, if anything, holds."""
        if route_type is not None and route.route_type not in {None, route_type}:
            return False
        return agency_id is None or not self.has_agencies or route.agency_id == agency_id
