"""An edition of static GTFS as documents, and back."""

import math
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from models.route import Direction, Route
from models.station import decode_station
from pipeline.static.catalogue import ServedStop
from pipeline.static.gtfs import RouteDetails, StaticGtfs
from pipeline.static.stops import Place

TRIPS_IN_CHUNK = 200
Row = dict[str, Any]


def route_row(route: Route, details: RouteDetails, version: str) -> Row:
    # By route_id: static GTFS may list one route of the riders', one target, under several ids.
    return asdict(route) | {
        "_id": f"{route.feed}/{version}/{route.route_id}",
        "names": _pairs(route.names),
        "aliases": list(details.aliases),
        "directions": [_direction_row(each) for each in details.directions],
        "import_version": version,
    }


def place_row(place: Place, version: str) -> Row:
    station = place.station
    return asdict(station) | {
        "_id": f"{station.feed}/{version}/{station.station_id}",
        "kind": station.kind.value,
        "names": _pairs(station.names),
        "stop_codes": list(place.stop_codes),
        "route_ids": list(place.route_ids),
        "stops": [asdict(stop) | {"route_ids": list(stop.route_ids)} for stop in place.stops],
        "import_version": version,
    }


def trip_rows(feed: str, static: StaticGtfs) -> Iterator[Row]:
    """The trips, each in the chunk that its id says."""
    chunks = count_trip_chunks(static)
    spread: list[list[tuple[str, str, int | None]]] = [[] for _ in range(chunks)]
    for group in static.trips:
        for trip_id in group.trip_ids:
            spread[trip_chunk(trip_id, chunks)].append((trip_id, group.route_id, group.direction_id))
    for number, trips in enumerate(spread):
        yield {
            "_id": trips_id(feed, static.version, number),
            "feed": feed,
            "import_version": static.version,
            "trip_ids": [trip_id for trip_id, _, _ in trips],
            "route_ids": [route_id for _, route_id, _ in trips],
            "direction_ids": [direction_id for _, _, direction_id in trips],
        }


def count_trip_chunks(static: StaticGtfs) -> int:
    return math.ceil(sum(len(group.trip_ids) for group in static.trips) / TRIPS_IN_CHUNK)


def trip_chunk(trip_id: str, chunks: int) -> int:
    """The number of the chunk that holds a trip; the same in every process, unlike Python's own hash."""
    return zlib.crc32(trip_id.encode()) % chunks


def trips_id(feed: str, version: str, chunk: int) -> str:
    return f"{feed}/{version}/{chunk}"


def decode_stops(document: Mapping[str, Any]) -> Iterable[tuple[str, ServedStop]]:
    """Every id of the place in a document of the `stations` collection, with what it stands for."""
    station = decode_station(document)
    whole = ServedStop(station, tuple(document["route_ids"]))
    for stop in document["stops"]:
        # At a parent, an entrance or a platform that nothing serves by itself, the place as a whole is meant.
        yield stop["stop_id"], ServedStop(station, tuple(stop["route_ids"])) if stop["route_ids"] else whole


def _direction_row(direction: Direction) -> Row:
    return asdict(direction) | {"heading": direction.heading and direction.heading.value}


def _pairs(names: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [list(each) for each in names]
