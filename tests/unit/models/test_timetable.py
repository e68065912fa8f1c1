"""Which days planned work falls on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.time_range import TimeRange
from models.timetable import periods_of, service_dates

TORONTO = "America/Toronto"
WEDNESDAY, THURSDAY = date(2026, 8, 5), date(2026, 8, 6)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # naive bounds are what hypothesis wants


def from_(moment: datetime, hours: float = 6) -> TimeRange:
    return TimeRange(moment, moment + timedelta(hours=hours))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # the parts of a moment, without the zone


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        pytest.param(utc(2026, 8, 6, 3, 0), WEDNESDAY, id="11 PM on Wednesday, past midnight in London"),
        pytest.param(utc(2026, 8, 6, 3, 59, 59), WEDNESDAY, id="a second before midnight"),
        pytest.param(utc(2026, 8, 6, 4, 0), THURSDAY, id="midnight"),
        pytest.param(utc(2026, 3, 8, 6, 59), date(2026, 3, 8), id="1:59 AM, before the clocks go forward"),
        pytest.param(utc(2026, 3, 9, 3, 59), date(2026, 3, 8), id="the day is an hour shorter"),
        pytest.param(utc(2026, 11, 2, 4, 59), date(2026, 11, 1), id="the day is an hour longer"),
    ],
)
def test_a_period_belongs_to_the_day_on_which_it_starts_in_the_agencys_zone(start: datetime, expected: date) -> None:
    assert service_dates([from_(start)], TORONTO) == (expected,)


def test_days_are_named_once_and_in_order() -> None:
    periods = [from_(utc(2026, 8, 7, 2)), from_(utc(2026, 8, 6, 2)), from_(utc(2026, 8, 5, 14)), TimeRange(None, None)]

    assert service_dates(periods, TORONTO) == (WEDNESDAY, THURSDAY)


def test_the_periods_of_a_day_come_in_their_order() -> None:
    evening, morning, tomorrow = from_(utc(2026, 8, 6, 2)), from_(utc(2026, 8, 5, 12)), from_(utc(2026, 8, 6, 12))

    assert periods_of([evening, tomorrow, morning, TimeRange(None, None)], WEDNESDAY, TORONTO) == (morning, evening)


def test_a_day_without_work_has_no_periods() -> None:
    assert periods_of([from_(utc(2026, 8, 5, 12))], THURSDAY, TORONTO) == ()


@given(st.lists(st.builds(TimeRange, start=st.none() | MOMENTS), max_size=6))
def test_every_period_with_a_start_belongs_to_exactly_one_day(periods: list[TimeRange]) -> None:
    days = service_dates(periods, TORONTO)
    found = [each for day in days for each in periods_of(periods, day, TORONTO)]

    assert sorted(map(repr, found)) == sorted(repr(each) for each in periods if each.start)
