"""Routes as riders read them."""

import pytest

from models.route import Route


@pytest.mark.parametrize(
    ("short", "long", "route_type", "expected"),
    [
        pytest.param("504", "King", 0, "504 King", id="a streetcar"),
        pytest.param("1", "Yonge-University Line", 1, "Line 1 Yonge-University", id="a subway"),
        pytest.param("6", "Finch West Line", 0, "Line 6 Finch West", id="a light railway"),
        pytest.param("46", "Tenth Line", 3, "46 Tenth Line", id="a bus on a road called Tenth Line"),
        pytest.param("", "Red Line", 1, "Red Line", id="no number"),
    ],
)
def test_a_route_is_called_what_riders_call_it(short: str, long: str, route_type: int, expected: str) -> None:
    assert Route("t", "f", "id", short, long, route_type).label == expected
