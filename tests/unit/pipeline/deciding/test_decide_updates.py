"""From poll to poll: which changes are told, how soon and how often; and what waits for the operator."""

from dataclasses import replace
from typing import Any

import pytest

from models.alert import Alert
from models.event import Change
from models.incident import Hold, Why
from pipeline.deciding import outcomes
from tests.builders import NO_SERVICE_ON_KING, NOON, after, make_alert, make_alerts, make_catalogue, make_route
from tests.unit.pipeline.playing import Play

MINUTE = 60
OTHERS = make_alerts(5)
STREETS = ["Church St", "Jarvis St", "Sherbourne St", "Ontario St", "Berkeley St", "Trinity St"]


def king(*streets: str, **parts: Any) -> Alert:
    """No service on King, and on so many streets more."""
    return make_alert("1", NO_SERVICE_ON_KING + "".join(f" Also at {each}." for each in streets), **parts)


def updated_once() -> Play:
    """An incident that was opened at noon and updated a minute later."""
    play = Play()
    play.poll(king(), wait_s=0)
    play.poll(king("Church St"), wait_s=MINUTE)
    return play


def test_the_first_update_does_not_wait() -> None:
    play = Play()
    play.poll(king())

    assert play.poll(king("Church St")) == ["updated 1 2"]


@pytest.mark.parametrize(
    ("wait_s", "told"),
    [
        pytest.param(599, [], id="a second before ten minutes are over"),
        pytest.param(600, ["updated 1 3"], id="after ten minutes"),
    ],
)
def test_the_second_waits_until_ten_minutes_after_the_first(wait_s: float, told: list[str]) -> None:
    play = updated_once()

    assert play.poll(king("Church St", "Jarvis St"), wait_s=wait_s) == told


def test_what_waited_is_told_as_it_stands_then_and_only_once() -> None:
    play = updated_once()
    for streets in (STREETS[:2], STREETS[:3], STREETS[:4]):
        assert play.poll(king(*streets), wait_s=MINUTE) == []
    told = [play.poll(king(*STREETS[:4]), wait_s=MINUTE) for _ in range(20)]

    assert [each for each in told if each] == [["updated 1 3"]]
    assert "berkeley street" not in play.incident("1").told.places
    assert play.incident("1").alert == king(*STREETS[:4])


def test_what_waited_is_told_by_the_clock_where_no_poll_comes() -> None:
    play = updated_once()
    play.poll(king(*STREETS[:2]), wait_s=MINUTE)

    assert [play.keep_time(8 * MINUTE), play.keep_time(MINUTE), play.keep_time(MINUTE)] == [[], ["updated 1 3"], []]


def test_what_waited_and_is_not_true_any_more_is_not_told() -> None:
    play = updated_once()
    play.poll(king(*STREETS[:2]), wait_s=MINUTE)
    play.poll(king("Church St"), wait_s=MINUTE)
    told = [play.poll(king("Church St"), wait_s=MINUTE) for _ in range(20)]

    assert ([each for each in told if each], play.incident("1").pending_until) == ([], None)


def test_what_waits_is_not_told_while_the_alert_is_not_listed() -> None:
    play = updated_once()
    play.poll(king(*STREETS[:2]), *OTHERS, wait_s=8 * MINUTE)
    told = [play.poll(*OTHERS, wait_s=MINUTE) for _ in range(2)]

    assert told == [[], []]
    assert play.poll(king(*STREETS[:2]), *OTHERS, wait_s=MINUTE) == ["updated 1 3"]


def test_what_has_become_urgent_while_it_waits_is_told() -> None:
    play = Play(catalogue=make_catalogue(make_route("504"), make_route("501")))
    works, more = (
        make_alert("1", "504 King: track work", routes=routes, effect="MODIFIED_SERVICE")
        for routes in (["504"], ["504", "501"])
    )
    play.poll(works)
    play.poll(more, wait_s=MINUTE)
    severe = replace(more, severity_level="SEVERE")
    told = [play.poll(severe, wait_s=MINUTE) for _ in range(11)]

    assert [each for each in told if each] == [["updated 1 3"]]
    assert play.incident("1").why == Why("updated", "planned -> urgent")


def test_what_waits_is_dropped_with_the_clear() -> None:
    play = updated_once()
    play.poll(king(*STREETS[:2]), *OTHERS, wait_s=MINUTE)

    assert play.poll(*OTHERS, deleted=["1"]) == ["cleared 1 3"]
    assert play.keep_time(3600) == []


def test_an_import_takes_nothing_from_what_waits() -> None:
    play = updated_once()
    play.poll(king(*STREETS[:2]), wait_s=MINUTE)
    play.catalogue = make_catalogue(make_route("504", "King"), version="v2")
    told = [play.poll(king(*STREETS[:2]), wait_s=MINUTE) for _ in range(20)]

    assert [each for each in told if each] == [["updated 1 3"]]


def test_three_updates_a_day_are_enough() -> None:
    play = Play()
    play.poll(king())
    told = [play.poll(king(*STREETS[:number]), wait_s=15 * MINUTE) for number in range(1, 7)]

    assert [each for each in told if each] == [["updated 1 2"], ["updated 1 3"], ["updated 1 4"]]


def test_what_was_not_told_today_is_not_told_tomorrow_morning_either() -> None:
    play = Play()
    play.poll(king())
    for number in range(1, 6):
        play.poll(king(*STREETS[:number]), wait_s=15 * MINUTE)

    assert play.poll(king(*STREETS[:5]), wait_s=20 * 3600) == []
    assert play.poll(king(*STREETS[:6]), wait_s=MINUTE) == ["updated 1 5"]


def until(minutes: float) -> Alert:
    return king(periods=[(NOON, after(minutes=minutes))])


def test_an_end_that_creeps_on_by_a_minute_every_minute_is_no_news() -> None:
    play = Play()
    play.poll(until(60))
    told = [play.poll(until(60 + number), wait_s=MINUTE) for number in range(1, 301)]

    assert [each for each in told if each] == []


def test_one_jump_of_an_end_that_creeps_is_told_once() -> None:
    play = Play()
    play.poll(until(60))
    told = [play.poll(until(60 + number + (45 if number > 100 else 0)), wait_s=MINUTE) for number in range(1, 301)]

    assert [each for each in told if each] == [["updated 1 2"]]


@pytest.mark.parametrize(
    ("minutes", "told"),
    [pytest.param(30, [], id="half an hour later"), pytest.param(31, ["updated 1 2"], id="more than that")],
)
def test_an_end_that_moves_by_more_than_half_an_hour_is_told(minutes: float, told: list[str]) -> None:
    play = Play()
    play.poll(until(60))

    assert play.poll(until(60 + minutes)) == told


def test_information_that_becomes_a_loss_is_told() -> None:
    play = Play()
    play.poll(make_alert("1", "504 King: Streetcars stop at Parliament St.", effect="OTHER_EFFECT"))

    assert play.poll(make_alert("1", "504 King: Streetcars stop at Parliament St.")) == ["updated 1 2"]


def held(play: Play, result: list[str]) -> list[str]:
    """The poll again, as the limit of riders would have left it: the incident of entity 1 waits."""
    found = play.incident("1")
    outcome = next(each for each in play.outcomes if each.incident.id == found.id)
    before = None if outcome.is_new else replace(found, version=found.version - 1, revision=found.revision - 1)
    kept = outcomes.held(before, outcome, Hold(900, play.now, Why("hold", "900 riders")))
    play.incidents[found.id] = kept.incident
    return result


def test_what_the_operator_releases_is_told_as_it_stands_then() -> None:
    play = Play()
    held(play, play.poll(king()))
    silent = [play.poll(king()), play.poll(king("Church St")), play.keep_time(3600)]
    name = play.incident("1").id

    assert silent == [[], [], []]
    assert play.poll(king("Church St"), released=[name]) == ["opened 1 1"]
    assert (play.incident("1").hold, play.poll(king("Church St"))) == (None, [])


def test_a_held_update_that_is_released_is_an_update() -> None:
    play = Play()
    play.poll(king())
    held(play, play.poll(king("Church St")))

    assert play.poll(king("Church St"), decoded=False, released=[play.incident("1").id]) == ["updated 1 2"]


def test_what_the_operator_lets_go_is_told_to_nobody_but_later_news_is() -> None:
    play = Play()
    held(play, play.poll(king()))
    told = [play.poll(king(), let_go=[play.incident("1").id]), play.poll(king()), play.poll(king("Church St"))]

    assert told == [[], [], ["updated 1 1"]]


def test_what_is_over_while_it_is_held_is_cleared_and_never_told() -> None:
    play = Play()
    held(play, play.poll(king(), *OTHERS))
    name = play.incident("1").id

    assert play.poll(*OTHERS, deleted=["1"]) == ["cleared 1 1"]
    assert (play.incident("1").hold, play.poll(*OTHERS, released=[name])) == (None, [])


def test_a_release_of_what_is_not_held_changes_nothing() -> None:
    play = Play()
    play.poll(king())

    assert (play.poll(king(), released=[play.incident("1").id]), play.outcomes) == ([], [])


def test_while_it_is_held_nothing_is_written_again_and_again() -> None:
    play = Play()
    play.poll(king())
    name = play.incident("1").id
    # A reminder can be held while an update waits.
    hold = Hold(900, NOON, Why("hold"))
    play.incidents[name] = replace(play.incident("1"), alert=king("Church St"), hold=hold, pending_until=NOON)
    play.poll(king("Church St"))
    play.poll(king("Church St"))

    assert play.outcomes == []


def test_an_update_is_told_at_the_revision_that_it_makes() -> None:
    play = updated_once()
    (outcome,) = play.outcomes

    assert (outcome.change, outcome.incident.revision, outcome.incident.version) == (Change.UPDATED, 2, 2)
