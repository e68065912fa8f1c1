"""The names that riders have for routes."""

import pytest

from models.route import Route
from pipeline.static.names import Names
from pipeline.static.routes import aliases_of, routes_of


def route(short_name: str, long_name: str, route_type: int | None, **more: str) -> Route:
    row = {"route_id": "r", "route_short_name": short_name, "route_long_name": long_name, **more}
    return routes_of("ttc", [row | {"route_type": "" if route_type is None else str(route_type)}], Names())[0]


@pytest.mark.parametrize(
    ("it", "branches", "aliases"),
    [
        pytest.param(
            route("504", "King", 0),
            ["504B", "504A", "304A"],
            ("King", "King streetcar", "King tram", "504 streetcar", "504 tram", "504A", "504B"),
            id="a streetcar with branches",
        ),
        pytest.param(
            route("1", "Yonge-University Line", 1),
            [],
            ("Line 1", "Yonge-University", "Yonge-University subway", "1 subway"),
            id="a subway line",
        ),
        pytest.param(
            route("5", "Eglinton Line", 0),
            [],
            ("Line 5", "Eglinton", "Eglinton streetcar", "Eglinton tram", "5 streetcar", "5 tram"),
            id="a line that is no subway",
        ),
        pytest.param(route("96", "Wilson", 3), ["96A"], ("Wilson", "Wilson bus", "96 bus", "96A"), id="a bus"),
        pytest.param(route("Red", "Red Line", 1), [], ("Red subway",), id="a line without number"),
        pytest.param(route("", "Antioch - SFIA/Millbrae", 1), [], (), id="a description"),
        pytest.param(route("B", "", None), ["B1"], (), id="a letter"),
    ],
)
def test_a_route_has_the_names_that_riders_use(it: Route, branches: list[str], aliases: tuple[str, ...]) -> None:
    assert aliases_of(it, branches) == aliases


def test_a_name_in_another_language_is_an_alias_too() -> None:
    row = {"table_name": "routes", "field_name": "route_long_name", "record_id": "r", "language": "fr"}
    [ferry] = routes_of(
        "ttc",
        [{"route_id": "r", "route_short_name": "9", "route_long_name": "Island", "route_type": "4"}],
        Names([row | {"translation": "Île"}]),
    )

    assert (ferry.names, aliases_of(ferry, [])) == (
        (("fr", "Île"),),
        ("Island", "Island ferry", "Île", "Île ferry", "9 ferry"),
    )


def test_a_route_keeps_its_agency() -> None:
    assert route("96", "Wilson", 3, agency_id="1").agency_id == "1"
