"""A directory straight from static GTFS files."""

from pathlib import Path

import pytest

from bot.directory.subject import ListedStation
from models.station import Station, StationKind
from runtime.errors import StartError
from sandbox.static_catalogue import read_feed_catalogue


@pytest.fixture
def static(tmp_path: Path) -> Path:
    (tmp_path / "routes.txt").write_text("route_id,route_short_name,route_long_name,route_type\n504,504,King,0\n")
    (tmp_path / "stops.txt").write_text(
        "stop_id,stop_code,stop_name\n1,14799,Wilson Station at Bus Bay 1\n2,14800,Wilson Station at Bus Bay 2\n"
        "3,504,Bloor St West at Dovercourt Rd\n"
    )
    return tmp_path


def test_routes_stations_and_stops_are_listed(static: Path) -> None:
    catalogue = read_feed_catalogue("ttc", static)

    assert [(each.route.label, each.aliases) for each in catalogue.routes] == [
        ("504 King", ("King", "King streetcar", "King tram", "504 streetcar", "504 tram"))
    ]
    assert catalogue.stations == (
        ListedStation(Station("ttc/station/wilson", "ttc", "1", "Wilson Station"), ("14799", "14800")),
        ListedStation(
            Station("ttc/stop/504", "ttc", "3", "Bloor St West at Dovercourt Rd", StationKind.STOP), ("504",)
        ),
    )


@pytest.mark.parametrize(
    ("agency_txt", "given", "expected"),
    [
        pytest.param("", {}, ("TTC", "America/Toronto"), id="nothing says"),
        pytest.param("Transit,Europe/Paris", {}, ("Transit", "Europe/Paris"), id="agency.txt says"),
        pytest.param("Transit,Europe/Paris", {"agency": "T", "zone": "UTC"}, ("T", "UTC"), id="the caller says"),
    ],
)
def test_the_agency_and_its_zone(
    static: Path, agency_txt: str, given: dict[str, str], expected: tuple[str, str]
) -> None:
    if agency_txt:
        (static / "agency.txt").write_text(f"agency_name,agency_timezone\n{agency_txt}\n")
    catalogue = read_feed_catalogue("ttc", static, **given)

    assert (catalogue.agency, catalogue.zone) == expected


def test_what_is_no_static_gtfs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"routes\.txt"):
        read_feed_catalogue("ttc", tmp_path)
