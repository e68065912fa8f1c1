"""How long a sender takes to reach its riders."""

import pytest

from notifier.fanning_out.reach import Reach


@pytest.mark.parametrize(
    ("riders", "per_second", "expected"),
    [
        pytest.param(5000, 0.85, "this sender reaches 5,000 riders in 98 minutes", id="a long code"),
        pytest.param(100_000, 85, "this sender reaches 100,000 riders in 20 minutes", id="a short code"),
        pytest.param(60, 1, "this sender reaches 60 riders in 1 minute", id="a village"),
        pytest.param(0, 1, "this sender reaches 0 riders in less than a minute", id="nobody yet"),
    ],
)
def test_reach_is_said_in_minutes(riders: int, per_second: float, expected: str) -> None:
    assert str(Reach(riders, per_second)) == expected
