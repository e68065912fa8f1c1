"""A catalogue straight from a static GTFS, for what runs without a database."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from models.alert import Alert
from models.route import unlisted_route
from models.station import Station, StationKind, stop_target
from pipeline.static.catalogue import Catalogue, ServedStop, Trip
from pipeline.static.gtfs import read_static_gtfs


def read_catalogue(feed: str, place: Path | bytes, *, zone: str, zone_if_unsaid: str) -> Catalogue:
    """Everything in the static GTFS of a folder, a zip or its bytes; a `zone` that is given outranks agency.txt.

    Raises:
        StartError: it is no static GTFS.
    """
    static = read_static_gtfs(feed, place)
    # As the database's catalogue has it: where nothing serves a platform by itself, the place as a whole is meant.
    served = {
        stop.stop_id: ServedStop(at.station, stop.route_ids or at.route_ids)
        for at in static.places
        for stop in at.stops
    }
    trips = {name: Trip(group.route_id, group.direction_id) for group in static.trips for name in group.trip_ids}
    return Catalogue(
        feed=feed,
        agency=static.agency or feed.upper(),
        zone=zone or static.zone or zone_if_unsaid,
        version=static.version,
        routes={route.route_id: route for route in static.routes},
        stops=served,
        trips=trips,
    )


def with_all_named(catalogue: Catalogue, alerts: Iterable[Alert]) -> Catalogue:
    """The catalogue with every route and stop that the alerts name: for where there is no static GTFS."""
    selectors = [selector for alert in alerts for selector in alert.informed_entities]
    routes = {each.route_id: None for each in selectors if each.route_id and each.route_id not in catalogue.routes}
    stops = {each.stop_id: None for each in selectors if each.stop_id and each.stop_id not in catalogue.stops}
    if not routes and not stops:
        return catalogue
    return replace(
        catalogue,
        routes={**catalogue.routes, **{each: unlisted_route(catalogue.feed, each) for each in routes}},
        stops={**catalogue.stops, **{each: ServedStop(_unlisted_stop(catalogue.feed, each)) for each in stops}},
    )


def _unlisted_stop(feed: str, stop_id: str) -> Station:
    return Station(stop_target(feed, stop_id), feed, stop_id, "", StationKind.STOP)
