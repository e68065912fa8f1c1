"""From poll to poll and from hour to hour: what riders hear of planned work."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.alert import Alert
from models.incident import AlertClass
from pipeline.deciding.memory import FeedMemory
from tests.builders import NOON, make_alert, make_alerts
from tests.unit.pipeline.playing import Play

TORONTO = ZoneInfo("America/Toronto")
OTHERS = make_alerts(5)
SAYS = "504 King: No service between Broadview Station and Parliament St for track work."


def local(day: int, hour: int, minute: int = 0, month: int = 8) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=TORONTO).astimezone(UTC)


def nights(*days: int, header: str = SAYS, month: int = 8, entity_id: str = "202") -> Alert:
    """No service from 23:00 to 5:00 of so many nights."""
    periods = [(local(day, 23, month=month), local(day, 23, month=month) + timedelta(hours=6)) for day in days]
    return make_alert(entity_id, header, periods=periods)


THURSDAY = nights(6)


def at(play: Play, moment: datetime, *alerts: Alert) -> list[str]:
    """The poll of that moment; what it tells."""
    return play.poll(*alerts, *OTHERS, wait_s=(moment - play.now).total_seconds())


def on(moment: datetime, *alerts: Alert) -> Play:
    """A feed that was empty, and lists the alerts from that moment on."""
    play = Play(seconds=(moment - NOON).total_seconds() - 20)
    play.poll(*OTHERS)
    at(play, moment, *alerts)
    return play


def test_planned_work_is_stored_days_before_and_told_the_evening_before() -> None:
    play = on(local(3, 12), THURSDAY)

    assert play.incident("202").alert_class is AlertClass.PLANNED
    assert [at(play, moment, THURSDAY) for moment in (local(4, 18), local(5, 17, 59), local(5, 18))] == [
        [],
        [],
        ["upcoming 202 2026-08-06"],
    ]


def test_a_reminder_raises_no_revision_and_comes_once() -> None:
    play = on(local(5, 12), THURSDAY)
    told = [at(play, local(5, 18) + timedelta(minutes=number), THURSDAY) for number in range(180)]

    assert [each for each in told if each] == [["upcoming 202 2026-08-06"]]
    assert (play.incident("202").revision, [str(each) for each in play.incident("202").reminded]) == (1, ["2026-08-06"])


def test_a_reminder_needs_no_poll() -> None:
    play = on(local(5, 12), THURSDAY)

    assert [play.keep_time(6 * 3600 - 1), play.keep_time(1), play.keep_time(60)] == [
        [],
        ["upcoming 202 2026-08-06"],
        [],
    ]


@pytest.mark.parametrize(
    ("first_seen", "told_at"),
    [
        pytest.param(local(5, 17, 59), local(5, 18), id="17:59 the evening before: at 18:00"),
        pytest.param(local(5, 19), local(5, 19), id="19:00: at once"),
        pytest.param(local(5, 21, 59), local(5, 21, 59), id="21:59: at once"),
        pytest.param(local(5, 22), local(6, 7), id="22:00: at seven in the morning"),
        pytest.param(local(5, 22, 30), local(6, 7), id="22:30: at seven in the morning"),
        pytest.param(local(6, 6, 59), local(6, 7), id="6:59 of the day itself: at seven"),
        pytest.param(local(6, 7), local(6, 7), id="7:00 of the day itself: at once"),
        pytest.param(local(6, 20), local(6, 20), id="three hours before: at once"),
    ],
)
def test_what_is_announced_late_is_told_while_riders_are_awake(first_seen: datetime, told_at: datetime) -> None:
    play = Play(seconds=(first_seen - NOON).total_seconds() - 20)
    play.poll(*OTHERS)
    found: list[tuple[datetime, str]] = []
    for moment in (first_seen, *(told_at + timedelta(minutes=minutes) for minutes in (-1, 0, 1))):
        if moment >= play.now:
            found += [(moment, each) for each in at(play, moment, THURSDAY) if each.startswith("upcoming")]

    assert found == [(told_at, "upcoming 202 2026-08-06")]


def test_a_pipeline_that_was_down_from_five_to_nine_reminds_at_nine() -> None:
    play = on(local(5, 17), THURSDAY)

    assert at(play, local(5, 21), THURSDAY) == ["upcoming 202 2026-08-06"]


def test_a_pipeline_that_was_down_until_half_past_ten_reminds_in_the_morning() -> None:
    play = on(local(5, 17), THURSDAY)

    assert [at(play, moment, THURSDAY) for moment in (local(5, 22, 30), local(6, 7))] == [
        [],
        ["upcoming 202 2026-08-06"],
    ]


def test_a_pipeline_that_was_down_until_it_had_begun_does_not_remind() -> None:
    play = on(local(5, 17), THURSDAY)

    assert [at(play, moment, THURSDAY) for moment in (local(6, 23), local(7, 1))] == [[], []]


@pytest.mark.parametrize(
    ("month", "day"),
    [
        pytest.param(3, 8, id="the clocks go forward that night"),
        pytest.param(3, 9, id="they went forward this morning"),
        pytest.param(11, 1, id="the clocks go back that night"),
        pytest.param(11, 2, id="they went back this morning"),
    ],
)
def test_the_evening_begins_at_eighteen_oclock_though_the_clocks_change(month: int, day: int) -> None:
    work = nights(day, month=month)
    evening = datetime.combine(datetime(2026, month, day, tzinfo=UTC) - timedelta(days=1), datetime.min.time())
    eighteen = evening.replace(hour=18, tzinfo=TORONTO).astimezone(UTC)
    play = on(eighteen - timedelta(days=2), work)

    assert [at(play, eighteen + timedelta(seconds=each), work) for each in (-1, 0, 60)] == [
        [],
        [f"upcoming 202 2026-{month:02}-{day:02}"],
        [],
    ]


def test_every_night_has_its_reminder() -> None:
    work = nights(6, 7, 8)
    play = on(local(3, 12), work)
    told = [at(play, local(day, 18), work) for day in range(4, 10)]

    assert told == [
        [],
        ["upcoming 202 2026-08-06"],
        ["upcoming 202 2026-08-07"],
        ["upcoming 202 2026-08-08"],
        [],
        ["cleared 202 2"],
    ]


def test_a_material_change_is_told_again_to_those_who_were_not_told_yet() -> None:
    play = on(local(5, 12), THURSDAY)
    at(play, local(5, 18), THURSDAY)
    longer = nights(6, header=f"{SAYS} Shuttle buses replace streetcars.")

    assert at(play, local(5, 19), longer) == ["updated 202 2", "upcoming 202 2026-08-06"]
    assert at(play, local(5, 20), longer) == []


def test_a_change_of_words_is_no_second_reminder() -> None:
    play = on(local(5, 12), THURSDAY)
    at(play, local(5, 18), THURSDAY)

    assert at(play, local(5, 19), nights(6, header=SAYS.replace("for track work", "due to track work"))) == []


def test_what_is_not_listed_any_more_is_not_reminded_of() -> None:
    play = on(local(5, 12), THURSDAY)
    at(play, local(5, 17, 59))

    assert [at(play, local(5, 18)), at(play, local(5, 18, 1), THURSDAY)] == [[], ["upcoming 202 2026-08-06"]]


def test_work_that_is_called_off_is_cleared_and_not_reminded_of() -> None:
    play = on(local(5, 12), THURSDAY)
    off = nights(6, header="504 King: The closure has been cancelled.")

    assert [at(play, local(5, 13), off), at(play, local(5, 18), off)] == [["cleared 202 2"], []]


def test_when_it_begins_riders_were_told_and_are_not_told_again() -> None:
    play = on(local(5, 12), THURSDAY)
    at(play, local(5, 18), THURSDAY)

    assert [at(play, local(6, 23), THURSDAY), at(play, local(7, 5), THURSDAY)] == [[], ["cleared 202 2"]]


def test_a_first_poll_takes_the_evenings_that_have_passed_for_told() -> None:
    work = nights(6, 7)
    play = Play(memory=FeedMemory(), seconds=(local(5, 19) - NOON).total_seconds() - 20)
    told = [at(play, moment, work) for moment in (local(5, 19), local(5, 20), local(6, 18))]

    assert told == [[], [], ["upcoming 202 2026-08-07"]]


def test_a_night_that_is_listed_beside_its_closure_is_a_reminder_of_the_closure() -> None:
    week = make_alert("63", SAYS, periods=[(local(3, 4), local(10, 4))])
    tonight = nights(5, header="Tonight no streetcars between Parliament St and Broadview Station", entity_id="102")
    play = on(local(1, 12), week)
    told = [at(play, moment, week) for moment in (local(2, 18), local(3, 12))]

    assert told == [["upcoming 63 2026-08-03"], []]
    assert at(play, local(5, 12), week, tonight) == ["upcoming 63 2026-08-05"]
    assert [at(play, moment, week, tonight) for moment in (local(5, 18), local(5, 23))] == [[], []]


def test_a_closure_without_a_night_of_its_own_is_told_of_once_a_week() -> None:
    week = make_alert("63", SAYS, periods=[(local(3, 4), local(10, 4))])
    play = on(local(1, 12), week)
    told = [at(play, local(day, 18), week) for day in range(2, 10)]

    assert [each for each in told if each] == [["upcoming 63 2026-08-03"]]
