"""What riders read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.alert import Alert, Translation
from models.composing import MOST_SEGMENTS, Notice, compose
from models.delivery import Kind
from models.incident import Why
from models.route import Route
from models.segments import count_segments
from models.station import Station
from models.time_range import TimeRange
from models.wording import Wording
from tests.unit.models.alerts import KING, LINE_2, MORNING, QUEEN, UNLISTED, alert, text
from tests.wordings import ENGLISH, FRENCH

SUSPENDED = "\u904b\u8ee2\u898b\u5408\u308f\u305b"  # Japanese


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


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(
            "No service between Broadview Station and Parliament Street because of a very long reason that nobody needs"
            " to read at the stop. Shuttle buses are running along the street.",
            "504 King: No service Broadview Stn-Parliament St. Shuttle buses are running along the street. TTC 8:12a",
            id="a shuttle outranks the reason",
        ),
        pytest.param(
            "No service between Dundas West Station at Bay 4 and Roncesvalles Ave at Queen St West due to track switch"
            " issues. Shuttle buses are running between Dundas West Station at Bay 4 and Roncesvalles Ave at Queen St"
            " West.",
            "504 King: No service between Dundas West Station at Bay 4 and Roncesvalles Ave at Queen St West due to"
            " track switch issues. Shuttle buses are running. TTC 8:12a",
            id="a shuttle just where nothing else runs",
        ),
        pytest.param(
            "In Queens, no service at Jamaica-Van Wyck, Sutphin Blvd-Archer Av-JFK Airport and Jamaica Center. Free"
            " shuttle buses run between Kew Gardens-Union Tpke and Jamaica Center, stopping at Briarwood.",
            "504 King: In Queens, no service at Jamaica-Van Wyck, Sutphin Blvd-Archer Av-JFK Airport and Jamaica"
            " Center. Free shuttle buses run between Kew Gardens-Union Tpke and Jamaica Center, stopping at Briarwood."
            " TTC 8:12a",
            id="a shuttle is worth a second segment",
        ),
        pytest.param(
            "504A King: Detour via Queen St.",
            "504 King: 504A: Detour via Queen St. TTC 8:12a",
            id="one of its branches",
        ),
        pytest.param(
            "Starting at 11 p.m. on Friday, March 13, 2026, there will be no streetcar service this weekend between"
            " Victoria Park and Kennedy stations due to planned track work. Shuttle buses will operate.",
            "504 King: From 11pm on Fri, Mar 13, no streetcar service this weekend Victoria Park-Kennedy, planned track"
            " work. Shuttle buses will operate. TTC 8:12a",
            id="said as on a sign",
        ),
        pytest.param(
            "Detour via Queen St. Please allow extra travel time. We apologize for the inconvenience. Visit"
            " https://ttc.ca for more.",
            "504 King: Detour via Queen St. TTC 8:12a https://ttc.ca",
            id="courtesies go, and the link is last",
        ),
        pytest.param(
            "Détour par la rue Queen à cause d'un accident.",
            "504 King: Détour par la rue Queen à cause d'un accident. TTC 8:12a",
            id="accents stay where they cost nothing",
        ),
        pytest.param(
            "Dégâts à la caténaire entre Broadview et Parliament, les tramways ne circulent pas; des autobus les"
            " remplacent.",
            "504 King: Dégats à la caténaire entre Broadview et Parliament, les tramways ne circulent pas; des autobus"
            " les remplacent. TTC 8:12a",
            id="an accent goes where it would cost a segment",
        ),
        pytest.param("\U0001f68b 504 King: Detour.", "504 King: Detour. TTC 8:12a", id="a picture"),
        pytest.param("504 King Regular service", "504 King: Regular service. TTC 8:12a", id="a prefix without a mark"),
        pytest.param(
            "De\x07tour\u202e via\u00a0Queen", "504 King: De tour via Queen. TTC 8:12a", id="control characters"
        ),
        pytest.param(
            SUSPENDED * 40,
            f"504 King: {SUSPENDED * 20}\u904b...",
            id="a script that needs every unit",
        ),
    ],
)
def test_the_best_of_what_the_agency_says_fits(header: str, expected: str) -> None:
    assert text(alert(header), KING) == expected


@pytest.mark.parametrize(
    ("ends_at", "header", "expected"),
    [
        pytest.param(
            timedelta(hours=4, minutes=48), "Detour.", "504 King: Detour, until 1:00p. TTC 8:12a", id="announced"
        ),
        pytest.param(
            timedelta(hours=4, minutes=48), "Detour until noon.", "504 King: Detour until noon. TTC 8:12a", id="said"
        ),
        pytest.param(timedelta(minutes=17), "Detour.", "504 King: Detour. TTC 8:12a", id="it creeps along"),
        pytest.param(timedelta(days=9), "Detour.", "504 King: Detour. TTC 8:12a", id="next week"),
    ],
)
def test_an_end_that_is_near_is_told(ends_at: timedelta, header: str, expected: str) -> None:
    running = alert(header, active_periods=(TimeRange(MORNING - timedelta(hours=1), MORNING + ends_at),))

    assert text(running, KING) == expected


def test_planned_work_reads_in_one_line() -> None:
    night = TimeRange(MORNING + timedelta(hours=14, minutes=48), MORNING + timedelta(hours=20, minutes=48))
    planned = alert("There will be no service between Broadview Stn and Parliament.", active_periods=(night,))

    assert text(planned, KING, kind=Kind.PLANNED, rule="upcoming") == (
        "Planned: 504 King, Mon Mar 9 11:00p-5:00a: There will be no service between Broadview Stn and Parliament."
        " TTC 8:12a"
    )


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        pytest.param(ENGLISH, "Update: Line 1 Yonge: No service. TTC 8:12a", id="English"),
        pytest.param(FRENCH, "Suite: Line 1 Rue Yonge: Aucun train. TTC 8h12", id="French"),
    ],
)
def test_our_words_and_the_routes_name_are_in_the_riders_language(wording: Wording, expected: str) -> None:
    both = Alert("1", (Translation("No service", "en"), Translation("Aucun train", "fr")))
    line_1 = Route("ttc/route/1", "ttc", "1", "1", "Yonge", 1, names=(("fr", "Rue Yonge"),))
    notice = Notice(Kind.UPDATE, both, (line_1,), "TTC", "America/Toronto", Why("updated"), MORNING, wording)

    assert compose(notice) == expected


def test_a_french_rider_reads_an_english_alert_in_its_own_words() -> None:
    notice = Notice(Kind.CLEAR, alert("Detour"), (KING,), "TTC", "America/Toronto", Why("absent"), MORNING, FRENCH)

    assert compose(notice) == "Fin: 504 King: n'est plus annoncé par TTC. C'était: Detour. TTC 8h12"


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param(
            "STOP CLOSURE",
            "Stop 1912 on Queen at Bay is closed until further notice.",
            "504 King: Stop 1912 on Queen at Bay is closed until further notice. TTC 8:12a",
            id="a header that the description repeats with more",
        ),
        pytest.param(
            "Change at Downtown Crossing",
            "The Franklin St entrance of Downtown Crossing is closed.",
            "504 King: The Franklin St entrance of Downtown Crossing is closed. TTC 8:12a",
            id="a mere heading",
        ),
        pytest.param(
            "Detours on Lines 36 and F",
            "Due to: Event\n\nEffective: 5 p.m.\n\n---\nDesvíos en las líneas 36 y F",
            "504 King: Detours on Lines 36 and F. Due to: Event. Effective: 5 p.m. TTC 8:12a",
            id="labels, and the same in Spanish below a line",
        ),
        pytest.param(
            "Route 15 detoured around the square near the old market hall",
            "Affected stops:\r\nDudley St @ Hampden St\r\nDudley St @ Adams St",
            "504 King: Route 15 detoured around the square near the old market hall. Affected stops: Dudley St @"
            " Hampden St, Dudley St @ Adams St. TTC 8:12a",
            id="a list in one line",
        ),
    ],
)
def test_header_and_description_are_one_story(header: str, description: str, expected: str) -> None:
    assert text(alert(header, description), KING) == expected


def test_many_routes_are_numbers() -> None:
    others = [replace(KING, target=f"ttc/route/{number}", short_name=str(number)) for number in range(501, 506)]

    assert text(alert("Detour"), *others) == "501, 502, 503 +2: Detour. TTC 8:12a"


@pytest.mark.parametrize(
    ("said", "number", "expected"),
    [
        pytest.param("Route 83 is detoured.", "83", "Route 83 is detoured. TTC 8:12a", id="named by the agency"),
        pytest.param(
            "Southbound [4][5] trains are late.", "4", "Southbound [4][5] trains are late. TTC 8:12a", id="New York"
        ),
        pytest.param("Delays of 10 min.", "10", "10: Delays of 10 min. TTC 8:12a", id="a number that is no route"),
    ],
)
def test_a_route_known_by_its_number_alone_is_named_once(said: str, number: str, expected: str) -> None:
    assert text(alert(said), Route(f"x/route/{number}", "x", number, number)) == expected


@pytest.mark.parametrize(
    ("header", "kind", "why", "expected"),
    [
        pytest.param(
            "Wilson: Elevator to the bus platform out of service.",
            Kind.FIRST,
            Why("new"),
            "Wilson Station: Elevator to the bus platform out of service. TTC 8:12a",
            id="out of service",
        ),
        pytest.param(
            "Wilson: Elevator back in service between concourse and bus platform.",
            Kind.CLEAR,
            Why("resumed", 'en "back in service"'),
            "Clear: Wilson Station: Elevator back in service between concourse and bus platform. TTC 8:12a",
            id="back in service",
        ),
        pytest.param(
            "Wilson: Elevator out of service between Wilson Ave entrance and the concourse while we perform"
            " maintenance. Elevator is expected to be back in service March 11, 2026.",
            Kind.FIRST,
            Why("new"),
            "Wilson Station: Elevator out of service between Wilson Ave entrance and the concourse while we perform"
            " maintenance. Expected back Mar 11. TTC 8:12a",
            id="until when",
        ),
    ],
)
def test_elevators_of_a_station(header: str, kind: Kind, why: Why, expected: str) -> None:
    wilson = Station("ttc/station/wilson", "ttc", "13838", "Wilson Station")
    notice = Notice(kind, alert(header), (), "TTC", "America/Toronto", why, MORNING, ENGLISH, wilson)

    assert compose(notice) == expected
