"""Agencies by name."""

import pytest

from bot.directory.agencies import Agencies
from bot.directory.spelling import words_of
from bot.directory.subject import FeedCatalogue

AGENCIES = Agencies([FeedCatalogue("ttc", "Toronto Transit Commission"), FeedCatalogue("miway", "MiWay")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("TTC 10", ("10", "ttc"), id="the feed's id"),
        pytest.param("10 on MiWay", ("10 on", "miway"), id="at the end"),
        pytest.param("toronto transit commission 10", ("10", "ttc"), id="the agency's name"),
        pytest.param("10", ("10", None), id="none"),
        pytest.param("miway", ("", "miway"), id="alone"),
    ],
)
def test_an_agency_may_stand_before_or_after_a_name(text: str, expected: tuple[str, str | None]) -> None:
    words, feed = AGENCIES.split_off(words_of(text))

    assert (" ".join(words), feed) == expected
