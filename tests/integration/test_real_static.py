"""Static GTFS as agencies really publish it."""

from collections import Counter
from pathlib import Path

import pytest

from models.route import Heading
from models.station import StationKind
from pipeline.static.gtfs import StaticGtfs, read_static_gtfs

PLACES = {
    "bart": "static-full/bart.zip",
    "caltrain": "static-full/caltrain.zip",
    "hart": "static-full/hart.zip",
    "miway": "mississauga-miway/static",
    "ttc": "ttc/static-pulse-202603",
}


def read(real_feeds: Path, name: str) -> StaticGtfs:
    return read_static_gtfs(name, real_feeds / PLACES[name])


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        pytest.param("bart", (6, 50, 0, 50, 2_525, 50), id="BART"),
        pytest.param("caltrain", (6, 64, 2, 62, 185, 64), id="Caltrain"),
        pytest.param("hart", (45, 2_349, 14, 2_335, 14_718, 2_349), id="HART, Tampa"),
        pytest.param("miway", (66, 4_089, 39, 3_959, 0, 0), id="MiWay, without timetable"),
        pytest.param("ttc", (229, 9_417, 114, 8_922, 0, 0), id="TTC, without timetable"),
    ],
)
def test_a_whole_edition_is_read(real_feeds: Path, name: str, counts: tuple[int, ...]) -> None:
    """Routes, rows of stops.txt, stations, single stops, trips, rows of stops.txt that a route serves."""
    static = read(real_feeds, name)
    kinds = Counter(place.station.kind for place in static.places)
    parts = [stop for place in static.places for stop in place.stops]
    trips = sum(len(group.trip_ids) for group in static.trips)
    served = sum(bool(stop.route_ids) for stop in parts)

    found = (len(static.routes), len(parts), kinds[StationKind.STATION], kinds[StationKind.STOP], trips, served)
    assert found == counts
    assert len({place.station.target for place in static.places}) == len(static.places)
    assert static.skipped == 0


def test_every_station_of_the_ttc_is_one_place(real_feeds: Path) -> None:
    static = read(real_feeds, "ttc")
    stations = {
        each.station.name: len(each.stops) for each in static.places if each.station.kind is StationKind.STATION
    }

    # Four subway platforms and a streetcar's; the street stops beside stations are not in them.
    assert {name: stations[name] for name in ("Wilson Station", "Broadview Station", "Dundas West Station")} == {
        "Wilson Station": 16,
        "Broadview Station": 8,
        "Dundas West Station": 6,
    }
    assert (stations["St Clair West Station"], stations["St Andrew Station"], stations["York University"]) == (9, 3, 2)
    assert not [name for name in stations if " at " in name or " - " in name]


def test_a_stop_number_of_the_ttc_may_be_a_route_number(real_feeds: Path) -> None:
    static = read(real_feeds, "ttc")
    numbers = {route.short_name for route in static.routes}

    assert len({code for place in static.places for code in place.stop_codes} & numbers) == 182


def test_headsigns_say_where_tampas_buses_go(real_feeds: Path) -> None:
    static = read(real_feeds, "hart")
    headings = Counter(direction.heading for each in static.details.values() for direction in each.directions)

    assert headings[None] <= 16
    assert min(headings[heading] for heading in Heading) >= 10
