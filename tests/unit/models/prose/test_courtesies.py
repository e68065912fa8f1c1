"""What riders can do without."""

import pytest

from models.prose.courtesies import is_courtesy


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Please allow extra travel time.", True, id="time"),
        pytest.param("We apologize for any inconvenience.", True, id="an apology"),
        pytest.param("For more information, call us.", True, id="more elsewhere"),
        pytest.param("Nous nous excusons.", True, id="an apology in French"),
        pytest.param("What's happening?", True, id="a heading"),
        pytest.param("Route: 7B Peninsula Inbound", True, id="the route once more"),
        pytest.param("---", True, id="a line across"),
        pytest.param("Please use adjacent Elevator 810.", False, id="what to do"),
        pytest.param("Shuttle buses are running.", False, id="what runs instead"),
        pytest.param("Please note that train 146 leaves 5 minutes earlier.", False, id="news, politely"),
    ],
)
def test_courtesies_are_told_from_news(sentence: str, expected: bool) -> None:
    assert is_courtesy(sentence) is expected
