"""The places that an alert names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert, Translation
from pipeline.words.places import places_of
from tests.builders import make_alert


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(
            "505 Dundas: No service between Broadview Ave at Gerrard St East and Broadview Station at Bay 6.",
            {"broadview avenue", "gerrard street east", "broadview"},
            id="streets, an intersection, a station without its bay",
        ),
        pytest.param(
            "505 Dundas Regular service has resumed near Dundas St E at Munro St.",
            {"dundas street east", "munro street"},
            id="the route's name in front is no place",
        ),
        pytest.param(
            "Line 2 Bloor-Danforth: Delays from Jane to Keele stations.", {"jane", "keele"}, id="two stations"
        ),
        pytest.param(
            "There is no service on Line 1 Yonge-University between St Clair West and St Andrew stations.",
            {"st clair west", "st andrew"},
            id="a line inside the sentence; saints",
        ),
        pytest.param("Delays westbound at Bay station.", {"bay"}, id="the station called Bay"),
        pytest.param("Detour via Bay St and The Queensway.", {"bay street", "queensway"}, id="and the street"),
        pytest.param(
            "Delays Broadview Stn-Parliament St. Shuttle buses run.", {"broadview", "parliament street"}, id="short"
        ),
        pytest.param(
            "King St West at Church St West Side", {"king street west", "church street"}, id="a side is no place"
        ),
        pytest.param("Robie St Before Cedar St is closed", {"robie street", "cedar street"}, id="before"),
        pytest.param("Highway 407: Escalator 14S4E out of service.", {"highway 407"}, id="a number in a name"),
        pytest.param(
            "In Brooklyn, Manhattan-bound [D] skips 25 St, 4 Av-9 St and Union St",
            {"brooklyn", "25 street", "4 avenue", "9 street", "union street"},
            id="numbered streets, no trains",
        ),
        pytest.param("No service on Monday, March 23 until 11 PM.", set(), id="dates and times"),
        pytest.param("Shuttle buses are running. Follow the signs.", set(), id="capitals of sentences"),
        pytest.param("Trains DON\u2019T stop. DO NOT board here.", set(), id="words that shout"),
        pytest.param("NO SERVICE BETWEEN JANE AND KEELE STATIONS", set(), id="a header in capitals"),
        pytest.param("504 King", set(), id="a route"),
        pytest.param("", set(), id="no text"),
    ],
)
def test_which_places_an_alert_names(header: str, expected: set[str]) -> None:
    assert places_of(Alert("1", (Translation(header),))) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("at Broadview Stn", "at Broadview Station", id="station"),
        pytest.param(
            "between Don Valley and Laird stations", "between Don Valley Station and Laird Station", id="stations"
        ),
        pytest.param("via Bloor St W", "via Bloor Street West", id="street"),
        pytest.param("via Spadina Av", "via Spadina Avenue", id="avenue"),
        pytest.param("via Queen St. East", "via Queen St E", id="a full stop"),
        pytest.param("\u00e0 M\u00e9tro Beaubien", "\u00e0 Metro Beaubien", id="accents"),
    ],
)
def test_two_spellings_are_one_place(one: str, other: str) -> None:
    first, second = (places_of(Alert("1", (Translation(f"Delays {each}"),))) for each in (one, other))

    assert first
    assert first == second


def test_the_description_counts_where_the_header_is_cut_off() -> None:
    alert = make_alert(
        header="505 Dundas: No service between D",
        description="505 Dundas: No service between Dundas St East at Ontario St and Pape Ave.",
    )

    assert places_of(alert) == {"dundas street east", "ontario street", "pape avenue"}


def test_the_description_adds_nothing_to_a_whole_header() -> None:
    alert = make_alert(header="Delays at Union station", description="Go to King station instead")

    assert places_of(alert) == {"union"}


def test_a_list_of_a_hundred_routes_in_front_is_read_at_once() -> None:
    """Written so that a second way to read each number would take longer than any test may."""
    header = f"{', '.join(str(number) for number in range(10, 110))} Buses Detour near Union Station."

    assert "union" in places_of(make_alert(header=header))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(places_of(Alert("1", (Translation(text),))))
