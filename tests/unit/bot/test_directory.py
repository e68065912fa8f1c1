"""Which route is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.directory import Directory, Found, NotFound, Tie
from tests.fakes.bot_world import MIWAY, TTC


def meant(text: str) -> list[str]:
    return [
        match.route.label if isinstance(match, Found) else f"{type(match).__name__} {match.name}"
        for match in Directory([TTC]).resolve(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("504", ["504 King"]),
        ("king", ["504 King"]),
        ("KING", ["504 King"]),
        ("504 King", ["504 King"]),
        ("king 504", ["504 King", "504 King"]),
        ("route 504", ["504 King"]),
        ("the 504 streetcar", ["504 King"]),
        ("504B", ["504 King"]),
        ("304", ["304 King"]),
        ("304 King", ["304 King"]),
        ("Kingston Rd", ["Tie KINGSTON RD"]),
        ("kin", ["NotFound KIN"]),
        ("50", ["NotFound 50"]),
        ("line 1", ["Line 1 Yonge-University"]),
        ("1", ["Line 1 Yonge-University"]),
        ("Yonge-University", ["Line 1 Yonge-University"]),
        ("yonge university line", ["Line 1 Yonge-University"]),
        ("st. clair", ["512 St Clair"]),
        ("ST CLAIR", ["512 St Clair"]),
        ("finch west", ["Tie FINCH WEST"]),
        ("bathurst", ["Tie BATHURST"]),
        ("TTC 504", ["504 King"]),
        ("504 and 501", ["504 King", "501 Queen"]),
        ("504,501 & spadina", ["504 King", "501 Queen", "510 Spadina"]),
        ("504 501", ["504 King", "501 Queen"]),
        ("504 king 501 queen", ["504 King", "501 Queen"]),
        ("504 504", ["504 King"]),
        ("504 and 9999", ["504 King", "NotFound 9999"]),
        ("504 weekdays 7-9am", ["NotFound 504 WEEKDAYS 7-9AM"]),
        ("504 7-10", ["NotFound 504 7-10"]),
        ("504 7:10", ["NotFound 504 7:10"]),
        ("905", ["905 Kennedy Stn-Scarborough Express"]),
        ("", []),
        ("\ud800", ["NotFound \ud800"]),
    ],
)
def test_names_mean_routes(text: str, expected: list[str]) -> None:
    assert meant(text.upper()) == expected


def test_a_day_route_is_preferred_and_the_night_route_is_named() -> None:
    [match] = Directory([TTC]).resolve("KING")

    assert isinstance(match, Found)
    assert [route.label for route in match.others] == ["304 King"]


@pytest.mark.parametrize(
    ("feeds", "expected"),
    [
        pytest.param((), "Tie", id="a new rider is asked"),
        pytest.param(("ttc",), "10 Van Horne", id="a rider of the TTC means the TTC"),
        pytest.param(("ttc", "miway"), "Tie", id="a rider of both is asked"),
    ],
)
def test_a_number_of_two_agencies(feeds: tuple[str, ...], expected: str) -> None:
    [match] = Directory([TTC, MIWAY]).resolve("10", feeds=feeds)

    assert (match.route.label if isinstance(match, Found) else type(match).__name__) == expected


def test_the_agency_tells_two_routes_of_one_number_apart() -> None:
    [match] = Directory([TTC, MIWAY]).resolve("MIWAY 10")

    assert isinstance(match, Found)
    assert match.route.target == "miway/route/10"


def test_a_directory_without_feeds_is_empty() -> None:
    assert Directory([]).is_empty


@given(st.text(st.characters(codec=None), max_size=1700))
def test_resolving_never_raises_and_finds_only_exact_names(text: str) -> None:
    for match in Directory([TTC]).resolve(text):
        assert isinstance(match, Found | Tie | NotFound)
