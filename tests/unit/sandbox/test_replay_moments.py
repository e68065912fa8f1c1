"""When a recorded poll was made."""

from datetime import datetime

import pytest

from sandbox.recorded_polls import moment_of
from tests.builders import NOON, after

EARLIER = after(hours=-1)


@pytest.mark.parametrize(
    ("name", "stamped_at", "expected"),
    [
        pytest.param("alerts_20260805T160500Z.pb", NOON, NOON, id="the header, five minutes before the name"),
        pytest.param("alerts_20260805T161001Z.pb", NOON, after(seconds=601), id="the name, more than ten minutes off"),
        pytest.param("alerts_20260805T154959Z.pb", NOON, after(seconds=-601), id="more than ten minutes before, too"),
        pytest.param("alerts_20260805T160500Z.pb", None, after(minutes=5), id="no header time"),
        pytest.param("alerts.pb", NOON, NOON, id="no time in the name"),
        pytest.param("alerts.pb", None, after(minutes=-59), id="no time at all: a minute after the one before"),
        pytest.param("alerts_20260805T120500_1a6c9a30.pb", NOON, NOON, id="the name is local time"),
        pytest.param("alerts_20260805T160500_1a6c9a30.pb", NOON, NOON, id="the name is UTC without saying so"),
        pytest.param("alerts_20260805T130000_1a.pb", None, after(hours=1), id="local time, no header time"),
        pytest.param("2026-08-05T16-05-00Z.pb", None, after(minutes=5), id="written with dashes"),
        pytest.param("20260805_160500Z.json", None, after(minutes=5), id="written with an underscore"),
        pytest.param("poll_1785945900.pb", None, after(minutes=5), id="POSIX time"),
        pytest.param("alerts_20269905T160500Z.pb", NOON, NOON, id="no such month"),
        pytest.param("mta_alerts_20260805.json", NOON, NOON, id="a date alone"),
        pytest.param("alerts.pb", after(hours=-2), EARLIER, id="never backwards"),
    ],
)
def test_the_header_counts_unless_the_name_contradicts_it(
    name: str, stamped_at: datetime | None, expected: datetime
) -> None:
    assert moment_of(name, stamped_at, EARLIER, "America/Toronto") == expected
