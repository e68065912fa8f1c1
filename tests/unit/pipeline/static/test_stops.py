"""Which rows of stops.txt are one station to riders, by the names that agencies really use."""

import pytest

from models.station import StationKind
from pipeline.static.names import Names
from pipeline.static.stops import Place, places_of, station_of_name


def places(*rows: dict[str, str], names: Names | None = None, **serving: list[str]) -> tuple[Place, ...]:
    return places_of("ttc", rows, names or Names(), serving)


def stop(stop_id: str, name: str = "", **more: str) -> dict[str, str]:
    return {"stop_id": stop_id, "stop_name": name, **more}


@pytest.mark.parametrize(
    ("stop_name", "station"),
    [
        pytest.param("Wilson Station - Northbound Platform", "Wilson Station", id="a platform"),
        pytest.param("Dundas West Station - Eastbound Platform", "Dundas West Station", id="a name of two words"),
        pytest.param("Finch Station - Subway Platform", "Finch Station", id="a terminus"),
        pytest.param("Union Station - Northbound Platform Towards Finch", "Union Station", id="a platform towards"),
        pytest.param("Albion Station Eastbound Platform", "Albion Station", id="a platform without dash"),
        pytest.param("Mount Dennis Station LRT Platform", "Mount Dennis Station", id="an LRT's platform"),
        pytest.param("Spadina Station Streetcar Platform", "Spadina Station", id="a streetcar platform"),
        pytest.param("Kennedy Station Drop-off Platform", "Kennedy Station", id="a drop-off"),
        pytest.param("Wilson Station at Bus Bay 1A", "Wilson Station", id="a bus bay"),
        pytest.param("Sheppard-Yonge Station at Bus Bay 3/3A", "Sheppard-Yonge Station", id="a double bay"),
        pytest.param("Broadview Station at Bay 6", "Broadview Station", id="a streetcar bay"),
        pytest.param("Bay Station - Eastbound Platform", "Bay Station", id="a station called Bay"),
        pytest.param("Finch West Station Bus Bay 2", "Finch West Station", id="a bay without at"),
        pytest.param("Wilson Station at Lower Platform Bus Bay 6", "Wilson Station", id="a lower platform's bay"),
        pytest.param("Warden Station at Temporary Bus Bay 5", "Warden Station", id="a temporary bay"),
        pytest.param("Kennedy Station at Bus Bay 12 (Platform B)", "Kennedy Station", id="a bay and its platform"),
        pytest.param("Christie Station North Side", "Christie Station", id="a side"),
        pytest.param("Glencairn Station", "Glencairn Station", id="nothing but the station"),
        pytest.param("Bayview station", "Bayview station", id="in small letters"),
        pytest.param("Aga Khan Park & Museum Station Eastbound Platform", "Aga Khan Park & Museum Station", id="an &"),
        pytest.param("Jane and Finch Station Westbound Platform", "Jane and Finch Station", id="two streets' name"),
        pytest.param("Main Street Station at Bay 7", "Main Street Station", id="a street in the name"),
        pytest.param("Rouge Hill GO Station Loop at Lawrence Ave East", "Rouge Hill GO Station", id="a loop"),
        pytest.param("York University - Northbound Platform", "York University", id="a station without Station"),
        pytest.param("HSBC Station (9)", "HSBC Station", id="Tampa's numbered stations"),
        pytest.param("Renforth Station West Platform 1", "Renforth Station", id="Mississauga's platforms"),
        pytest.param("City Centre Transit Terminal Platform L", "City Centre Transit Terminal", id="a terminal"),
    ],
)
def test_the_name_says_that_a_stop_is_of_a_station(stop_name: str, station: str) -> None:
    assert station_of_name(stop_name) == station


@pytest.mark.parametrize(
    "stop_name",
    [
        pytest.param("Yonge St at Bloor St West - Bloor Station", id="a street stop near it"),
        pytest.param("1 Front St West - Union Station", id="an address near it"),
        pytest.param("Opposite 1042 Sheppard Ave West- Sheppard West Station", id="opposite an address"),
        pytest.param("Aberfoyle Cres at Islington Ave (Islington Station)", id="in brackets"),
        pytest.param("College St at University Ave (Queen's Park Station", id="in half a bracket"),
        pytest.param("Spadina Rd at Spadina Station", id="at the station"),
        pytest.param("Dixie Rd At Dixie Station", id="At the station"),
        pytest.param("Toronto Pearson Airport - Viscount Station", id="another operator's station"),
        pytest.param("Kennedy Station - GO", id="the train station beside"),
        pytest.param("Union Station at Bay St", id="a corner of Bay Street"),
        pytest.param("Erindale Station Rd South Of Forestwood Dr", id="a Station Road"),
        pytest.param("Millwood Rd at Village Station Rd", id="a corner of a Station Road"),
        pytest.param("Dundas St West at Dundas West Outer Platform", id="a platform in the street"),
        pytest.param("Viscount Station Toronto Airport", id="more words after it"),
        pytest.param("Humber College Bus Terminal", id="a terminal"),
        pytest.param("Belfield Rd at Kipling Ave West Side - Etobicoke North GO St", id="cut off"),
        pytest.param("St George", id="no station at all"),
        pytest.param("", id="no name"),
    ],
)
def test_a_stop_in_the_street_is_of_no_station(stop_name: str) -> None:
    assert station_of_name(stop_name) is None


def test_stops_of_one_station_are_one_place_under_its_commonest_name() -> None:
    [bayview, other] = places(
        stop("1", "Bayview station", stop_code="8000003"),
        stop("2", "Bayview Station - Eastbound Platform", stop_code="13844"),
        stop("3", "Bayview Ave at Sheppard Ave East - Bayview Station", stop_code="318"),
        stop("4", "Bayview Station - Westbound Platform"),
    )

    assert (bayview.station.target, bayview.station.name) == ("ttc/station/bayview", "Bayview Station")
    assert ([each.stop_id for each in bayview.stops], bayview.stop_codes) == (["1", "2", "4"], ("8000003", "13844"))
    assert (other.station.target, other.station.kind) == ("ttc/stop/318", StationKind.STOP)


def test_parts_of_a_parent_are_its_place_whatever_they_are_called() -> None:
    [place] = places(
        stop("p", "Park Street", location_type="1"),
        stop("a", "Park Street - Red Line", parent_station="p", platform_code="2", wheelchair_boarding="1"),
        stop("e", "Elevator 804", parent_station="p", location_type="2"),
        stop("b", "Front of the platform", parent_station="a", location_type="4"),
        stop("s", "Park Street Station"),
        a=["red", "green"],
        s=["43", "red"],
    )

    assert (place.station.target, place.station.station_id, place.station.name) == (
        "ttc/station/park street",
        "p",
        "Park Street",
    )
    assert [each.stop_id for each in place.stops] == ["p", "a", "e", "b", "s"]
    assert (place.stops[1].platform_code, place.stops[1].wheelchair_boarding) == ("2", 1)
    assert place.route_ids == ("red", "green", "43")


@pytest.mark.parametrize(
    ("rows", "targets"),
    [
        pytest.param([stop("1", "King St", stop_code="504")], ["stop/504"], id="a stop's number"),
        pytest.param([stop("1", "King St")], ["stop/king st"], id="no number"),
        pytest.param([stop("1")], ["stop/1"], id="neither number nor name"),
        pytest.param([stop("1", "King"), stop("2", "King")], ["stop/king (1)", "stop/king (2)"], id="one name twice"),
        pytest.param(
            [stop("1", "x", stop_code="7"), stop("2", "y", stop_code="7")],
            ["stop/7 (1)", "stop/7 (2)"],
            id="one number twice",
        ),
        pytest.param([stop("c", "Crossing", location_type="1")], ["stop/crossing"], id="a station of no platforms"),
        pytest.param([stop("1", "King St", parent_station="gone")], ["stop/king st"], id="a parent that is missing"),
        pytest.param(
            [
                *(stop(each, "86 St", location_type="1") for each in "ab"),
                *(stop(f"{each}1", "86 St", parent_station=each) for each in "ab"),
            ],
            ["station/86 st (a)", "station/86 st (b)"],
            id="two stations of one name",
        ),
    ],
)
def test_targets_come_from_what_riders_know(rows: list[dict[str, str]], targets: list[str]) -> None:
    assert [place.station.target for place in places(*rows)] == [f"ttc/{each}" for each in targets]


def test_targets_survive_new_ids() -> None:
    names = ["Wilson Station - Northbound Platform", "Wilson Station at Bus Bay 2", "King St at Bay St"]
    before = places(*(stop(f"{number}", name, stop_code=f"4{number}") for number, name in enumerate(names)))
    after = places(*(stop(f"9{number}", name, stop_code=f"4{number}") for number, name in enumerate(names)))

    assert [each.station.target for each in before] == [each.station.target for each in after]


def test_parents_in_a_circle_do_no_harm() -> None:
    found = places(
        stop("a", "A", parent_station="b"), stop("b", "B", parent_station="a"), stop("c", parent_station="c")
    )

    assert sorted(each.stop_id for place in found for each in place.stops) == ["a", "b", "c"]


def test_names_in_other_languages_are_those_of_the_parent_or_the_single_stop() -> None:
    names = Names(
        {
            "table_name": "stops",
            "field_name": "stop_name",
            "language": "fr",
            "record_id": key,
            "translation": f"{key} fr",
        }
        for key in ("p", "s")
    )
    found = places(stop("p", "P"), stop("a", "A", parent_station="p"), stop("s", "S"), names=names)

    assert [place.station.names for place in found] == [(("fr", "p fr"),), (("fr", "s fr"),)]
