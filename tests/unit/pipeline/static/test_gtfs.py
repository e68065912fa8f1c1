"""What is kept of a static GTFS."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from models.route import Direction, Heading
from pipeline.static.gtfs import Edition, StaticGtfs, read_edition, read_static_gtfs
from pipeline.static.trips import TripGroup
from runtime.errors import StartError

AGENCY = "agency_id,agency_name,agency_url,agency_timezone\n1,TTC,https://www.ttc.ca,America/Toronto\n"
ROUTES = 'route_id,route_short_name,route_long_name,route_type\n61367,504,King,0\n61370,1,"Yonge, University",1\n'


def write(folder: Path, routes: str | bytes = ROUTES, agency: str = AGENCY) -> Path:
    (folder / "routes.txt").write_bytes(routes.encode() if isinstance(routes, str) else routes)
    (folder / "agency.txt").write_text(agency)
    return folder


def read(folder: Path, routes: str | bytes = ROUTES) -> StaticGtfs:
    return read_static_gtfs("ttc", write(folder, routes))


def test_agency_and_routes_are_read(tmp_path: Path) -> None:
    static = read(tmp_path)

    assert (static.agency, static.zone) == ("TTC", "America/Toronto")
    assert [(each.route_id, each.label, each.route_type) for each in static.routes] == [
        ("61367", "504 King", 0),
        ("61370", "Line 1 Yonge, University", 1),
    ]


def test_a_route_is_a_target_by_its_number_and_not_its_id(tmp_path: Path) -> None:
    assert read(tmp_path).routes[0].target == "ttc/route/504"


@pytest.mark.parametrize("inside", ["routes.txt", "gtfs/routes.txt"])
def test_a_zip_is_read_like_a_folder(tmp_path: Path, inside: str) -> None:
    with zipfile.ZipFile(tmp_path / "gtfs.zip", "w") as archive:
        archive.writestr(inside, ROUTES)
        archive.writestr(inside.replace("routes", "agency"), AGENCY)

    file = tmp_path / "gtfs.zip"
    assert read_static_gtfs("ttc", file) == read_static_gtfs("ttc", file.read_bytes()) == read(tmp_path)


@pytest.mark.parametrize(
    ("routes", "label"),
    [
        pytest.param("\ufeffroute_id,route_short_name\n1,504\n", "504", id="a byte order mark"),
        pytest.param('"route_id","route_short_name"\r\n"1","504"\r\n', "504", id="quoted, Windows line ends"),
        pytest.param(" route_id , route_short_name\n 1 , 504 \n", "504", id="blanks"),
        pytest.param("route_id,route_long_name\n1,King\n\n", "King", id="no short name, an empty line"),
        pytest.param("route_id\nR1\n", "R1", id="nothing but an id"),
        pytest.param("route_id,route_short_name,route_type\n1,504\n", "504", id="a line that is too short"),
        pytest.param("route_id,route_short_name,route_type\n1,504,x,y,z\n", "504", id="a line that is too long"),
        pytest.param("route_id,route_long_name\n1,Montr\u00e9al\n".encode("latin-1"), "Montr\u00e9al", id="Latin-1"),
    ],
)
def test_routes_are_read_as_agencies_write_them(tmp_path: Path, routes: str | bytes, label: str) -> None:
    assert [route.label for route in read(tmp_path, routes).routes] == [label]


def test_two_routes_of_one_name_and_two_modes_are_two_targets(tmp_path: Path) -> None:
    static = read(tmp_path, "route_id,route_short_name,route_type\na,1,1\nb,1,3\nc,2,3\n")

    assert [route.target for route in static.routes] == ["ttc/route/1 subway", "ttc/route/1 bus", "ttc/route/2"]


def test_one_route_under_two_ids_is_one_target(tmp_path: Path) -> None:
    static = read(tmp_path, "route_id,route_short_name,route_type\na,1,3\nb,1,3\n")

    assert {route.target for route in static.routes} == {"ttc/route/1"}


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    one, same, other = read(tmp_path), read(tmp_path), read(tmp_path, ROUTES.replace("King", "Queen"))

    assert (one.version == same.version, one.version == other.version) == (True, False)


@pytest.mark.parametrize(
    "routes", [pytest.param("", id="empty"), pytest.param("id,name\n1,King\n", id="another table")]
)
def test_a_gtfs_without_routes_is_refused(tmp_path: Path, routes: str) -> None:
    with pytest.raises(StartError, match=r"feed ttc: .* has no routes\.txt"):
        read(tmp_path, routes)


def test_a_place_that_is_no_gtfs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"feed ttc: cannot read the static GTFS .*nowhere"):
        read_static_gtfs("ttc", tmp_path / "nowhere")
    with pytest.raises(StartError, match="feed ttc: cannot read the static GTFS that was downloaded"):
        read_static_gtfs("ttc", b"<html>")


STOPS = "stop_id,stop_name\n1,Wilson Station - Northbound Platform\n2,Wilson Station at Bus Bay 2\n,Nowhere\n"
TRIPS = "trip_id,route_id,direction_id,trip_headsign\na,61367,0,EAST - 504A KING\nb,61370,,\nc,999,0,\n"
STOP_TIMES = "trip_id,stop_id\na,1\na,2\nb,1\nz,1\n"
TABLES = {"stops.txt": STOPS, "trips.txt": TRIPS, "stop_times.txt": STOP_TIMES}


def read_with(folder: Path, *names: str) -> StaticGtfs:
    for name in names:
        (folder / name).write_text(TABLES[name])
    return read(folder)


def test_stops_are_places_that_routes_serve(tmp_path: Path) -> None:
    static = read_with(tmp_path, *TABLES)

    assert [(each.station.target, each.route_ids) for each in static.places] == [
        ("ttc/station/wilson", ("61367", "61370"))
    ]
    assert static.trips == (TripGroup("61367", 0, ("a",)), TripGroup("61370", None, ("b",)))
    assert static.details["61367"].aliases == (
        "King",
        "King streetcar",
        "King tram",
        "504 streetcar",
        "504 tram",
        "504A",
    )
    assert static.details["61367"].directions == (Direction(0, "EAST - 504A KING", Heading.EASTBOUND),)
    # A trip of no known route, a time of no known trip, a stop without id.
    assert static.skipped == 3


@pytest.mark.parametrize(
    ("names", "places", "served", "trips"),
    [
        pytest.param([], 0, 0, 0, id="routes alone"),
        pytest.param(["stops.txt"], 1, 0, 0, id="routes and stops"),
        pytest.param(["stops.txt", "trips.txt"], 1, 0, 2, id="no stop times"),
        pytest.param(["trips.txt"], 0, 0, 2, id="routes and trips"),
        pytest.param(["stops.txt", "stop_times.txt"], 1, 0, 0, id="no trips"),
    ],
)
def test_what_is_missing_is_done_without(
    tmp_path: Path, names: list[str], places: int, served: int, trips: int
) -> None:
    static = read_with(tmp_path, *names)

    assert (len(static.routes), len(static.places), len(static.trips)) == (2, places, trips)
    assert sum(bool(each.route_ids) for each in static.places) == served


@pytest.mark.parametrize("name", TABLES)
def test_the_version_follows_every_file(tmp_path: Path, name: str) -> None:
    before = read_with(tmp_path, *TABLES)
    (tmp_path / name).write_text(TABLES[name] + "\n")

    assert read(tmp_path).version != before.version


def test_an_endless_agency_txt_does_not_fill_the_memory_of_who_asks_for_the_edition(tmp_path: Path) -> None:
    write(tmp_path, agency=AGENCY + "2,B,https://b.example,Europe/Paris\n" * 50_000)
    tracemalloc.start()
    edition = read_edition("ttc", tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (edition.agency, peak < 6_000_000) == ("TTC", True)


def test_an_edition_is_known_without_reading_it_all(tmp_path: Path) -> None:
    static = read_with(tmp_path, *TABLES)

    assert read_edition("ttc", tmp_path) == Edition(static.version, "TTC", "America/Toronto")


def test_a_file_that_is_too_large_is_named_with_its_setting(tmp_path: Path) -> None:
    write(tmp_path)

    with pytest.raises(StartError, match=r"feed ttc: .* is too large: .*\.txt .* \(STATIC_MOST_UNPACKED_BYTES\)"):
        read_static_gtfs("ttc", tmp_path, most_unpacked_bytes=50)
