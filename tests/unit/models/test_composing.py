"""What riders read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert, Translation
from models.composing import MOST_SEGMENTS, Notice, compose
from models.delivery import Kind
from models.incident import Why
from models.route import Route
from models.segments import count_segments
from models.station import Station
from models.time_range import TimeRange
from tests.wordings import ENGLISH

KING = Route("ttc/route/504", "ttc", "504", "504", "King", 0)
QUEEN = Route("ttc/route/501", "ttc", "501", "501", "Queen", 0)
LINE_2 = Route("ttc/route/2", "ttc", "2", "2", "Bloor-Danforth Line", 1)
UNLISTED = Route("ttc/route/504", "ttc", "504")
MORNING = datetime(2026, 3, 9, 12, 12, tzinfo=UTC)  # 8:12 in Toronto


def alert(header: str = "", description: str = "", **fields: object) -> Alert:
    return Alert(
        "63935",
        header_text=(Translation(header, "en"),) if header else (),
        description_text=(Translation(description, "en"),) if description else (),
        **fields,  # type: ignore[arg-type]  # the table names the fields
    )


def text(about: Alert, *routes: Route, kind: Kind = Kind.FIRST, rule: str = "new") -> str:
    return compose(Notice(kind, about, routes, "TTC", "America/Toronto", Why(rule), MORNING, ENGLISH))


@pytest.mark.parametrize(
    ("header", "route", "expected"),
    [
        pytest.param(
            "No service Broadview Stn-Parliament, collision",
            KING,
            "504 King: No service Broadview Stn-Parliament, collision. TTC 8:12a",
            id="a header that does not name its route",
        ),
        pytest.param("504 King: Detour", KING, "504 King: Detour. TTC 8:12a", id="the agency's own prefix goes"),
        pytest.param("504 King \u2013 Detour", KING, "504 King: Detour. TTC 8:12a", id="with a dash, too"),
        pytest.param("\u2013 Route change", KING, "504 King: Route change. TTC 8:12a", id="a dash for a prefix"),
        pytest.param(
            "Line 2 Bloor-Danforth: No service",
            LINE_2,
            "Line 2 Bloor-Danforth: No service. TTC 8:12a",
            id="a subway line is a line",
        ),
        pytest.param(
            "504 King and 501 Queen: Detour",
            KING,
            "504 King: Detour. TTC 8:12a",
            id="a prefix of two routes",
        ),
        pytest.param("504 King: Detour", UNLISTED, "504 King: Detour. TTC 8:12a", id="a route we have no name for"),
        pytest.param("Detour", UNLISTED, "504: Detour. TTC 8:12a", id="neither we nor the header have a name"),
        pytest.param("<b>No&nbsp;service</b>", KING, "504 King: No service. TTC 8:12a", id="markup"),
        pytest.param("504 King", KING, "504 King: Detour. TTC 8:12a", id="a header that is only the route's name"),
    ],
)
def test_a_first_notice_names_the_route_and_says_what_is_wrong(header: str, route: Route, expected: str) -> None:
    assert text(alert(header, effect="DETOUR"), route) == expected


def test_an_alert_without_any_text_says_its_effect() -> None:
    assert text(alert(effect="NO_SERVICE"), KING) == "504 King: No service. TTC 8:12a"


def test_a_rider_of_several_routes_reads_the_first_in_full() -> None:
    assert text(alert("Detour"), KING, QUEEN) == "504 King, 501: Detour. TTC 8:12a"


@pytest.mark.parametrize(
    ("kind", "rule", "beginning"),
    [
        pytest.param(Kind.UPDATE, "changed", "Update: 504 King: ", id="update"),
        pytest.param(Kind.UPDATE, "reopened", "Update: again: 504 King: ", id="after a clear"),
        pytest.param(Kind.PLANNED, "upcoming", "Planned: 504 King: ", id="planned"),
        pytest.param(Kind.CLEAR, "absent", "Clear: 504 King: no longer listed by TTC", id="it vanished"),
        pytest.param(Kind.CLEAR, "ended", "Clear: 504 King: the end announced by TTC has passed", id="it expired"),
    ],
)
def test_kinds_read_differently_at_the_first_word(kind: Kind, rule: str, beginning: str) -> None:
    assert text(alert("Detour"), KING, kind=kind, rule=rule).startswith(beginning)


def test_an_expired_alert_is_never_called_restored() -> None:
    assert "resumed" not in text(alert("No service"), KING, kind=Kind.CLEAR, rule="ended").lower()


def test_an_alert_that_lies_ahead_says_when_it_begins() -> None:
    ahead = alert("No service", active_periods=(TimeRange(MORNING + timedelta(hours=13)),))

    assert text(ahead, KING) == "504 King, from Mon Mar 9 9:12p: No service. TTC 8:12a"


def test_an_alert_that_lies_ahead_names_an_unlisted_route_once() -> None:
    ahead = alert("504 King: No service", active_periods=(TimeRange(MORNING + timedelta(hours=13)),))

    assert text(ahead, UNLISTED) == "From Mon Mar 9 9:12p: 504 King: No service. TTC 8:12a"


def test_whole_sentences_are_preferred_to_a_second_segment() -> None:
    long = alert(
        f"No service between Broadview and Parliament due to a collision near the bridge. {'Shuttles run. ' * 8}"
    )

    assert text(long, KING) == (
        "504 King: No service between Broadview and Parliament due to a collision near the bridge. Shuttles run."
        " TTC 8:12a"
    )


def test_a_long_sentence_takes_two_segments_at_most() -> None:
    assert count_segments(text(alert("detour via many streets " * 40), KING)) == MOST_SEGMENTS


def test_a_clear_takes_one_segment() -> None:
    assert count_segments(text(alert("detour via many streets " * 40), KING, kind=Kind.CLEAR, rule="absent")) == 1


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(f"{', '.join(str(each) for each in range(504, 604))} buses detour.", id="a hundred routes"),
        pytest.param("<a" * 60_000, id="markup that never ends"),
    ],
)
def test_a_text_that_could_be_read_in_many_ways_is_read_at_once(header: str) -> None:
    assert count_segments(text(alert(header), KING)) <= MOST_SEGMENTS


@given(
    st.text(max_size=600),
    st.text(max_size=200),
    st.sampled_from([each for each in Kind if each is not Kind.NOTE]),
    st.sampled_from([KING, QUEEN, LINE_2, UNLISTED]),
)
def test_no_text_exceeds_two_segments(header: str, description: str, kind: Kind, route: Route) -> None:
    composed = text(alert(header, description), route, replace(route, short_name="", long_name="x"), kind=kind)

    assert count_segments(composed) <= MOST_SEGMENTS


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param(
            "17 Hurontario",
            "Stop 1912 south of Derry Rd is closed.",
            "504 King: Stop 1912 south of Derry Rd is closed. TTC 8:12a",
            id="a header that only names a route, and another one at that",
        ),
        pytest.param(
            "504 King: Detour eastbound via Ch",
            "504 King: Detour eastbound via Church St.",
            "504 King: Detour eastbound via Church St. TTC 8:12a",
            id="a header that is cut off",
        ),
        pytest.param("17 Hurontario", "", "504 King: 17 Hurontario. TTC 8:12a", id="a name and nothing else"),
        pytest.param(
            "Detour via Queen St.",
            "Detour via Queen St. We apologize for any inconvenience.",
            "504 King: Detour via Queen St. TTC 8:12a",
            id="a whole sentence that the description repeats",
        ),
        pytest.param(
            "No Service",
            "Crews are on their way.",
            "504 King: No Service. Crews are on their way. TTC 8:12a",
            id="two words that say it, and more",
        ),
    ],
)
def test_the_description_speaks_where_the_header_says_too_little(header: str, description: str, expected: str) -> None:
    assert text(alert(header, description), KING) == expected


def test_riders_of_a_station_read_its_name_once() -> None:
    wilson = Station("ttc/station/wilson", "ttc", "13838", "Wilson Station")
    said = [
        compose(Notice(Kind.FIRST, alert(each), (), "TTC", "America/Toronto", Why("new"), MORNING, ENGLISH, wilson))
        for each in ("Elevator 1 is out of service", "Wilson: Elevator 1 is out of service")
    ]

    assert said == [
        "Wilson Station: Elevator 1 is out of service. TTC 8:12a",
        "Wilson Station: Elevator 1 is out of service. TTC 8:12a",
    ]


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        pytest.param(
            Why("resumed", 'en "has resumed"'), "Clear: 504 King: Service has resumed. TTC 8:12a", id="in words"
        ),
        pytest.param(
            Why("resumed", "NO_EFFECT"),
            "Clear: 504 King: back to normal, says TTC. It was: Service has resumed. TTC 8:12a",
            id="by its effect",
        ),
    ],
)
def test_who_says_that_it_is_over_is_quoted(why: Why, expected: str) -> None:
    notice = Notice(Kind.CLEAR, alert("Service has resumed"), (KING,), "TTC", "America/Toronto", why, MORNING, ENGLISH)

    assert compose(notice) == expected
