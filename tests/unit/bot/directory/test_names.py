"""Under which names things are looked for."""

import pytest

from bot.directory.names import is_line, parts, route_names, runs_at_night, runs_by_day, station_names
from models.route import SUBWAY
from tests.fakes.transit import route, station


@pytest.mark.parametrize(
    ("number", "name", "route_type", "expected"),
    [
        pytest.param("504", "King", 0, {"king", "504 king", "king 504"}, id="a streetcar"),
        pytest.param(
            "12", "Kingston Rd", 3, {"kingston rd", "kingston", "12 kingston rd", "kingston rd 12"}, id="a road"
        ),
        pytest.param(
            "2",
            "Bloor-Danforth Line",
            SUBWAY,
            {"bloor danforth", "danforth bloor", "bloor", "danforth", "2 bloor danforth", "bloor danforth 2"},
            id="a subway line",
        ),
        pytest.param(
            "929",
            "Dufferin Express",
            3,
            {"dufferin express", "929 dufferin express", "dufferin express 929", "929 express"},
            id="an express",
        ),
    ],
)
def test_a_route_has_these_names(number: str, name: str, route_type: int, expected: set[str]) -> None:
    assert set(route_names(route(number, name, route_type))) == expected


def test_a_station_may_be_named_either_way_round() -> None:
    assert set(station_names(station("Bloor-Yonge"))) == {"bloor yonge", "yonge bloor"}


def test_parts_and_initials_are_names_of_last_resort() -> None:
    assert set(parts(["Junction-Dundas West"])) == {"junction", "dundas west", "jdw"}


@pytest.mark.parametrize(
    ("number", "by_day", "at_night"),
    [("504", True, False), ("304", False, True), ("929", False, False), ("30", True, False)],
)
def test_night_and_express_routes_are_known_by_their_numbers(number: str, *, by_day: bool, at_night: bool) -> None:
    listed = route(number, "King")

    assert (runs_by_day(listed), runs_at_night(listed)) == (by_day, at_night)


def test_a_line_may_run_in_the_street() -> None:
    assert [is_line(route("6", "Finch West Line", 0)), is_line(route("36", "Finch West"))] == [True, False]
