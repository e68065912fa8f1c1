"""From poll to poll: the same incident, another one, one under several entities."""

from dataclasses import replace
from typing import Any

import pytest

from models.alert import Alert
from models.incident import AlertClass
from models.time_range import TimeRange
from pipeline.deciding.memory import FeedMemory
from tests.builders import NO_SERVICE_ON_KING, NOON, after, make_alert, make_alerts, make_catalogue, make_route
from tests.unit.pipeline.playing import Play

KING = make_alert("202", NO_SERVICE_ON_KING)
QUEEN_SAYS = "501 Queen: Detour via Dundas St between Bathurst St and Spadina Ave for track work."
QUEEN: dict[str, Any] = {"header": QUEEN_SAYS, "routes": ("501",), "effect": "DETOUR"}
WEST = "Detour westbound via Dufferin St due to a collision."
LOCAL: dict[str, Any] = {"header": f"60 Steeles West: {WEST}", "routes": ("60",), "effect": "DETOUR"}
EXPRESS: dict[str, Any] = {"header": f"960 Steeles West Express: {WEST}", "routes": ("960",), "effect": "DETOUR"}
OTHERS = make_alerts(5)


def steeles(*alerts: Alert) -> Play:
    """Routes 60 and 960, after a poll of the alerts."""
    play = Play(catalogue=make_catalogue(make_route("60", "Steeles West"), make_route("960", "Steeles West Express")))
    play.poll(*alerts, *OTHERS)
    return play


def open_routes(play: Play) -> list[list[str]]:
    return [[route.number for route in each.routes] for each in play.incidents.values() if each.is_open and each.routes]


def test_a_place_in_a_list_that_stands_for_something_else_is_no_update() -> None:
    play = Play()
    play.poll(KING, *OTHERS)

    assert play.poll(make_alert("202", **QUEEN), *OTHERS) == ["opened 202 1"]
    assert open_routes(play) == [["504"], ["501"]]


def test_the_incident_whose_place_was_taken_is_cleared_when_it_has_been_absent_for_three_minutes() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    told = [play.poll(make_alert("202", **QUEEN), *OTHERS) for _ in range(10)]

    assert ([each for each in told if each], open_routes(play)) == ([["opened 202 1"], ["cleared 202 2"]], [["501"]])


def test_two_alerts_that_swap_ids_are_no_news() -> None:
    play = Play()
    play.poll(KING, make_alert("301", **QUEEN))
    before = set(play.incidents)

    assert play.poll(make_alert("202", **QUEEN), replace(KING, entity_id="301")) == []
    assert (set(play.incidents), play.incident("301").routes[0].number) == (before, "504")


def test_an_alert_under_a_new_id_is_no_news() -> None:
    play = Play()
    play.poll(KING, *OTHERS)

    assert play.poll(replace(KING, entity_id="777"), *OTHERS, times=20) == []
    assert len(play.incidents) == 6


def test_an_alert_that_is_dropped_and_listed_again_under_another_id_is_no_news() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    told = [*play.poll(*OTHERS, times=2), *play.poll(replace(KING, entity_id="777"), *OTHERS)]

    assert (told, play.incident("777").missing_since) == ([], None)


def test_an_alert_that_was_reworded_under_a_new_id_is_the_same_incident() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    longer = make_alert("777", NO_SERVICE_ON_KING.replace("collision.", "collision. Shuttle buses are running."))

    assert play.poll(longer, *OTHERS) == ["updated 777 2"]


def test_the_same_words_hours_later_are_a_new_incident() -> None:
    play = Play()
    bypass = make_alert("1", "Line 2: Trains are bypassing Runnymede Station.", routes=("501",), effect="DETOUR")
    play.poll(bypass, *OTHERS)
    play.poll(*OTHERS, times=10)

    assert play.poll(bypass, *OTHERS, wait_s=9 * 3600) == ["opened 1 1"]
    assert len({each.id for each in play.incidents.values() if each.routes}) == 2


def test_an_alert_that_a_poll_lists_twice_counts_once() -> None:
    assert Play().poll(KING, KING) == ["opened 202 1"]


def test_an_alert_that_the_same_poll_calls_deleted_is_not_listed() -> None:
    assert Play().poll(KING, deleted=["202"]) == []


def test_an_id_that_one_poll_has_twice_does_not_bring_back_what_is_over() -> None:
    play = Play()
    today = make_alert("1", "501: Cars turn back near Bay St.", routes=["501"], periods=[(after(hours=-1), None)])
    tomorrow = replace(today, active_periods=(TimeRange(after(hours=20)),))
    over = make_alert("1", "501: Regular service has resumed near Bay St.", routes=["501"])
    play.poll(today, tomorrow)

    assert [play.poll(today, over), play.poll(today, over)] == [["cleared 1 2"], []]


def test_two_alerts_under_one_id_are_two_incidents() -> None:
    assert Play().poll(KING, make_alert("202", **QUEEN)) == ["opened 202 1", "opened 202 1"]


def test_copies_that_are_first_listed_together_are_told_once_for_both_routes() -> None:
    play = steeles(make_alert("1", **LOCAL), make_alert("2", **EXPRESS))

    assert open_routes(play) == [["60", "960"]]


def test_a_copy_that_comes_a_minute_later_widens_the_incident() -> None:
    play = steeles(make_alert("1", **LOCAL))
    told = play.poll(make_alert("1", **LOCAL), make_alert("2", **EXPRESS), *OTHERS, wait_s=60)

    assert (told, open_routes(play)) == (["updated 1 2"], [["60", "960"]])


def test_a_copy_that_comes_later_is_an_incident_of_its_own() -> None:
    play = steeles(make_alert("1", **LOCAL))
    told = play.poll(make_alert("1", **LOCAL), make_alert("2", **EXPRESS), *OTHERS, wait_s=61)

    assert (told, open_routes(play)) == (["opened 2 1"], [["60"], ["960"]])


def test_two_incidents_that_were_told_never_merge() -> None:
    play = steeles(make_alert("1", **LOCAL), make_alert("2", **EXPRESS | {"header": "960: No express buses at all."}))
    told = play.poll(make_alert("1", **LOCAL), make_alert("2", **EXPRESS), *OTHERS, wait_s=20, times=30)

    assert (told, open_routes(play)) == ([], [["60"], ["960"]])


def test_a_copy_that_leaves_is_no_news() -> None:
    play = steeles(make_alert("1", **LOCAL), make_alert("2", **EXPRESS))
    told = [play.poll(make_alert("1", **LOCAL), *OTHERS) for _ in range(20)]

    assert ([each for each in told if each], open_routes(play)) == ([], [["60"]])


@pytest.mark.parametrize("first", [pytest.param(True, id="the first"), pytest.param(False, id="the second")])
def test_a_copy_that_one_poll_leaves_out_is_no_news_when_it_is_back(first: bool) -> None:
    local, express = make_alert("1", **LOCAL), make_alert("2", **EXPRESS)
    play = steeles(local, express)
    play.poll(local, express, *OTHERS, wait_s=600)
    play.poll(express if first else local, *OTHERS)

    assert (play.poll(local, express, *OTHERS), open_routes(play)) == ([], [["960", "60"] if first else ["60", "960"]])


def test_when_all_copies_have_left_the_incident_is_cleared_once() -> None:
    play = steeles(make_alert("1", **LOCAL), make_alert("2", **EXPRESS))

    assert play.poll(*OTHERS, times=10) == ["cleared 1 2"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param(
            {"header": "960: No express buses run near Yonge St."}, ["opened 2 1"], id="it names a place more"
        ),
        pytest.param({"effect": "NO_SERVICE"}, ["opened 2 1"], id="it became graver"),
        pytest.param({"header": "960: Express buses run by another way today."}, [], id="it says nothing new"),
    ],
)
def test_a_copy_that_diverges_opens_its_own_incident_aloud_only_with_news(
    changed: dict[str, Any], told: list[str]
) -> None:
    play = steeles(make_alert("1", **LOCAL), make_alert("2", **EXPRESS))
    found = play.poll(make_alert("1", **LOCAL), make_alert("2", **EXPRESS | changed), *OTHERS)

    assert (found, sorted(open_routes(play))) == (told, [["60"], ["960"]])


def test_a_night_listed_beside_its_closure_is_no_incident_of_its_own() -> None:
    play = Play()
    week = make_alert(
        "63",
        "504 King: No service between Broadview Station and Parliament St",
        periods=[(after(hours=-1), after(days=6))],
    )
    night = make_alert(
        "102",
        "Tonight there will be no streetcars between Parliament St and Broadview Station",
        periods=[(after(hours=11), after(hours=17))],
    )
    play.poll(week, *OTHERS)

    assert (play.poll(week, night, *OTHERS), open_routes(play)) == ([], [["504"]])


def test_routes_that_a_later_import_knows_are_told_of_once() -> None:
    play = Play()
    alert = make_alert("1", "999: No service near Bay St.", routes=("999",))
    play.poll(alert)
    play.catalogue = make_catalogue(make_route("999", "New"), version="v2")

    assert [play.poll(alert), play.poll(alert), play.incident("1").targets[0]] == [["updated 1 2"], [], "ttc/route/999"]


def test_an_import_that_renames_a_route_is_no_news() -> None:
    play = Play()
    play.poll(KING)
    play.catalogue = make_catalogue(make_route("504A", "King", route_id="504"), version="v2")

    assert (play.poll(KING, times=3), play.incident("202").targets[0]) == ([], "ttc/route/504A")


def test_routes_of_an_incident_that_nobody_was_told_of_become_known_in_silence() -> None:
    play = Play(memory=FeedMemory())
    alert = make_alert("1", "999: No service near Bay St.", routes=("999",))
    play.poll(alert)
    play.catalogue = make_catalogue(make_route("999", "New"), version="v2")

    assert (play.poll(alert), play.incident("1").targets[0]) == ([], "ttc/route/999")


def test_an_am_pm_slip_is_told_at_once_as_going_on() -> None:
    play = Play()
    slip = make_alert("1", "504 King: No service due to a fire.", periods=[(after(hours=12), None)])

    assert play.poll(slip) == ["opened 1 1"]
    assert play.incident("1").alert_class is AlertClass.URGENT
    assert play.incident("1").alert.active_periods[0].start == NOON


def test_a_slip_stays_mended_and_is_no_news_when_the_agency_mends_it() -> None:
    play = Play()
    slip = make_alert("1", "504 King: No service due to a fire.", periods=[(after(hours=12), None)])
    play.poll(slip)

    assert play.poll(slip, times=30) == []
    assert play.poll(make_alert("1", "504 King: No service due to a fire.", periods=[(NOON, None)])) == []


@pytest.mark.parametrize(
    ("hours", "alert_class"),
    [
        pytest.param(11.4, AlertClass.PLANNED, id="11.4 hours ahead"),
        pytest.param(11.6, AlertClass.URGENT, id="11.6 hours ahead"),
        pytest.param(12.4, AlertClass.URGENT, id="12.4 hours ahead"),
        pytest.param(12.6, AlertClass.PLANNED, id="12.6 hours ahead"),
    ],
)
def test_a_start_half_a_day_ahead_is_a_slip(hours: float, alert_class: AlertClass) -> None:
    play = Play()
    play.poll(make_alert("1", "504 King: No service due to a fire.", periods=[(after(hours=hours), None)]))

    assert play.incident("1").alert_class is alert_class
