"""Names among several agencies."""

import pytest

from bot.directory.agencies import Agencies
from bot.directory.finding import Finder
from bot.directory.names import target_of
from bot.directory.spelling import words_of
from bot.directory.subject import FeedCatalogue
from tests.fakes.transit import MIWAY, TTC, route

FEEDS = [TTC, MIWAY]
FINDER = Finder(FEEDS, Agencies(FEEDS))


@pytest.mark.parametrize(
    ("name", "feeds", "expected"),
    [
        pytest.param("10", (), ["ttc/route/10", "miway/route/10"], id="of two agencies"),
        pytest.param("10", ("miway",), ["miway/route/10"], id="to a rider of one"),
        pytest.param("ttc 10", ("miway",), ["ttc/route/10"], id="the other was said"),
        pytest.param("miway 504", (), [], id="that agency has none"),
    ],
)
def test_an_agency_that_was_said_outranks_the_riders_own(
    name: str, feeds: tuple[str, ...], expected: list[str]
) -> None:
    assert [target_of(each) for each in FINDER.meant(words_of(name), feeds).preferred] == expected


def test_a_route_of_an_agencys_name_is_found_by_it() -> None:
    feeds = [FeedCatalogue("halifax", "Halifax", (route("1", "Halifax Ferry", 4, feed="halifax"),))]

    assert Finder(feeds, Agencies(feeds)).meant(words_of("halifax ferry")).preferred == feeds[0].routes


def test_a_misspelt_station_is_no_route() -> None:
    assert [target_of(each) for each in FINDER.like(words_of("kign station"), ())] == ["ttc/station/king"]


def test_at_most_three_are_suggested() -> None:
    feeds = [FeedCatalogue("ttc", "TTC", tuple(route(str(each), f"Steeles {each}") for each in "ABCDEF"))]

    assert len(Finder(feeds, Agencies(feeds)).kin(["steeles"], ())) == 3
