"""How a recording is spoken of."""

from datetime import datetime, timedelta

import pytest

from sandbox.recording_words import clock, duration, span
from tests.builders import NOON, after

ZONE = "America/Toronto"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        pytest.param(timedelta(seconds=40), "40 s", id="seconds"),
        pytest.param(timedelta(seconds=90), "90 s", id="a minute and a half"),
        pytest.param(timedelta(minutes=26, seconds=11), "26 min", id="minutes"),
        pytest.param(timedelta(hours=2), "2 h", id="whole hours"),
        pytest.param(timedelta(hours=2, minutes=30), "2 h 30 min", id="hours and minutes"),
        pytest.param(timedelta(days=4, hours=3), "4 days", id="days"),
    ],
)
def test_a_duration_is_as_exact_as_one_wants_to_know(length: timedelta, said: str) -> None:
    assert duration(length) == said


@pytest.mark.parametrize(
    ("last", "at", "spans"),
    [
        pytest.param(NOON, "12:00", "Aug 5, 2026 12:00", id="one poll"),
        pytest.param(after(hours=5), "12:00", "Aug 5, 2026 12:00 to 17:00", id="one day"),
        pytest.param(after(hours=24), "Aug 5 12:00", "Aug 5, 2026 12:00 to Aug 6, 2026 12:00", id="two days"),
    ],
)
def test_the_day_is_said_where_it_matters(last: datetime, at: str, spans: str) -> None:
    moments = [NOON] if last == NOON else [NOON, last]

    assert (clock(NOON, moments, ZONE), span(moments, ZONE)) == (at, spans)
