"""When riders are reminded of planned work."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.incident import AlertClass, Hold, Incident, IncidentState, Why
from pipeline.deciding.reminders import due_reminders, missed_reminders, next_moment, next_reminder_at
from pipeline.deciding.rules import Rules
from tests.builders import NOON, make_alert
from tests.unit.pipeline.incidents import make_incident

RULES = Rules()
TORONTO = ZoneInfo("America/Toronto")
FRIDAY = date(2026, 8, 7)


def local(day: int, hour: int, minute: int = 0, *, month: int = 8) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=TORONTO)


def planned(*periods: tuple[datetime, datetime], **changes: Any) -> Incident:
    """Work of Friday's night, unless it says otherwise."""
    alert = make_alert(periods=periods or [(local(7, 23), local(8, 5))])
    return make_incident(alert, **{"alert_class": AlertClass.PLANNED, **changes})


def night_of(day: int, *, month: int = 8) -> tuple[datetime, datetime]:
    start = local(day, 23, month=month)
    return start, start + timedelta(hours=6)


@pytest.mark.parametrize(
    ("now", "is_due"),
    [
        pytest.param(local(6, 17, 59), False, id="the evening before, 17:59"),
        pytest.param(local(6, 18), True, id="the evening before, 18:00"),
        pytest.param(local(6, 19), True, id="19:00"),
        pytest.param(local(6, 21, 59), True, id="21:59"),
        pytest.param(local(6, 22), False, id="22:00: riders sleep"),
        pytest.param(local(6, 22, 30), False, id="22:30"),
        pytest.param(local(7, 0, 30), False, id="half past midnight"),
        pytest.param(local(7, 6, 59), False, id="6:59 of the day itself"),
        pytest.param(local(7, 7), True, id="7:00 of the day itself"),
        pytest.param(local(7, 21, 59), True, id="an hour before the start"),
        pytest.param(local(7, 23), False, id="it has begun"),
        pytest.param(local(5, 18), False, id="two evenings before"),
    ],
)
def test_a_reminder_is_due_from_the_evening_before_to_the_start(now: datetime, *, is_due: bool) -> None:
    assert due_reminders(planned(), RULES, now) == ((FRIDAY,) if is_due else ())


@pytest.mark.parametrize(
    ("change", "is_due"),
    [
        pytest.param({}, True, id="planned"),
        pytest.param({"reminded": (FRIDAY,)}, False, id="reminded already"),
        pytest.param({"reminded": (date(2026, 8, 6),)}, True, id="reminded of another day"),
        pytest.param({"alert_class": AlertClass.URGENT}, False, id="urgent: told already"),
        pytest.param({"alert_class": AlertClass.INFO}, False, id="information"),
        pytest.param({"state": IncidentState.CLOSED}, False, id="called off"),
        pytest.param({"hold": Hold(9, NOON, Why("hold"))}, False, id="waiting for the operator"),
    ],
)
def test_of_what_riders_are_reminded(change: dict[str, Any], *, is_due: bool) -> None:
    assert bool(due_reminders(planned(**change), RULES, local(6, 18))) is is_due


@pytest.mark.parametrize(
    ("day", "month", "eighteen"),
    [
        pytest.param(8, 3, "2026-03-07T23:00+00:00", id="the clocks go forward on the day: 18:00 is winter time"),
        pytest.param(9, 3, "2026-03-08T22:00+00:00", id="they did that morning: 18:00 is summer time"),
        pytest.param(1, 11, "2026-10-31T22:00+00:00", id="the clocks go back on the day: 18:00 is summer time"),
        pytest.param(2, 11, "2026-11-01T23:00+00:00", id="they did that morning: 18:00 is winter time"),
    ],
)
def test_eighteen_oclock_is_the_agencys_though_the_clocks_change(day: int, month: int, eighteen: str) -> None:
    incident, at = planned(night_of(day, month=month)), datetime.fromisoformat(eighteen)

    assert next_reminder_at([incident], RULES, at - timedelta(hours=3)) == at
    assert due_reminders(incident, RULES, at - timedelta(seconds=1)) == ()
    assert due_reminders(incident, RULES, at) == (date(2026, month, day),)


@pytest.mark.parametrize(
    ("month", "day", "missing"),
    [
        pytest.param(3, 8, timedelta(hours=8), id="a night that is an hour shorter"),
        pytest.param(11, 1, timedelta(hours=10), id="a night that is an hour longer"),
    ],
)
def test_what_is_found_at_night_is_told_at_seven_though_the_clocks_change(
    month: int, day: int, missing: timedelta
) -> None:
    found_at = (local(day, 22, month=month) - timedelta(days=1)).astimezone(ZoneInfo("UTC"))

    assert next_reminder_at([planned(night_of(day, month=month))], RULES, found_at) == found_at + missing


def test_each_night_of_a_week_has_its_evening() -> None:
    days = [date(2026, 8, day) for day in range(6, 13)]
    week = planned(*(night_of(day.day) for day in days))
    told = [
        due_reminders(replace(week, reminded=tuple(days[:number])), RULES, local(5 + number, 18)) for number in range(7)
    ]

    assert told == [(day,) for day in days]


def test_of_a_day_that_has_begun_already_nobody_is_reminded() -> None:
    twice_a_day = planned((local(7, 9), local(7, 12)), (local(7, 20), local(7, 23)))

    assert [due_reminders(twice_a_day, RULES, local(7, hour)) for hour in (8, 10)] == [(FRIDAY,), ()]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(local(1, 12), local(6, 18), id="days before"),
        pytest.param(local(6, 19), local(6, 19), id="late, and by day: at once"),
        pytest.param(local(6, 22, 30), local(7, 7), id="at night: in the morning"),
        pytest.param(local(7, 3), local(7, 7), id="after midnight: in the morning"),
        pytest.param(local(7, 23), None, id="it has begun"),
    ],
)
def test_when_the_next_reminder_is_due(now: datetime, expected: datetime | None) -> None:
    assert next_reminder_at([planned()], RULES, now) == expected


@pytest.mark.parametrize(
    ("days_ahead", "expected"),
    [pytest.param(7, True, id="a week ahead"), pytest.param(8, False, id="more than a week ahead")],
)
def test_nobody_looks_further_than_a_week(days_ahead: int, *, expected: bool) -> None:
    start = local(6, 12) + timedelta(days=days_ahead)
    incident = planned((start, start + timedelta(hours=1)))

    assert (next_reminder_at([incident], RULES, local(6, 12)) is not None) is expected


def test_the_next_moment_is_the_earliest_of_reminders_and_updates_that_wait() -> None:
    waiting = make_incident(pending_until=local(6, 17))

    assert next_moment([planned(), waiting], RULES, local(6, 16)) == local(6, 17)
    assert next_moment([planned()], RULES, local(6, 16)) == local(6, 18)
    assert next_moment([], RULES, local(6, 16)) is None


def test_an_update_of_a_closed_incident_waits_for_nothing() -> None:
    closed = make_incident(pending_until=local(6, 17), state=IncidentState.CLOSED)

    assert next_moment([closed], RULES, local(6, 16)) is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(local(6, 17, 59), (), id="before the evening"),
        pytest.param(local(6, 18), (FRIDAY,), id="in the evening"),
        pytest.param(local(6, 23), (FRIDAY,), id="in the night"),
        pytest.param(local(7, 23), (), id="it has begun"),
    ],
)
def test_which_evenings_a_baseline_has_missed(now: datetime, expected: tuple[date, ...]) -> None:
    assert missed_reminders(planned(), RULES, now) == expected
