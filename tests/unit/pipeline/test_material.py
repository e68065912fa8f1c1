"""Which changes are worth another text."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.material import material_change
from pipeline.rules import Rules
from tests.builders import NOON, after, make_alert

HEADER = "504 King: No service between Broadview Station and Parliament St due to a collision."


def is_told(before: dict[str, Any], now: dict[str, Any]) -> bool:
    return material_change(make_alert(**before), make_alert(**now), Rules(), NOON) is not None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(HEADER, False, id="nothing changed"),
        pytest.param(f"{HEADER} Shuttle buses are running.", True, id="a shuttle is named"),
        pytest.param(HEADER.replace("Parliament", "Church"), True, id="another place"),
        pytest.param("504 King: Regular service has resumed.", True, id="it is over"),
        pytest.param(HEADER.upper(), False, id="in capitals"),
        pytest.param(HEADER.replace("between", "between,").removesuffix("."), False, id="punctuation"),
        pytest.param(
            "Due to a collision no service between Broadview Station and Parliament St: 504 King", False, id="order"
        ),
        pytest.param(HEADER.replace(" due to a collision", ""), False, id="words taken away"),
        pytest.param(HEADER.replace("504", "505"), False, id="a number"),
    ],
)
def test_new_words_in_the_header_are_told(header: str, *, expected: bool) -> None:
    assert is_told({"header": HEADER}, {"header": header}) is expected


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param("Until 8:12 p.m.", "Until 9:30 a.m.", id="a time"),
        pytest.param("Until 8 pm", "until 11:30 PM", id="a time, written otherwise"),
        pytest.param("Until Monday, March 2nd", "Until Friday, April 3rd", id="a date"),
        pytest.param("Trains are 10 minutes late", "Trains are 15 minutes late", id="a number"),
        pytest.param("Trains don\u2019t stop", "Trains DON\u2019T stop", id="an apostrophe"),
    ],
)
def test_numbers_dates_and_times_are_silent(before: str, now: str) -> None:
    assert not is_told({"header": before}, {"header": now})


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param("DETOUR", "NO_SERVICE", True, id="a detour becomes no service"),
        pytest.param("SIGNIFICANT_DELAYS", "NO_SERVICE", True, id="delays become no service"),
        pytest.param("NO_SERVICE", "SIGNIFICANT_DELAYS", False, id="it gets better"),
        pytest.param("NO_SERVICE", "UNKNOWN_EFFECT", False, id="the effect is taken away"),
        pytest.param("UNKNOWN_EFFECT", "NO_SERVICE", False, id="the effect is filled in later"),
        pytest.param("NO_SERVICE", "NO_EFFECT", False, id="over"),
    ],
)
def test_a_graver_effect_is_told(before: str, now: str, *, expected: bool) -> None:
    assert is_told({"effect": before}, {"effect": now}) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param({"routes": ("504", "501")}, True, id="another route"),
        pytest.param({"routes": ()}, False, id="a route less"),
        pytest.param({"stops": ("1", "2", "3")}, True, id="another stop"),
        pytest.param({"stops": ("2", "1")}, False, id="the stops in another order"),
    ],
)
def test_more_routes_or_stops_are_told(now: dict[str, Any], *, expected: bool) -> None:
    before = {"routes": ("504",), "stops": ("1", "2")}

    assert is_told(before, before | now) is expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(after(hours=1), after(hours=1, minutes=31), True, id="31 minutes later"),
        pytest.param(after(hours=2), after(hours=1), True, id="an hour earlier"),
        pytest.param(after(hours=1), after(hours=1, minutes=30), False, id="30 minutes later"),
        pytest.param(after(hours=1), after(hours=1, minutes=1), False, id="it creeps on by a minute"),
        pytest.param(after(days=7), after(days=14), False, id="work that runs for weeks"),
        pytest.param(after(hours=30), after(hours=24), False, id="still a day ahead"),
        pytest.param(None, after(hours=1), False, id="an end is set for the first time"),
        pytest.param(after(hours=1), None, False, id="the end is taken back"),
        pytest.param(after(hours=3), after(hours=-1), False, id="it has ended: a clear, not an update"),
    ],
)
def test_an_end_that_moves_is_told_while_it_is_near(
    before: datetime | None, now: datetime | None, *, expected: bool
) -> None:
    assert is_told({"periods": [(NOON, before)]}, {"periods": [(NOON, now)]}) is expected


@given(st.text(), st.sampled_from(["NO_SERVICE", "DETOUR", "UNKNOWN_EFFECT"]))
def test_an_alert_is_no_news_against_itself(header: str, effect: str) -> None:
    alert = make_alert(header=header, effect=effect, periods=[(NOON, after(hours=1))])

    assert material_change(alert, alert, Rules(), NOON) is None
