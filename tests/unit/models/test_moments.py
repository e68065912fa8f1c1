"""Times as riders read them."""

from datetime import UTC, datetime, timedelta

import pytest

from models.moments import beginning, clock_time, day
from models.wording import Wording
from tests.wordings import ENGLISH, FRENCH

ZONE = "America/Toronto"
NIGHT = datetime(2026, 8, 9, 3, 5, tzinfo=UTC)  # Saturday 11:05 in the evening there


@pytest.mark.parametrize(
    ("wording", "clock", "date"),
    [
        pytest.param(ENGLISH, "11:05p", "Sat Aug 8", id="English"),
        pytest.param(FRENCH, "23h05", "sam 8 aout", id="French"),
    ],
)
def test_clock_and_calendar_are_of_the_zone_and_the_language(wording: Wording, clock: str, date: str) -> None:
    assert (clock_time(NIGHT, ZONE, wording), day(NIGHT, ZONE, wording)) == (clock, date)


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        pytest.param(4, "12:05a", id="midnight"),
        pytest.param(16, "12:05p", id="noon"),
        pytest.param(12, "8:05a", id="eight"),
    ],
)
def test_twelve_hours_have_no_zero(hour: int, expected: str) -> None:
    assert clock_time(datetime(2026, 8, 9, hour, 5, tzinfo=UTC), ZONE, ENGLISH) == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param(6, "Sat Aug 8 11:05p-5:05a", id="a night"),
        pytest.param(13, "from Sat Aug 8 11:05p", id="until noon of the next day"),
        pytest.param(None, "from Sat Aug 8 11:05p", id="nobody knows"),
    ],
)
def test_a_span_is_told_where_it_cannot_be_misread(hours: int | None, expected: str) -> None:
    end = NIGHT + timedelta(hours=hours) if hours else None

    assert beginning(NIGHT, end, ZONE, ENGLISH) == expected
