"""A catalogue without a database."""

from pathlib import Path

from pipeline.static.catalogue_rows import decode_stops, place_row
from pipeline.static.gtfs import read_static_gtfs
from pipeline.static.offline import read_catalogue, with_all_named
from tests.builders import make_alert, make_catalogue

SAMPLE = Path("sandbox/sample/gtfs")


def test_a_folder_of_static_gtfs_becomes_a_catalogue() -> None:
    found = read_catalogue("ttc", SAMPLE, zone="", zone_if_unsaid="UTC")

    assert (found.zone, found.routes["504"].label) == ("America/Toronto", "504 King")


def test_a_zone_that_is_given_counts_more_than_agency_txt() -> None:
    found = read_catalogue("ttc", SAMPLE, zone="Europe/Paris", zone_if_unsaid="UTC")

    assert found.zone == "Europe/Paris"


def test_a_platform_is_served_by_the_same_routes_with_and_without_a_database() -> None:
    found = read_catalogue("ttc", SAMPLE, zone="", zone_if_unsaid="UTC")
    places = read_static_gtfs("ttc", SAMPLE).places
    stored = dict(pair for place in places for pair in decode_stops(place_row(place, "v1")))

    assert found.stops == stored


def test_every_route_and_stop_that_alerts_name_is_taken_for_known() -> None:
    found = with_all_named(make_catalogue(), [make_alert(routes=("504", "999"), stops=("12",))])

    assert found.routes["504"].label == "504 King"
    assert (found.routes["999"].number, found.stops["12"].station.target) == ("999", "ttc/stop/12")


def test_a_catalogue_that_knows_all_stays_as_it_is() -> None:
    catalogue = make_catalogue()

    assert with_all_named(catalogue, [make_alert()]) is catalogue
