"""What to do about an address that gives no feed."""

import pytest

from pipeline.check.unreadable import unreadable
from tests.builders import NOON


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        pytest.param("timeout", "try from another network", id="no answer"),
        pytest.param("status", "a key may be missing", id="refused"),
        pytest.param("unreachable", "check the address", id="nobody there"),
        pytest.param("unreadable", "it is no GTFS-realtime feed", id="a page instead of a feed"),
    ],
)
def test_every_failure_comes_with_advice(reason: str, expected: str) -> None:
    report = unreadable("http://feed", reason, "because", NOON)

    assert expected in report.findings[0].text
    assert not report.is_usable
