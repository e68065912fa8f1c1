"""Several names in one text."""

from collections.abc import Sequence

import pytest

from bot.directory.splitting import listed, split

NAMES = {
    "union",
    "union and st",
    "st george",
    "504",
    "504 king",
    "king",
    "queen",
    "jane and finch",
    "line 1",
    "line 2",
    "avenue",
    "jane",
}


def is_name(words: Sequence[str]) -> bool:
    return " ".join(words) in NAMES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("504 king queen", ["504 king", "queen"], id="the longest first"),
        pytest.param("jane and finch", ["jane and finch"], id="an and inside a name"),
        pytest.param("king and queen", ["king", "queen"], id="an and between names"),
        pytest.param("union and st george", ["union", "st george"], id="a saint behind an and"),
        pytest.param("line 1 and line 2", ["line 1", "line 2"], id="lines"),
        pytest.param("the king", ["king"], id="an idle word"),
        pytest.param("king foo bar queen", ["king", "(foo bar)", "queen"], id="strange words"),
        pytest.param("foo and bar", ["(foo)", "(bar)"], id="strange words apart"),
        pytest.param("12 34", ["(12)", "(34)"], id="each number alone"),
        pytest.param("fifth avenue", ["(fifth avenue)"], id="a street of another city"),
        pytest.param("king bus", ["king"], id="a vehicle is no name"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_text_is_split_into_names(text: str, expected: list[str]) -> None:
    pieces = split(text.split(), is_name)

    assert [each.name if each.is_name else f"({each.name})" for each in pieces] == expected


def test_commas_separate() -> None:
    assert list(listed("504, Queen's Park;\n510/511, ,")) == [("504",), ("Queen's", "Park"), ("510", "511")]
