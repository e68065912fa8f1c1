"""From poll to poll: what the agency says is over, what was not, and what it has forgotten."""

from datetime import timedelta

import pytest

from models.alert import Alert
from models.incident import AlertClass, IncidentState
from pipeline.deciding.memory import FeedMemory
from pipeline.deciding.unsolicited import is_texted
from tests.builders import NO_SERVICE_ON_KING, after, make_alert, make_alerts
from tests.unit.pipeline.playing import Play

KING = make_alert("65302", NO_SERVICE_ON_KING)
OVER = make_alert("65302", "504 King: Regular service has resumed.", effect="NO_EFFECT")
RESUMED = make_alert(
    "70001", "504 King: Regular service has resumed between Broadview Station and Parliament St.", effect="NO_EFFECT"
)
OTHERS = make_alerts(5)


def on_king(*alerts: Alert) -> Play:
    play = Play()
    play.poll(KING, *alerts, *OTHERS)
    return play


def test_no_service_that_becomes_regular_service_under_one_id_is_a_clear() -> None:
    play = on_king()

    assert play.poll(OVER, *OTHERS) == ["cleared 65302 2"]
    assert play.incident("65302").why.rule == "resumed"


@pytest.mark.parametrize(
    ("before", "over"),
    [
        pytest.param(KING, OVER, id="by its effect"),
        pytest.param(
            make_alert("65302", effect="UNKNOWN_EFFECT"),
            make_alert("65302", "504 King: Regular service has resumed.", effect="UNKNOWN_EFFECT"),
            id="by its words",
        ),
    ],
)
def test_who_was_told_of_something_urgent_is_owed_its_end(before: Alert, over: Alert) -> None:
    play = Play()
    play.poll(before, *OTHERS)
    play.poll(over, *OTHERS)
    (cleared,) = play.outcomes

    assert cleared.incident.alert_class is AlertClass.URGENT
    assert is_texted(cleared.incident, cleared.occurrences[0])


def test_the_good_news_that_stays_listed_for_hours_opens_and_reopens_nothing() -> None:
    play = on_king()
    play.poll(OVER, *OTHERS)
    told = [play.poll(OVER, *OTHERS, wait_s=60) for _ in range(300)]

    assert ([each for each in told if each], len(play.incidents)) == ([], 6)


def test_the_good_news_in_other_words_opens_and_reopens_nothing() -> None:
    play = on_king()
    play.poll(OVER, *OTHERS)
    again = make_alert("65302", "504 King: Regular service has resumed following an earlier collision.")

    assert (play.poll(again, *OTHERS), play.incident("65302").state) == ([], IncidentState.CLOSED)


def test_what_has_ended_and_is_listed_still_is_not_taken_for_another_incident_of_its_route() -> None:
    play = Play()
    ending = make_alert("7", "504 King: Delays near Bay St", periods=[(after(hours=-1), after(minutes=1))])
    other = make_alert("8", "504 King: Cars are stopped by a fire", periods=[(after(hours=-1), None)])
    play.poll(ending, other, *OTHERS)
    told = [play.poll(ending, *OTHERS, wait_s=60), *(play.poll(ending, *OTHERS, wait_s=20) for _ in range(9))]

    assert [each for each in told if each] == [["cleared 7 2"], ["cleared 8 2"]]
    assert play.incident("8").why.rule == "absent"


def test_a_new_loss_under_the_id_of_good_news_is_told_again() -> None:
    play = on_king()
    play.poll(OVER, *OTHERS)

    assert play.poll(KING, *OTHERS) == ["updated 65302 3"]
    assert play.incident("65302").why.rule == "reopened"


def test_an_alert_of_its_own_that_says_so_ends_the_incident() -> None:
    play = on_king()

    assert play.poll(KING, RESUMED, *OTHERS) == ["cleared 65302 2"]
    assert (play.incident("65302").why.rule, len(play.incidents)) == ("resumed", 6)


def test_what_its_own_alert_ended_stays_closed_while_both_are_listed_for_hours() -> None:
    play = on_king()
    play.poll(KING, RESUMED, *OTHERS)
    told = [play.poll(KING, RESUMED, *OTHERS, wait_s=60) for _ in range(120)]
    told += [play.poll(KING, *OTHERS, wait_s=60) for _ in range(120)]

    assert ([each for each in told if each], len(play.incidents)) == ([], 6)


def test_what_was_reworded_in_the_poll_that_ended_it_stays_closed() -> None:
    play = on_king()
    reworded = make_alert("65302", NO_SERVICE_ON_KING.replace("due to", "after"))
    told = [play.poll(reworded, RESUMED, *OTHERS, wait_s=60) for _ in range(120)]

    assert [each for each in told if each] == [["cleared 65302 2"]]


def test_what_is_somewhere_else_now_is_not_ended_by_good_news_about_where_it_was() -> None:
    play = on_king()
    west = make_alert("65302", "504 King: No service between Dufferin Gate and Roncesvalles Ave due to a collision.")

    assert (play.poll(west, RESUMED, *OTHERS)[-1], play.incident("65302").is_open) == ("updated 65302 2", True)


def test_what_its_own_alert_ended_is_told_again_when_it_is_worse_than_before() -> None:
    play = on_king()
    play.poll(KING, RESUMED, *OTHERS)
    worse = make_alert("65302", f"{NO_SERVICE_ON_KING} Also at Church St.")

    assert play.poll(worse, RESUMED, *OTHERS) == ["updated 65302 3"]


@pytest.mark.parametrize(
    "alert",
    [
        pytest.param(
            make_alert("7", "501 Queen: Regular service has resumed near Broadview Station.", routes=("501",)),
            id="another route",
        ),
        pytest.param(
            make_alert("7", "Regular service has resumed near Broadview Station.", routes=("504", "501")),
            id="a route more",
        ),
        pytest.param(make_alert("7", "504 King: Regular service has resumed near Dufferin Gate."), id="another place"),
    ],
)
def test_good_news_about_something_else_ends_nothing_and_wakes_nobody(alert: Alert) -> None:
    play = on_king()
    play.poll(KING, alert, *OTHERS)

    assert (play.incident("65302").is_open, play.incident("7").alert_class) == (True, AlertClass.INFO)


@pytest.mark.parametrize(
    ("hours", "is_open"),
    [pytest.param(6, False, id="six hours later"), pytest.param(6.1, True, id="later than that")],
)
def test_good_news_ends_only_what_is_of_the_last_six_hours(hours: float, *, is_open: bool) -> None:
    play = on_king()
    play.poll(KING, RESUMED, *OTHERS, wait_s=hours * 3600)

    assert play.incident("65302").is_open is is_open


def test_in_a_first_poll_good_news_ends_nothing() -> None:
    play = Play()
    play.poll(KING, RESUMED, *OTHERS)

    assert play.incident("70001").alert_class is AlertClass.INFO


def test_one_poll_clears_or_updates_but_never_both() -> None:
    play = on_king()
    worse = make_alert("65302", "504 King: Regular service has resumed. Shuttle buses ran.", routes=("504", "501"))

    assert play.poll(worse, *OTHERS) == ["cleared 65302 2"]


@pytest.mark.parametrize(
    ("wait_s", "told", "number"),
    [
        pytest.param(600, ["updated 65302 3"], 1, id="ten minutes later: it was not over"),
        pytest.param(601, ["opened 65302 1"], 2, id="later: another one"),
    ],
)
def test_what_comes_back_within_ten_minutes_is_the_same(wait_s: float, told: list[str], number: int) -> None:
    play = on_king()
    play.poll(*OTHERS, deleted=["65302"])
    found = play.poll(KING, *OTHERS, wait_s=wait_s)

    assert (found, sum(bool(each.routes) for each in play.incidents.values())) == (told, number)


def test_two_that_began_in_the_same_words_may_come_back_in_one_poll() -> None:
    play = on_king()
    moved = make_alert("65302", "504 King: Cars turn back at Bathurst St, a flooded track.", effect="DETOUR")
    play.poll(moved, *OTHERS)
    play.poll(*OTHERS, deleted=["65302"])
    again = make_alert("65400", NO_SERVICE_ON_KING)
    play.poll(again, *OTHERS, wait_s=60)
    play.poll(*OTHERS, deleted=["65400"])
    play.poll(moved, again, *OTHERS)
    names = [each.fingerprint for each in play.incidents.values() if each.is_open]

    assert len(names) == len(set(names)) == 7


def test_one_that_comes_and_goes_every_four_minutes_is_told_a_bounded_number_of_times() -> None:
    play = on_king()
    told: list[str] = []
    for _ in range(90):
        for _ in range(4):
            told += play.poll(*OTHERS, wait_s=60)
        for _ in range(4):
            told += play.poll(KING, *OTHERS, wait_s=60)

    assert sum(each.startswith("updated") for each in told) == 3
    assert len(told) <= 20


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        pytest.param(timedelta(hours=36) - timedelta(seconds=1), AlertClass.URGENT, id="a second before"),
        pytest.param(timedelta(hours=36), AlertClass.INFO, id="after 36 hours"),
    ],
)
def test_what_its_agency_has_forgotten_is_not_urgent_any_more(age: timedelta, expected: AlertClass) -> None:
    play = on_king()
    told = play.poll(KING, *OTHERS, wait_s=age.total_seconds())

    assert (told, play.incident("65302").alert_class, play.incident("65302").is_open) == ([], expected, True)


def test_it_is_forgotten_though_no_poll_says_anything_new() -> None:
    play = on_king()
    told = play.keep_time(36 * 3600)

    assert (told, play.incident("65302").judged.rule) == ([], "forgotten")


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(make_alert("65302", periods=[(None, after(days=9))]), id="it has an end"),
        pytest.param(make_alert("65302", f"{NO_SERVICE_ON_KING} Crews work."), id="it was reworded since"),
    ],
)
def test_what_its_agency_cares_for_stays_urgent(listed: Alert) -> None:
    play = on_king()
    play.poll(listed, *OTHERS, wait_s=18 * 3600)
    play.poll(listed, *OTHERS, wait_s=35 * 3600)

    assert play.incident("65302").alert_class is AlertClass.URGENT


def test_what_was_forgotten_is_urgent_again_when_its_agency_writes_anew() -> None:
    play = on_king()
    play.poll(KING, *OTHERS, wait_s=36 * 3600)
    worse = make_alert("65302", f"{NO_SERVICE_ON_KING} Now also at Church St.")

    assert play.poll(worse, *OTHERS) == ["updated 65302 2"]
    assert play.incident("65302").is_urgent


def test_what_a_baseline_found_is_no_news_because_it_was_away_for_four_minutes() -> None:
    play = Play(memory=FeedMemory())
    slow_zone = make_alert("54744", "Trains move slower than usual.", effect="SIGNIFICANT_DELAYS")
    play.poll(slow_zone, *make_alerts(5))
    gone = play.poll(*make_alerts(5), times=12)
    play.poll(slow_zone, *make_alerts(5))
    incident = play.incident("54744")

    assert (gone, incident.is_open, incident.why.rule, incident.is_announced) == ([], True, "relisted", False)


def test_what_has_ended_one_of_two_under_one_id_ends_the_other_by_its_absence_alone() -> None:
    play = Play()
    turning = make_alert("100", "504: Streetcars are turning back near Broadview Station due to a collision.")
    stuck = make_alert("100", "504: A truck blocks the tracks near Broadview Station.")
    over = make_alert("100", "504: Regular service has resumed near Broadview Station.")
    play.poll(turning, stuck, times=3)
    first = play.poll(over)

    assert (len(first), play.poll(over), play.poll(over)) == (1, [], [])


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        pytest.param("504: Detour via Larch Ave due to a fire.", "updated", id="the same place: it was not over"),
        pytest.param("504: Detour via Queen St due to a fire.", "opened", id="another place: another incident"),
    ],
)
def test_an_id_that_is_used_again_soon_after_an_all_clear(again: str, expected: str) -> None:
    play = Play()
    play.poll(make_alert("80001", "504: Detour via Larch Ave due to a fire."), *make_alerts(5))
    play.poll(*make_alerts(5), times=12)
    told = play.poll(make_alert("80001", again), *make_alerts(5))

    assert [each.split()[0] for each in told] == [expected]
