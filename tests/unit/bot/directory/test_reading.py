"""Reading a whole text within bounds."""

import pytest

from bot.directory.agencies import Agencies
from bot.directory.finding import Finder
from bot.directory.reading import MOST_GUESSES, MOST_WORDS, Reader
from bot.directory.stops import Stops
from bot.directory.subject import Found, NotFound, Suggested
from bot.directory.subjects import Subjects
from tests.fakes.transit import TTC

AGENCIES = Agencies([TTC])
FINDER = Finder([TTC], AGENCIES)


def reader() -> Reader:
    return Reader(FINDER, Subjects([TTC], FINDER, Stops([TTC], AGENCIES)), ())


def test_a_text_of_many_words_is_no_list_of_names() -> None:
    [match] = reader().read(("504",) * (MOST_WORDS + 1))

    assert isinstance(match, NotFound)


def test_many_short_parts_count_together() -> None:
    rider = reader()
    matches = [match for _ in range(MOST_WORDS + 10) for match in rider.read(("504",))]

    assert [type(each) for each in matches] == [Found] * MOST_WORDS + [NotFound] * 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("504 bananas", [Found], id="a word beside a route"),
        pytest.param("bananas 504", [Found], id="a word before a route"),
        pytest.param("504 and bananas", [Found, NotFound], id="a word that is listed"),
        pytest.param("1 bananas", [Suggested], id="a word beside a number that may count it"),
    ],
)
def test_a_strange_word_beside_a_number_names_nothing(text: str, expected: list[type]) -> None:
    assert [type(each) for each in reader().read(tuple(text.split()))] == expected


def test_only_some_unknown_names_are_compared_with_all_others() -> None:
    rider = reader()
    matches = [match for _ in range(MOST_GUESSES + 1) for match in rider.read(("kign",))]

    assert [type(each) for each in matches] == [Suggested] * MOST_GUESSES + [NotFound]
