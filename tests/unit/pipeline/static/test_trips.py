"""What is kept of trips and stop times."""

import pytest

from models.route import Direction, Heading
from pipeline.static.trips import TripGroup, Trips, heading_of

ROUTES = {"504": None, "501": None}


def read(*rows: tuple[str, ...]) -> Trips:
    trips = Trips(ROUTES)
    trips.read((*row, *[""] * (5 - len(row))) for row in rows)
    return trips


@pytest.mark.parametrize(
    ("headsign", "heading"),
    [
        pytest.param("NORTH - 7 BATHURST towards STEELES", Heading.NORTHBOUND, id="Toronto"),
        pytest.param("West to Westshore", Heading.WESTBOUND, id="Tampa"),
        pytest.param("Eastbound", Heading.EASTBOUND, id="the word itself"),
        pytest.param("Harvard via Southbound Busway", Heading.SOUTHBOUND, id="the word inside"),
        pytest.param("SOUTH", Heading.SOUTHBOUND, id="nothing else"),
        pytest.param("North York Centre", None, id="a place in the north"),
        pytest.param("West Oakland", None, id="a place in the west"),
        pytest.param("North-East Loop", None, id="a loop"),
        pytest.param("Kipling Station", None, id="a place"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_headsign_says_where_it_goes(headsign: str, heading: Heading | None) -> None:
    assert heading_of(headsign) == heading


def test_a_direction_is_what_most_of_its_trips_show() -> None:
    trips = read(
        ("1", "504", "0", "EAST - 504A KING towards DISTILLERY"),
        ("2", "504", "0", "EAST - 504B KING towards BROADVIEW"),
        ("3", "504", "0", "EAST - 504B KING towards BROADVIEW"),
        ("4", "504", "1", "Dundas West"),
        ("5", "504", "", "Garage"),
    )

    assert trips.directions("504") == (
        Direction(0, "EAST - 504B KING towards BROADVIEW", Heading.EASTBOUND),
        Direction(1, "Dundas West"),
    )
    assert trips.directions("501") == ()


def test_branches_stand_in_headsigns_and_short_names() -> None:
    trips = read(("1", "504", "0", "EAST - 504A KING"), ("2", "504", "1", "", "504B"), ("3", "504", "1", "To 7 BC"))

    assert sorted(trips.branches("504")) == ["504A", "504B"]


def test_trips_are_kept_by_route_and_direction() -> None:
    trips = read(("1", "504", "0"), ("2", "504", "1"), (" 3 ", " 504 ", "0"), ("4", "501", ""))

    assert trips.groups() == (
        TripGroup("504", 0, ("1", "3")),
        TripGroup("504", 1, ("2",)),
        TripGroup("501", None, ("4",)),
    )


def test_a_stop_is_served_by_the_routes_of_its_trips_in_their_order() -> None:
    trips = read(("1", "501", "0"), ("2", "504", "0"))
    serving = trips.serving([("1", "a"), ("2", "a"), ("2", "a"), (" 2 ", " b "), ("1", "a ")], {"a": None, "b": None})

    assert serving == {"a": ["504", "501"], "b": ["504"]}


def test_rows_of_nothing_that_is_known_are_counted() -> None:
    trips = read(("1", "504", "0"), ("2", "999", "0"), ("", "504", "0"))
    serving = trips.serving([("1", "a"), ("9", "a"), ("1", "elsewhere")], {"a": None})

    assert (serving, trips.skipped) == ({"a": ["504"]}, 4)
