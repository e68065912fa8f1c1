"""Names like others."""

import pytest

from bot.directory.nearest import Nearest

NAMES = ["king", "kingston rd", "queen", "bathurst", "504 king", "501 queen", "504"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("kign", ["king"], id="two letters swapped"),
        pytest.param("qeen", ["queen"], id="a letter left out"),
        pytest.param("bathhurst", ["bathurst"], id="a letter doubled"),
        pytest.param("504 kng", ["504 king"], id="a number with its name misspelt"),
        pytest.param("505 king", [], id="a number is never another"),
        pytest.param("503", [], id="nor is one alone"),
        pytest.param("pizza", [], id="nothing like any"),
        pytest.param("", [], id="nothing"),
        pytest.param("king" * 20, [], id="too long for a name"),
    ],
)
def test_the_nearest_names_are_found(key: str, expected: list[str]) -> None:
    assert Nearest(NAMES).to(key) == expected
