"""Whom a text is about, said once."""

from dataclasses import replace

import pytest

from models.prose.naming import in_language, label_of, name_of, names_itself, says_place, without_place, without_route
from models.route import Route
from models.station import Station

KING = Route("ttc/route/504", "ttc", "504", "504", "King", 0, names=(("fr", "Roi"),))
LINE_1 = Route("ttc/route/1", "ttc", "1", "1", "Yonge-University Line", 1)
NUMBER = Route("x/route/5", "x", "5")
FIFTH = Route("x/route/5", "x", "5", "5", "Avenue Rd")


@pytest.mark.parametrize(
    ("said", "route", "expected"),
    [
        pytest.param("504 King: Detour", KING, "Detour", id="its label"),
        pytest.param("501/504 King - Detour", KING, "501/504 King - Detour", id="another one's in front"),
        pytest.param("504 King and 501 Queen: Detour", KING, "Detour", id="two routes"),
        pytest.param("504 King Regular service", KING, "Regular service", id="no mark"),
        pytest.param("504A King Regular service", KING, "504A: Regular service", id="a branch"),
        pytest.param("504 South - Stop 12 closed", KING, "South - Stop 12 closed", id="a direction"),
        pytest.param("Line 1 Yonge-University: Delays", LINE_1, "Delays", id="a line"),
        pytest.param("Line 1 Eglinton Station closed", LINE_1, "Eglinton Station closed", id="a line's number"),
        pytest.param("504 King", KING, "", id="nothing else"),
        pytest.param("5 Main: Detour", NUMBER, "5 Main: Detour", id="a name that we do not know"),
        pytest.param("5: Detour", NUMBER, "Detour", id="a number that is all we know"),
        pytest.param("RED - Delays", Route("x/route/Red", "x", "Red"), "Delays", id="in capitals"),
        *[
            pytest.param(said, route, said, id=f"{route.number}: {said}")
            for route in (NUMBER, FIFTH)
            for said in ("5:30 pm bus cancelled", "5-10 min delays", "5 - 10 min delays", "5\u20137 pm: no service")
        ],
        pytest.param("5-minute delays", NUMBER, "5-minute delays", id="a measure"),
    ],
)
def test_the_routes_own_name_is_taken_out(said: str, route: Route, expected: str) -> None:
    assert without_route(said, route) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("Route 5 is detoured", True, id="a word before it"),
        pytest.param("Detours on Lines 36, 5 and F", True, id="in a list"),
        pytest.param("[5] runs every 12 minutes", True, id="New York"),
        pytest.param("L5 direction Strasbourg", True, id="Brest"),
        pytest.param("5 min delays", False, id="minutes"),
        pytest.param("Delays of 5 blocks", False, id="a mere number"),
        pytest.param("Route 57 is detoured", False, id="another route"),
    ],
)
def test_a_number_counts_where_it_names_the_route(said: str, expected: bool) -> None:
    assert names_itself(said, [NUMBER]) is expected


def test_a_name_that_we_know_is_better_than_the_agencys() -> None:
    assert not names_itself("Route 504 is detoured", [KING])


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param(0, "", id="none"),
        pytest.param(1, "504 King", id="one"),
        pytest.param(2, "504 King, 505", id="two"),
        pytest.param(5, "504, 505, 506 +2", id="many"),
    ],
)
def test_labels_stay_short(count: int, expected: str) -> None:
    assert label_of([replace(KING, short_name=str(504 + number)) for number in range(count)]) == expected


def test_names_are_in_the_riders_language() -> None:
    station = Station("t", "ttc", "1", "Union Station", names=(("fr", "Gare Union"),))

    assert (in_language(KING, "fr").label, in_language(KING, "es").label) == ("504 Roi", "504 King")
    assert (name_of(station, "fr"), name_of(station, "en")) == ("Gare Union", "Union Station")


@pytest.mark.parametrize(
    ("said", "bare", "is_named"),
    [
        pytest.param("Wilson: Elevator out", "Elevator out", True, id="in front"),
        pytest.param("Elevator 941 WILSON - Lobby", "Elevator 941 WILSON - Lobby", True, id="in capitals"),
        pytest.param("Elevator to Wilson Ave entrance", "Elevator to Wilson Ave entrance", False, id="a street"),
        pytest.param("Elevator out", "Elevator out", False, id="not at all"),
    ],
)
def test_a_station_is_named_once(said: str, bare: str, is_named: bool) -> None:
    assert (without_place(said, "Wilson Station"), says_place(said, "Wilson Station")) == (bare, is_named)
