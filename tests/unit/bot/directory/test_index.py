"""Things by their names."""

import pytest

from bot.directory.index import Index
from bot.directory.names import target_of
from tests.fakes.transit import TTC

INDEX = Index([TTC])


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("504", ["504"], id="the number alone"),
        pytest.param("504 king", ["504"], id="with its name"),
        pytest.param("36 finch", ["36"], id="with a part of it"),
        pytest.param("finch 36", ["36"], id="the number last"),
        pytest.param("504 king st west", ["504"], id="with the street's name"),
        pytest.param("504 queen", [], id="with another's name"),
        pytest.param("king", [], id="a name alone"),
    ],
)
def test_routes_are_known_by_number(key: str, expected: list[str]) -> None:
    assert [each.route.short_name for each in INDEX.routes_numbered(key)] == expected


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        pytest.param("stclair", "st clair", id="a blank left out"),
        pytest.param("spa dina", "spadina", id="a blank too many"),
        pytest.param("5o4", "504", id="a letter for a digit"),
    ],
)
def test_a_key_is_tried_in_other_spellings(key: str, meant: str) -> None:
    assert meant in INDEX.spellings(key)


def test_two_numbers_are_never_joined() -> None:
    assert list(INDEX.spellings("50 4")) == ["50 4"]


def test_names_begin_with_whole_words() -> None:
    assert [target_of(each) for each in INDEX.routes_like("finch")] == ["ttc/route/6", "ttc/route/36", "ttc/route/336"]
    assert INDEX.routes_like("fin") == ()
    assert [target_of(each) for each in INDEX.stations_like("yonge")] == ["ttc/station/bloor yonge"]
