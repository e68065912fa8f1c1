"""The words by which two alerts are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.words.comparing import codes, compared, without_route
from tests.builders import make_alert


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("504 King: No service at Parliament St", "no service at parliament st", id="the route in front"),
        pytest.param("Detour via Dufferin St", "detour via dufferin st", id="no route in front"),
        pytest.param("Late trains until 8:12 p.m. today", "late trains until today", id="a time"),
        pytest.param("Late trains until 20h15 today", "late trains until today", id="a time as the French write it"),
        pytest.param("Late trains since Monday, March 2nd", "late trains since", id="a date"),
        pytest.param("Late trains: 15 minutes or more", "late trains minutes or more", id="a number"),
        pytest.param("Trains DON\u2019T stop here", "trains don't stop here", id="another apostrophe"),
        pytest.param("D\u00e9viation \u00e0 Br\u00e9beuf", "deviation a brebeuf", id="accents"),
        pytest.param("", "", id="no text"),
    ],
)
def test_what_is_left_of_a_header(header: str, expected: str) -> None:
    assert " ".join(compared(make_alert(header=header))[1]) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("504 King", "detour at church street", id="only a route's name"),
        pytest.param("Service change", "detour at church street", id="two words"),
        pytest.param("Service change today", "service change today", id="three words"),
    ],
)
def test_the_description_counts_where_the_header_says_hardly_anything(header: str, expected: str) -> None:
    alert = make_alert(header=header, description="Detour at Church Street")

    assert " ".join(compared(alert)[1]) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        pytest.param("60 Steeles West: Detour", [], "Detour", id="number and name"),
        pytest.param("960 Steeles West Express - Detour", [], "Detour", id="a dash"),
        pytest.param("Line 2 Bloor-Danforth: Delays", [], "Delays", id="a line"),
        pytest.param("Red Line: Delays", ["Red"], "Red Line: Delays", id="a name that the feed has shorter"),
        pytest.param("Red: Delays", ["Red"], "Delays", id="a name without number"),
        pytest.param("Redwood: Delays", ["Red"], "Redwood: Delays", id="another name that begins alike"),
        pytest.param("M15", ["M15"], "", id="nothing but the route"),
        pytest.param("12 people: hurt", ["504"], "hurt", id="a number in front, taken for a route"),
        pytest.param("At 5 Av: no trains", [], "At 5 Av: no trains", id="a number inside"),
    ],
)
def test_the_routes_name_in_front_is_no_news(text: str, names: list[str], expected: str) -> None:
    assert without_route(text, names) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("Escalator 22Y11E out of service", {"22Y11E"}, id="an escalator"),
        pytest.param("Elevators 14S4L and 14S5L", {"14S4L", "14S5L"}, id="two elevators"),
        pytest.param("504 King at 12A Queen St", set(), id="no devices"),
    ],
)
def test_devices_are_known_by_their_designations(header: str, expected: set[str]) -> None:
    assert codes(make_alert(header=header)) == expected


@given(st.text())
def test_no_compared_word_has_a_digit(header: str) -> None:
    assert not any(map(str.isdigit, "".join(compared(make_alert(header=header))[1])))
