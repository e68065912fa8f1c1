"""Texts that nobody waits for go out by day, one after the other."""

from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from pipeline.static.daytime import Daytime

TORONTO = ZoneInfo("America/Toronto")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-08-05T12:30", "2026-08-05T12:30", id="at noon: at once"),
        pytest.param("2026-08-05T09:00", "2026-08-05T09:00", id="at nine: at once"),
        pytest.param("2026-08-05T03:12", "2026-08-05T09:00", id="at night: in the morning"),
        pytest.param("2026-08-05T21:00", "2026-08-06T09:00", id="late: the next morning"),
        pytest.param("2026-10-31T22:00", "2026-11-01T09:00", id="the night in which the clocks go back"),
        pytest.param("2026-12-31T23:59", "2027-01-01T09:00", id="the last night of the year"),
    ],
)
def test_the_first_text_goes_as_soon_as_it_is_day(now: str, expected: str) -> None:
    here = datetime.fromisoformat(now).replace(tzinfo=TORONTO).astimezone(UTC)
    moment = next(Daytime().moments(here, "America/Toronto"))

    assert moment == datetime.fromisoformat(expected).replace(tzinfo=TORONTO)
    assert moment.tzinfo is UTC


def test_they_leave_room_for_alerts_and_stop_at_night() -> None:
    evening = datetime(2026, 8, 5, 20, 59, tzinfo=TORONTO)
    moments = list(islice(Daytime(per_minute=2).moments(evening, "America/Toronto"), 4))

    assert [each.astimezone(TORONTO).strftime("%d %H:%M:%S") for each in moments] == [
        "05 20:59:00",
        "05 20:59:30",
        "06 09:00:00",
        "06 09:00:30",
    ]
