"""Reading a whole text within bounds."""

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


def test_only_some_unknown_names_are_compared_with_all_others() -> None:
    rider = reader()
    matches = [match for _ in range(MOST_GUESSES + 1) for match in rider.read(("kign",))]

    assert [type(each) for each in matches] == [Suggested] * MOST_GUESSES + [NotFound]
