"""How often one incident may make itself heard."""

from datetime import date, timedelta

import pytest

from models.incident import Incident
from pipeline.deciding.rules import Rules
from pipeline.deciding.updates import counted_event, counted_update, is_event_allowed, is_update_allowed, too_soon_until
from tests.builders import NOON, after
from tests.unit.pipeline.incidents import make_incident

RULES = Rules()
TODAY = date(2026, 8, 5)
MIDNIGHT = timedelta(hours=12)  # in Toronto, from noon


@pytest.mark.parametrize(
    ("since_update", "waits"),
    [
        pytest.param(None, False, id="never updated: the first notice does not count"),
        pytest.param(timedelta(minutes=9, seconds=59), True, id="updated ten minutes ago, all but a second"),
        pytest.param(timedelta(minutes=10), False, id="updated ten minutes ago"),
    ],
)
def test_an_update_waits_for_ten_minutes_after_the_last(since_update: timedelta | None, *, waits: bool) -> None:
    incident = make_incident(updated_at=None if since_update is None else NOON - since_update)
    until = too_soon_until(incident, RULES, NOON)

    assert until == (incident.updated_at + timedelta(minutes=10) if waits and incident.updated_at else None)


@pytest.mark.parametrize(
    ("told", "later", "allowed"),
    [
        pytest.param(2, timedelta(), True, id="a third today"),
        pytest.param(3, timedelta(), False, id="a fourth today"),
        pytest.param(3, MIDNIGHT - timedelta(seconds=1), False, id="a second before midnight"),
        pytest.param(3, MIDNIGHT, True, id="the first of the next day, in the agency's zone"),
    ],
)
def test_three_updates_a_day_are_enough(told: int, later: timedelta, *, allowed: bool) -> None:
    incident = make_incident(counted_day=TODAY, updates_today=told)

    assert is_update_allowed(incident, RULES, NOON + later) is allowed


@pytest.mark.parametrize(
    ("events", "later", "allowed"),
    [
        pytest.param(19, timedelta(), True, id="the twentieth"),
        pytest.param(20, timedelta(), False, id="one more"),
        pytest.param(20, MIDNIGHT, True, id="the next day"),
    ],
)
def test_one_that_comes_and_goes_for_ever_falls_silent(events: int, later: timedelta, *, allowed: bool) -> None:
    incident = make_incident(counted_day=TODAY, events_today=events)

    assert is_event_allowed(incident, RULES, NOON + later) is allowed


def counts(incident: Incident) -> tuple[date | None, int, int]:
    return incident.counted_day, incident.events_today, incident.updates_today


def test_an_event_is_no_update_but_an_update_is_an_event() -> None:
    incident = make_incident(counted_day=TODAY, events_today=5, updates_today=1)

    assert counts(counted_event(incident, NOON)) == (TODAY, 6, 1)
    assert counts(counted_update(incident, NOON)) == (TODAY, 6, 2)


def test_counting_begins_anew_at_the_agencys_midnight() -> None:
    incident = make_incident(counted_day=TODAY, events_today=5, updates_today=3)

    assert counts(counted_update(incident, NOON + MIDNIGHT)) == (TODAY + timedelta(days=1), 1, 1)


def test_an_update_that_is_told_waits_no_longer() -> None:
    told = counted_update(make_incident(pending_until=NOON), after(minutes=1))

    assert (told.pending_until, told.updated_at) == (None, after(minutes=1))
