"""From the ids in an alert's selectors to routes, stations and targets: whom the alert concerns."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.alert import Alert, EntitySelector
from models.incident import AlertClass
from models.route import Route
from models.station import Device, Station, device_target
from models.target import agency_target, mode_target
from pipeline.static.catalogue import Catalogue

# What happens at a stop concerns riders of its routes only if vehicles do not run there as they should.
_ABOUT_RUNNING = {"NO_SERVICE", "DETOUR", "STOP_MOVED"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom an alert concerns, in the feed's order, each once.

    `direction_ids` holds the directions if every selector of routes names one; `unknown` what no import lists
    ("route 999", "stop 12", "trip x", "agency y", "mode 7"), and what contradicts it.
    """

    routes: tuple[Route, ...] = ()
    stations: tuple[Station, ...] = ()
    targets: tuple[str, ...] = ()
    direction_ids: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()


def resolve(alert: Alert, catalogue: Catalogue, *, alert_class: AlertClass, device: Device | None = None) -> Resolved:
    """Fields inside one selector must all hold; of several selectors, one."""
    found = _Found(catalogue)
    is_access = alert_class is AlertClass.ACCESS
    seen: set[tuple[object, ...]] = set()
    for selector in alert.informed_entities:
        if selector.trip_id is not None:
            found.add_trip(selector)
        elif selector.route_id is not None:
            # A route is named once for each of its stops.
            named = (selector.route_id, selector.direction_id, selector.agency_id, selector.route_type)
            if named not in seen:
                seen.add(named)
                found.add_route(selector, selector.route_id, selector.direction_id)
        elif selector.stop_id is None and not is_access:
            found.add_every_route(selector)
        if selector.stop_id is not None:
            found.add_stop(selector.stop_id)
            names_route = selector.route_id is not None or selector.trip_id is not None
            if alert.effect in _ABOUT_RUNNING and not is_access and not names_route:
                found.add_routes_of_stop(selector, selector.stop_id)
    if is_access:
        return found.resolved(_access_targets(found.stations.values(), device))
    return found.resolved((*found.routes, *found.stations, *found.everyone()))


def _access_targets(stations: Iterable[Station], device: Device | None) -> tuple[str, ...]:
    targets = ((station.target, device_target(station, device)) for station in stations)
    return tuple(target for pair in targets for target in pair)


@dataclass(slots=True)
class _Found:
    """What the selectors have named so far; routes and stations by target."""

    catalogue: Catalogue
    routes: dict[str, Route] = field(default_factory=dict)
    stations: dict[str, Station] = field(default_factory=dict)
    crowds: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    direction_ids: set[int | None] = field(default_factory=set)

    def add_trip(self, selector: EntitySelector) -> None:
        """The trip's route and direction; of a trip that nobody knows, those that the selector names beside it."""
        trip = self.catalogue.trips.get(selector.trip_id or "")
        if trip is None or selector.route_id not in {None, trip.route_id}:
            self.unknown[f"trip {selector.trip_id}"] = None
        if trip is None and selector.route_id is not None:
            self.add_route(selector, selector.route_id, selector.direction_id)
        elif trip is not None and selector.route_id in {None, trip.route_id}:
            direction_id = trip.direction_id if selector.direction_id is None else selector.direction_id
            self.add_route(selector, trip.route_id, direction_id)

    def add_route(self, selector: EntitySelector, route_id: str, direction_id: int | None) -> None:
        route = self.catalogue.routes.get(route_id)
        if route is None:
            self.unknown[f"route {route_id}"] = None
            return
        if selector.agency_id is not None or selector.route_type is not None:
            agency_id = self._known_agency(selector)
            if not self.catalogue.agrees(route, agency_id, selector.route_type):
                self.unknown[f"route {route_id}"] = None
                return
        # Static GTFS may list one route of the riders' under several ids.
        self.routes.setdefault(route.target, route)
        self.direction_ids.add(direction_id)

    def add_stop(self, stop_id: str) -> None:
        """The stop's station."""
        if served := self.catalogue.stops.get(stop_id):
            self.stations.setdefault(served.station.target, served.station)
        else:
            self.unknown[f"stop {stop_id}"] = None

    def add_routes_of_stop(self, selector: EntitySelector, stop_id: str) -> None:
        """The routes that serve the stop."""
        serving = self.catalogue.routes_at(stop_id)
        if selector.agency_id is not None or selector.route_type is not None:
            agency_id = self._known_agency(selector)
            serving = tuple(each for each in serving if self.catalogue.agrees(each, agency_id, selector.route_type))
        for route in serving:
            self.routes.setdefault(route.target, route)
        if serving:
            self.direction_ids.add(selector.direction_id)

    def add_every_route(self, selector: EntitySelector) -> None:
        """All routes of an agency, a mode or both; a selector that says neither selects nobody."""
        agency_id, route_type = selector.agency_id, selector.route_type
        if agency_id is not None and not self.catalogue.knows_agency(agency_id):
            self.unknown[f"agency {agency_id}"] = None
            return
        if agency_id is None and route_type is None:
            return
        routes = self.catalogue.routes_of(agency_id, route_type)
        if route_type is not None and not routes:
            self.unknown[f"mode {route_type}"] = None
            return
        feed = self.catalogue.feed
        self.crowds[agency_target(feed) if route_type is None else mode_target(feed, route_type)] = None
        for route in routes:
            self.routes.setdefault(route.target, route)
        self.direction_ids.add(selector.direction_id)

    def everyone(self) -> tuple[str, ...]:
        """Those who want to hear of a whole mode, or of all that runs; nobody where no selector was understood."""
        if not (self.routes or self.stations or self.crowds):
            return ()
        feed = self.catalogue.feed
        types = (route.route_type for route in self.routes.values())
        modes = (mode_target(feed, route_type) for route_type in types if route_type is not None)
        return tuple(dict.fromkeys((*modes, *self.crowds, agency_target(feed))))

    def resolved(self, targets: tuple[str, ...]) -> Resolved:
        directions = tuple(sorted(each for each in self.direction_ids if each is not None))
        return Resolved(
            routes=tuple(self.routes.values()),
            stations=tuple(self.stations.values()),
            targets=targets,
            direction_ids=() if None in self.direction_ids else directions,
            unknown=tuple(self.unknown),
        )

    def _known_agency(self, selector: EntitySelector) -> str | None:
        """The selector's agency; an id that nobody knows says nothing about a route or stop that is named as well."""
        agency_id = selector.agency_id
        if agency_id is None or self.catalogue.knows_agency(agency_id):
            return agency_id
        self.unknown[f"agency {agency_id}"] = None
        return None
