"""What an alert says, ready to be searched."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.alert import Alert, Translation
from pipeline.words.wording import normal, wordings
from tests.builders import make_alert


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("No Service!", " no service | ", id="a shout"),
        pytest.param("D\u00e9viation \u2013 l\u2019arr\u00eat", " deviation l arret ", id="accents and dashes"),
        pytest.param("at 11:59 p.m. Friday", " at 11 59 p m friday ", id="a time ends no sentence"),
        pytest.param("on King St. East", " on king st east ", id="nor does a street"),
        pytest.param("Delays at Kipling. Use buses", " delays at kipling | use buses ", id="a full stop does"),
        pytest.param("Until March 23. Use buses", " until march 23 | use buses ", id="after a date, too"),
        pytest.param("", "  ", id="nothing"),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(text: str, expected: str) -> None:
    assert normal(text) == expected


@example("\N{SERVICE MARK}")
@given(st.text())
def test_what_is_normal_stays_so(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param("Delays", "Due to snow", [" delays ", " due to snow "], id="header first"),
        pytest.param("", "Due to snow", [" due to snow "], id="no header"),
        pytest.param("Delays", "Delays", [" delays "], id="the same twice"),
        pytest.param("Delays", "Delays at Union", [" delays at union "], id="a header that only begins"),
        pytest.param(
            "Finch: Escalator 22Y11E out of s",
            "Finch: Escalator out of service.",
            [" finch escalator 22y11e out of s ", " finch escalator out of service | "],
            id="a description that says no more",
        ),
        pytest.param(
            "Line 1 Yonge-University: There i",
            "There is no subway service on Line 1 Yonge-University.",
            [" there is no subway service on line 1 yonge university | "],
            id="a header cut off at 32 characters",
        ),
        pytest.param(
            "Extended: Line 212 Stop Closure",
            "Effective: 8:00 a.m. daily, until the work is done",
            [" extended line 212 stop closure ", " effective 8 00 a m daily until the work is done "],
            id="a header that happens to be as long",
        ),
        pytest.param("D&eacute;lai&lt;br /&gt;ici", "", [" delai | ici "], id="markup, escaped twice"),
    ],
)
def test_what_is_looked_at_and_in_which_order(header: str, description: str, expected: list[str]) -> None:
    alert = make_alert(header=header, description=description)

    assert [each.text for each in wordings(alert)] == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("fr-CA", "fr"), ("EN", "en"), (None, None)],
)
def test_the_language_is_the_feeds_word_for_it(tag: str | None, expected: str | None) -> None:
    alert = Alert("1", (Translation("Retards", tag),))

    assert [each.language for each in wordings(alert)] == [expected]
