"""Single stops."""

import pytest

from bot.directory.agencies import Agencies
from bot.directory.stops import Stops
from bot.directory.subject import FeedCatalogue
from tests.fakes.transit import TTC, stop

THERE = FeedCatalogue("miway", "MiWay", (), (stop("504", "Dixie Rd at Dundas St", feed="miway"),))
FEEDS = [TTC, THERE]
STOPS = Stops(FEEDS, Agencies(FEEDS))


@pytest.mark.parametrize(
    ("name", "feeds", "expected"),
    [
        pytest.param("14187", (), ["ttc/stop/14187"], id="by number"),
        pytest.param("14799", (), ["ttc/station/wilson"], id="the number of a platform"),
        pytest.param("504", (), ["ttc/stop/504", "miway/stop/504"], id="a number of two agencies"),
        pytest.param("504", ("miway",), ["miway/stop/504"], id="a rider of one of them"),
        pytest.param("MIWAY 504", ("ttc",), ["miway/stop/504"], id="the agency was said"),
        pytest.param("ttc 9999", (), [], id="no such number"),
        pytest.param("warden avenue @ frey crescent", (), ["ttc/stop/14187"], id="by name, spelt out"),
        pytest.param("warden", (), [], id="not by a part of it"),
    ],
)
def test_a_stop_is_known_by_its_number_or_name(name: str, feeds: tuple[str, ...], expected: list[str]) -> None:
    assert [each.station.target for each in STOPS.exactly(name, feeds)] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("frey and warden", ["ttc/stop/14187"], id="the streets of a corner"),
        pytest.param("warden and fray", ["ttc/stop/14187"], id="misspelt"),
        pytest.param("warden", [], id="one street is no corner"),
        pytest.param("14188", [], id="a number is never another"),
    ],
)
def test_stops_at_a_corner_are_suggested(name: str, expected: list[str]) -> None:
    assert [each.station.target for each in STOPS.like(name, ())] == expected
