"""Makes a static GTFS of the size of a large city's from a seed: `python -m benchmarks.large_gtfs FILE.zip`."""

import io
import random
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_AGENCY = "agency_id,agency_name,agency_url,agency_timezone\n1,Big City,https://transit.example,America/Toronto\n"
_TIME = "{0:02d}:{1:02d}:00"


@dataclass(frozen=True, slots=True)
class Size:
    """What to make; the defaults are the TTC's, which has about 4 million stop times."""

    routes: int = 230
    stops: int = 9_500
    trips: int = 130_000
    stops_of_trip: int = 31


def write_large_gtfs(file: Path, size: Size, *, seed: int = 4) -> int:
    """Write the zip; how many rows it has."""
    chance = random.Random(seed)
    lines = [_line(chance, size) for _ in range(2 * size.routes)]
    tables = {
        "agency.txt": iter([_AGENCY]),
        "routes.txt": _routes(size),
        "stops.txt": _stops(size),
        "trips.txt": _trips(size),
        "stop_times.txt": _stop_times(size, lines),
    }
    rows = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, pieces in tables.items():
            with io.TextIOWrapper(archive.open(name, "w", force_zip64=True), encoding="utf-8") as table:
                for piece in pieces:
                    rows += piece.count("\n")
                    table.write(piece)
    return rows - len(tables)


def _line(chance: random.Random, size: Size) -> list[int]:
    first = chance.randrange(size.stops)
    return [(first + each * 7) % size.stops for each in range(size.stops_of_trip)]


def _routes(size: Size) -> Iterator[str]:
    yield "route_id,agency_id,route_short_name,route_long_name,route_type\n"
    for route in range(size.routes):
        yield f"{61000 + route},1,{route + 1},Street {route},{3 if route % 20 else 0}\n"


def _stops(size: Size) -> Iterator[str]:
    yield "stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\n"
    for stop in range(size.stops):
        station, part = divmod(stop, 8)
        name = f"Place {station} Station at Bus Bay {part}" if station % 10 == 0 else f"Street {station} at Road {part}"
        yield f"{stop},{10_000 + stop},{name},43.{stop:06d},-79.{stop:06d},,,1\n"


def _trips(size: Size) -> Iterator[str]:
    yield "route_id,service_id,trip_id,trip_headsign,trip_short_name,direction_id,block_id,shape_id\n"
    for trip in range(size.trips):
        route, direction = _runs_on(trip, size)
        heading = "SOUTH" if direction else "NORTH"
        yield f"{61000 + route},1,{48_000_000 + trip},{heading} - {route + 1}A STREET towards END,,{direction},7,9\n"


def _stop_times(size: Size, lines: list[list[int]]) -> Iterator[str]:
    yield "trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign,pickup_type,drop_off_type\n"
    for trip in range(size.trips):
        route, direction = _runs_on(trip, size)
        rows = []
        for number, stop in enumerate(lines[2 * route + direction]):
            at = _TIME.format(5 + trip % 18, (number * 2) % 60)
            rows.append(f"{48_000_000 + trip},{at},{at},{stop},{number + 1},,0,0\n")
        yield "".join(rows)


def _runs_on(trip: int, size: Size) -> tuple[int, int]:
    return trip // 2 % size.routes, trip % 2


if __name__ == "__main__":
    write_large_gtfs(Path(sys.argv[1]), Size())
