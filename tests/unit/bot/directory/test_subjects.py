"""What can be subscribed to, and the words for it."""

import pytest

from bot.directory.agencies import Agencies
from bot.directory.finding import Finder
from bot.directory.stops import Stops
from bot.directory.subject import FeedCatalogue, ListedRoute, ListedStation
from bot.directory.subjects import Subjects
from models.route import Route, route_target
from models.station import Station, StationKind
from tests.fakes.transit import MIWAY, TTC, station


def subjects(*feeds: FeedCatalogue) -> Subjects:
    agencies = Agencies(feeds)
    return Subjects(feeds, Finder(feeds, agencies), Stops(feeds, agencies))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("ttc/route/504", "504", id="a number that one agency has"),
        pytest.param("ttc/route/10", "TTC 10", id="a number that two have"),
        pytest.param("miway/route/10", "MIWAY 10", id="the other's"),
        pytest.param("ttc/station/bloor yonge", "BLOOR YONGE STATION", id="a station"),
        pytest.param("ttc/station/king/escalators", "ESCALATORS KING STATION", id="its escalators"),
        pytest.param("ttc/stop/504", "STOP 504", id="a stop"),
        pytest.param("ttc/mode/1", "SUBWAY", id="a mode that one agency has"),
        pytest.param("ttc/mode/3", "TTC BUS", id="a mode that two have"),
        pytest.param("miway/agency", "MIWAY", id="an agency"),
    ],
)
def test_an_answer_tells_it_from_everything_else(target: str, expected: str) -> None:
    subject = subjects(TTC, MIWAY).find(target)

    assert subject is not None
    assert subject.answer == expected


def test_everything_of_the_only_agency_is_all() -> None:
    assert subjects(TTC).of_agency("ttc").answer == "ALL"


def test_one_number_in_two_modes_is_told_apart_by_the_vehicle() -> None:
    listed = [
        ListedRoute(Route(route_target("ttc", f"7 {mode}"), "ttc", mode, "7", "Bathurst", route_type))
        for mode, route_type in (("tram", 0), ("bus", 3))
    ]
    known = subjects(FeedCatalogue("ttc", "TTC", tuple(listed)))

    assert [known.of(each).answer for each in listed] == ["TTC 7 STREETCAR", "TTC 7 BUS"]


def test_stops_of_one_name_without_numbers_are_told_apart_by_the_agencys_id() -> None:
    stops = tuple(
        ListedStation(Station(f"bart/stop/macarthur ({each})", "bart", each, "MacArthur", StationKind.STOP))
        for each in ("MCAR", "MCAR_S")
    )
    known = subjects(FeedCatalogue("bart", "BART", (), stops))

    assert [known.of(each).answer for each in stops] == ["STOP MCAR", "STOP MCAR S"]


def test_an_and_in_a_name_is_left_out_of_the_answer() -> None:
    place = station("Jane and Finch")

    assert subjects(FeedCatalogue("ttc", "TTC", (), (place,))).of(place).answer == "JANE FINCH STATION"
