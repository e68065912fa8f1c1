"""What a poll changes, from the first to the last of an incident."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert
from models.incident import IncidentState
from pipeline.deciding.identity import fingerprint
from pipeline.deciding.memory import FeedMemory
from tests.builders import after, make_alert, make_alerts, make_catalogue, make_route
from tests.unit.pipeline.playing import Play

KING = make_alert("1")
WORSE = make_alert("1", f"{KING.header_text[0].text} Shuttle buses are running.")
REWORDED = make_alert("1", "No service, 504 King, between Broadview Station and Parliament St due to a collision!")
OTHERS = make_alerts(5)
SOME_ALERTS = st.lists(st.sampled_from([KING, WORSE, *make_alerts(8)]), unique_by=lambda alert: alert.entity_id)


def test_a_new_alert_is_told_once() -> None:
    play = Play()

    assert [play.poll(KING), play.poll(KING), play.poll(KING)] == [["opened 1 1"], [], []]


def test_a_poll_that_changes_nothing_writes_nothing() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    play.poll(KING, *OTHERS, times=5)

    assert play.outcomes == []


def test_an_incident_is_named_after_the_good_poll_that_opened_it() -> None:
    play = Play()
    play.poll(*OTHERS, times=4)
    play.poll(KING, *OTHERS)

    assert play.incident("1").id == f"ttc/{fingerprint(KING)}/5"


def test_a_material_change_is_an_update_at_the_next_revision() -> None:
    play = Play()
    play.poll(KING)

    assert play.poll(WORSE) == ["updated 1 2"]


def test_rewording_is_stored_and_silent() -> None:
    play = Play()
    play.poll(KING)

    assert (play.poll(REWORDED), play.incident("1").alert, play.incident("1").revision) == ([], REWORDED, 1)


def test_an_alert_that_left_the_feed_is_cleared_only_after_three_good_polls_and_three_minutes() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    told = [play.poll(*OTHERS) for _ in range(11)]

    # Missing first 0 s, then 20 s ... 180 s: the tenth poll.
    assert told == [*[[]] * 9, ["cleared 1 2"], []]


def test_three_minutes_are_not_enough_without_three_polls() -> None:
    play = Play()
    play.poll(KING, *OTHERS)

    assert [play.poll(*OTHERS, wait_s=600) for _ in range(3)] == [[], [], ["cleared 1 2"]]


def test_unchanged_polls_that_are_not_even_decoded_move_a_clear_forward() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    play.poll(*OTHERS)

    assert play.poll(*OTHERS, times=9, decoded=False) == ["cleared 1 2"]


def test_an_alert_that_flickers_is_not_cleared() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    play.poll(*OTHERS, times=9)
    play.poll(KING, *OTHERS)

    assert play.poll(*OTHERS, times=9) == []


def test_a_deleted_alert_is_cleared_at_once() -> None:
    play = Play()
    play.poll(KING, *OTHERS)

    assert play.poll(*OTHERS, deleted=["1"]) == ["cleared 1 2"]


def test_an_alert_whose_end_has_passed_is_cleared_and_not_opened_again_while_it_is_still_listed() -> None:
    play = Play()
    ending = make_alert("1", periods=[(after(minutes=-30), after(seconds=50))])
    told = [play.poll(ending, *OTHERS) for _ in range(5)]

    assert [each for each in told[1:] if each] == [["cleared 1 2"]]


def test_an_alert_that_is_over_already_opens_nothing() -> None:
    assert Play().poll(make_alert("1", periods=[(after(hours=-2), after(hours=-1))])) == []


def test_why_it_was_cleared_is_kept() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    play.poll(*OTHERS, deleted=["1"])

    assert (play.incident("1").state, play.incident("1").why.rule) == (IncidentState.CLOSED, "deleted")


def test_an_incident_that_is_back_within_ten_minutes_is_reopened() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    play.poll(*OTHERS, times=10)

    assert play.poll(KING, *OTHERS, wait_s=600) == ["updated 1 3"]
    assert (play.incident("1").why.rule, play.incident("1").is_open) == ("reopened", True)


def test_an_incident_that_is_back_later_is_another_one() -> None:
    play = Play()
    play.poll(KING, *OTHERS)
    play.poll(*OTHERS, times=10)

    assert play.poll(KING, *OTHERS, wait_s=601) == ["opened 1 1"]
    assert play.incident("1").id == f"ttc/{fingerprint(KING)}/12"


def test_an_update_that_comes_with_the_end_is_told_as_the_end_alone() -> None:
    play = Play()
    play.poll(make_alert("1", periods=[(after(minutes=-30), after(hours=1))]))
    over = make_alert("1", "504 King: Regular service.", periods=[(after(minutes=-30), after(seconds=30))])

    assert play.poll(over) == ["cleared 1 2"]


def test_the_first_poll_of_a_feed_is_stored_and_told_to_nobody() -> None:
    play = Play(memory=FeedMemory())

    assert (play.poll(*make_alerts(20)), len(play.incidents)) == ([], 20)


@pytest.mark.parametrize(
    ("alert", "told"),
    [
        pytest.param(make_alert(periods=[(after(minutes=-14), None)]), 1, id="urgent, began 14 minutes ago"),
        pytest.param(make_alert(periods=[(after(minutes=-16), None)]), 0, id="urgent, began 16 minutes ago"),
        pytest.param(make_alert(), 0, id="urgent, nobody knows since when"),
        pytest.param(make_alert(effect="MODIFIED_SERVICE", periods=[(after(), None)]), 0, id="planned, has just begun"),
        pytest.param(make_alert(periods=[(after(hours=3), None)]), 0, id="announced for later"),
    ],
)
def test_only_what_is_urgent_and_has_just_begun_is_told_at_the_first_poll(alert: Alert, told: int) -> None:
    assert len(Play(memory=FeedMemory()).poll(alert)) == told


def test_what_the_first_poll_stored_in_silence_is_updated_and_cleared_aloud() -> None:
    play = Play(memory=FeedMemory())
    play.poll(KING, *OTHERS)

    assert [play.poll(WORSE, *OTHERS), play.poll(*OTHERS, times=10)] == [["updated 1 1"], ["cleared 1 2"]]


def test_an_incident_stored_in_silence_is_cleared_aloud_because_a_reply_may_have_told_it() -> None:
    play = Play(memory=FeedMemory())
    play.poll(KING, *OTHERS)

    assert play.poll(*OTHERS, times=10) == ["cleared 1 1"]


def test_new_rules_of_identity_make_the_next_poll_a_baseline() -> None:
    play = Play()
    play.poll(KING)
    play.memory = replace(play.memory, identity_version=0)

    assert play.poll(KING, *make_alerts(3)) == []


def test_ten_minutes_of_an_empty_feed_after_74_alerts_cause_nothing() -> None:
    play = Play()
    alerts = make_alerts(74)
    play.poll(*alerts)
    told = [play.poll() for _ in range(30)] + [play.poll(*alerts) for _ in range(30)]

    assert [each for each in told if each] == []


def test_a_feed_that_stays_empty_for_a_quarter_of_an_hour_is_believed() -> None:
    play = Play()
    play.poll(*make_alerts(74))
    play.poll(times=45)

    assert len(play.poll()) == 74


def test_a_crowd_of_new_alerts_waits_for_three_polls() -> None:
    play = Play()
    play.poll(KING)
    told = [len(play.poll(KING, *make_alerts(20))) for _ in range(5)]

    assert told == [0, 0, 0, 20, 0]


def test_a_crowd_on_a_feed_with_an_old_stamp_is_told_all_the_same() -> None:
    play = Play()
    play.poll(KING, stamped_ago_s=7200)
    told = [len(play.poll(KING, *make_alerts(20), stamped_ago_s=7200)) for _ in range(5)]

    assert told == [0, 0, 0, 20, 0]


def test_a_crowd_that_goes_away_was_a_mistake() -> None:
    play = Play()
    play.poll(KING)
    play.poll(KING, *make_alerts(20), times=2)

    assert [play.poll(KING), play.memory.held_openings] == [[], 0]


def test_the_first_poll_after_an_empty_feed_is_news_however_much_it_is() -> None:
    assert len(Play().poll(*make_alerts(50))) == 50


def test_a_stale_feed_that_repeats_itself_clears_nothing() -> None:
    play = Play()
    ending = make_alert("1", periods=[(after(minutes=-30), after(seconds=50))])
    play.poll(ending, *OTHERS)
    play.poll(*OTHERS)

    assert play.poll(*OTHERS, times=30, stamped_ago_s=700) == []


def test_an_older_header_changes_nothing_and_is_no_good_poll() -> None:
    play = Play()
    play.poll(KING)
    before = play.memory.good_polls

    assert (play.poll(WORSE, stamped_ago_s=60), play.memory.good_polls) == ([], before)


def test_after_three_older_headers_the_fourth_is_the_new_base() -> None:
    play = Play()
    play.poll(KING)
    told = [play.poll(WORSE, wait_s=1, stamped_ago_s=300) for _ in range(5)]

    assert told == [[], [], [], ["updated 1 2"], []]


def test_riders_of_a_route_that_a_later_import_knows_are_told() -> None:
    play = Play()
    alert = make_alert("1", routes=("999",))
    play.poll(alert)
    play.catalogue = make_catalogue(make_route("999", "New"), version="v2")

    assert (play.poll(alert), [route.number for route in play.incident("1").routes]) == (["updated 1 2"], ["999"])


@given(SOME_ALERTS)
def test_the_same_snapshot_again_is_no_difference(alerts: list[Alert]) -> None:
    play = Play()
    play.poll(*alerts)
    play.poll(*alerts)

    assert play.outcomes == []


@given(st.lists(SOME_ALERTS, max_size=30))
def test_versions_rise_by_one_and_revisions_only_with_an_event(polls: list[list[Alert]]) -> None:
    play = Play()
    for alerts in polls:
        before = dict(play.incidents)
        play.poll(*alerts, wait_s=60)
        for outcome in play.outcomes:
            old = before.get(outcome.incident.id)
            version, revision = (0, 0) if old is None or outcome.is_new else (old.version, old.revision)
            assert outcome.incident.version == version + 1
            assert outcome.incident.revision == revision + (outcome.change is not None)
