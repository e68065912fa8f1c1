"""Numbers as a sentence says them."""

import pytest

from pipeline.check.report import plural, share


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param(3, 52, "3 of 52 alerts (6 %)", id="some"),
        pytest.param(0, 52, "0 of 52 alerts (0 %)", id="none"),
        pytest.param(52, 52, "52 of 52 alerts (100 %)", id="all"),
        pytest.param(1, 999, "1 of 999 alerts (1 %)", id="one is more than nothing"),
        pytest.param(999, 1000, "999 of 1,000 alerts (99 %)", id="nearly all is not all"),
        pytest.param(0, 0, "0 of 0 alerts", id="nothing there"),
    ],
)
def test_a_share_names_both_numbers(part: int, whole: int, expected: str) -> None:
    assert share(part, whole) == expected


def test_one_is_told_from_many() -> None:
    assert [plural(1, "entity", "entities"), plural(2, "alert")] == ["1 entity", "2 alerts"]
