"""How riders spell names."""

import pytest

from bot.directory.spelling import hear, is_idle, key_of, respelt, words_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The 504 Streetcar", "504"),
        ("Saint-Clair", "st clair"),
        ("ST. CLAIR AVENUE", "st clair ave"),
        ("Wilson Stn", "wilson"),
        ("Queen's Park", "queens park"),
        ("Métro Honoré-Beaugrand", "honore beaugrand"),
        ("line1", "1"),
        ("504king", "504 king"),
        ("Mt. Pleasant", "mount pleasant"),
        ("finch w", "finch west"),
        ("Jane & Finch", "jane finch"),
        ("ligne deux", "2"),
        ("two", "two"),
        ("the bus", ""),
    ],
)
def test_names_are_compared_without_what_does_not_count(name: str, expected: str) -> None:
    assert key_of(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("king", (False, False, False, False), id="the name alone"),
        pytest.param("king streetcar", (True, False, False, False), id="a vehicle"),
        pytest.param("yonge line", (False, True, False, False), id="a line"),
        pytest.param("king station", (False, False, True, False), id="a station"),
        pytest.param("station union", (False, False, True, False), id="a station, in French"),
        pytest.param("kennedy stn scarborough", (False, False, False, False), id="a station inside a route's name"),
        pytest.param("bathurst night bus", (True, False, False, True), id="a night bus"),
    ],
)
def test_words_around_a_name_say_what_is_meant(name: str, expected: tuple[bool, ...]) -> None:
    said = hear(words_of(name))

    assert (bool(said.modes), said.is_line, said.is_station, said.is_night) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("504", [], id="a number"),
        pytest.param("5o4", ["504"], id="the letter O"),
        pytest.param("504b king", ["504 king"], id="a branch"),
        pytest.param("l1", ["1"], id="a line's letter"),
        pytest.param("seven bathurst", ["7 bathurst"], id="a number in words"),
        pytest.param("504 b", ["504"], id="a branch apart"),
        pytest.param("king st", ["king"], id="a street"),
        pytest.param("oil", [], id="letters alone are no number"),
    ],
)
def test_a_key_may_have_been_meant_to_be_another(key: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(respelt(key))) == expected


def test_idle_words_name_nothing() -> None:
    assert [word for word in ("and", "the", "king", "504") if is_idle(word)] == ["and", "the"]
