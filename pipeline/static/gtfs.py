"""What we keep of a static GTFS: its agency, routes, stations and trips."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.route import Direction, Route
from pipeline.static.files import MOST_UNPACKED_BYTES, UNREADABLE, StaticFiles, TooLargeError
from pipeline.static.names import Names
from pipeline.static.routes import aliases_of, routes_of
from pipeline.static.stops import Place, places_of
from pipeline.static.trips import TripGroup, Trips
from runtime.errors import StartError

FORMAT = 3  # raised whenever the same files are read as something else
_FILES = ("agency.txt", "routes.txt", "stops.txt", "trips.txt", "stop_times.txt", "translations.txt")
_OF_TRIPS = ("trip_id", "route_id", "direction_id", "trip_headsign", "trip_short_name")


@dataclass(frozen=True, slots=True)
class Edition:
    """What tells whether an edition is in force already; `version` is a hash of all that is read of it."""

    version: str
    agency: str
    zone: str


@dataclass(frozen=True, slots=True)
class RouteDetails:
    """What riders call a route besides its names, and what its vehicles show, by direction."""

    aliases: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = ()


@dataclass(frozen=True, slots=True)
class StaticGtfs:
    """One edition; `details` are by route_id, `skipped` counts rows that could not be used."""

    version: str
    agency: str
    zone: str
    routes: tuple[Route, ...]
    details: Mapping[str, RouteDetails] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    trips: tuple[TripGroup, ...] = ()
    skipped: int = 0


def read_edition(feed: str, place: Path | bytes, *, most_unpacked_bytes: int = MOST_UNPACKED_BYTES) -> Edition:
    """Which edition lies there.

    Raises:
        StartError: it is no static GTFS, or too large.
    """
    digest = hashlib.sha256(f"format {FORMAT}".encode())
    with _opened(feed, place, most_unpacked_bytes) as files:
        for name in _FILES:
            digest.update(f"\0{name}\0".encode())
            for block in files.blocks(name):
                digest.update(block)
        agency = next(files.rows("agency.txt"), {})
    return Edition(digest.hexdigest()[:16], agency.get("agency_name", ""), agency.get("agency_timezone", ""))


def read_static_gtfs(feed: str, place: Path | bytes, *, most_unpacked_bytes: int = MOST_UNPACKED_BYTES) -> StaticGtfs:
    """The static GTFS in a folder, a zip file, or a zip's bytes; routes.txt is all that must be there.

    Raises:
        StartError: it has no readable routes.txt, or a file is too large.
    """
    edition = read_edition(feed, place, most_unpacked_bytes=most_unpacked_bytes)
    with _opened(feed, place, most_unpacked_bytes) as files:
        static = _read(feed, files, edition)
    if not static.routes:
        raise StartError(f"feed {feed}: the static GTFS {_name(place)} has no routes.txt with a route_id")
    return static


def _read(feed: str, files: StaticFiles, edition: Edition) -> StaticGtfs:
    names = Names(files.rows("translations.txt"))
    route_rows, stop_rows = list(files.rows("routes.txt")), list(files.rows("stops.txt"))
    routes = {route.route_id: route for route in routes_of(feed, route_rows, names)}
    stop_ids = {row["stop_id"]: None for row in stop_rows if row.get("stop_id")}
    trips = Trips(routes)
    trips.read(files.columns("trips.txt", *_OF_TRIPS))
    serving = trips.serving(files.columns("stop_times.txt", "trip_id", "stop_id"), stop_ids)
    unusable = len(route_rows) - len(routes) + len(stop_rows) - len(stop_ids)
    return StaticGtfs(
        edition.version,
        edition.agency,
        edition.zone,
        tuple(routes.values()),
        details={each: _details(route, trips) for each, route in routes.items()},
        places=places_of(feed, stop_rows, names, serving),
        trips=trips.groups(),
        skipped=files.skipped + trips.skipped + unusable,
    )


def _details(route: Route, trips: Trips) -> RouteDetails:
    return RouteDetails(aliases_of(route, set(trips.branches(route.route_id))), trips.directions(route.route_id))


@contextmanager
def _opened(feed: str, place: Path | bytes, most_unpacked_bytes: int) -> Iterator[StaticFiles]:
    try:
        with StaticFiles(place, most_unpacked_bytes=most_unpacked_bytes).opened() as files:
            yield files
    except TooLargeError as error:
        raise StartError(
            f"feed {feed}: the static GTFS {_name(place)} is too large: {error} (STATIC_MOST_UNPACKED_BYTES)"
        ) from error
    except UNREADABLE as error:
        raise StartError(f"feed {feed}: cannot read the static GTFS {_name(place)}: {error}") from error


def _name(place: Path | bytes) -> str:
    return str(place) if isinstance(place, Path) else "that was downloaded"
