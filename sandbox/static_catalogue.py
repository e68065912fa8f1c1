"""A catalogue straight from a static GTFS, for what runs without a database."""

from pathlib import Path

from pipeline.catalogue import Catalogue, ServedStop, Trip
from pipeline.static_gtfs import read_static_gtfs
from pipeline.static_stops import Place, Stop


def read_catalogue(feed: str, place: Path, *, zone: str, zone_if_unsaid: str) -> Catalogue:
    """Everything in the static GTFS of a folder or zip; `zone`, where it is given, counts more than agency.txt.

    Raises:
        StartError: it is no static GTFS.
    """
    static = read_static_gtfs(feed, place)
    served = {stop.stop_id: ServedStop(at.station, _serving(at, stop)) for at in static.places for stop in at.stops}
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


def _serving(place: Place, stop: Stop) -> tuple[str, ...]:
    """The routes at a platform; of a whole station all of them."""
    return place.route_ids if stop.stop_id == place.station.station_id else stop.route_ids
