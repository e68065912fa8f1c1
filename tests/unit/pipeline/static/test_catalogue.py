"""What the catalogue says about ids."""

import pytest

from models.route import Route, route_target
from models.station import Station
from pipeline.static.catalogue import Catalogue, ServedStop


def a_route(number: str, route_type: int | None, agency_id: str) -> Route:
    return Route(route_target("ttc", number), "ttc", number, number, "", route_type, agency_id)


def city(second_agency: str = "go") -> Catalogue:
    routes = [a_route("1", 1, "ttc"), a_route("504", 0, "ttc"), a_route("LW", 2, second_agency)]
    station = Station("ttc/station/union", "ttc", "u", "Union")
    return Catalogue(
        "ttc",
        "TTC",
        "America/Toronto",
        routes={route.route_id: route for route in routes},
        stops={"u": ServedStop(station, ("LW", "1", "gone"))},
    )


@pytest.mark.parametrize(
    ("agency_id", "route_type", "numbers"),
    [
        pytest.param("ttc", None, ["1", "504"], id="an agency"),
        pytest.param("ttc", 0, ["504"], id="an agency's streetcars"),
        pytest.param(None, 2, ["LW"], id="trains"),
        pytest.param("yrt", None, [], id="an agency of no routes"),
    ],
)
def test_routes_are_found_by_agency_and_mode(agency_id: str | None, route_type: int | None, numbers: list[str]) -> None:
    catalogue = city()

    assert [route.number for route in catalogue.routes_of(agency_id, route_type)] == numbers
    assert catalogue.routes_of(agency_id, route_type) is catalogue.routes_of(agency_id, route_type)


def test_a_feed_of_one_agency_takes_every_id_for_it() -> None:
    alone = city(second_agency="ttc")

    assert (alone.has_agencies, alone.knows_agency("TTC"), len(alone.routes_of("TTC", None))) == (False, True, 3)


def test_a_feed_of_several_agencies_knows_their_ids_only() -> None:
    assert [city().knows_agency(each) for each in ("ttc", "go", "TTC")] == [True, True, False]


def test_a_route_of_unknown_mode_contradicts_nothing() -> None:
    assert city().agrees(a_route("9", None, "ttc"), "ttc", 3)


def test_routes_at_a_stop_are_those_that_are_listed() -> None:
    assert [route.number for route in city().routes_at("u")] == ["LW", "1"]
    assert city().routes_at("nowhere") == ()
