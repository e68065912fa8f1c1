"""Which changes are worth another text."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert
from models.told import NOTHING, Facts
from pipeline.deciding.material import facts_of, follow_end, material_change
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after, make_alert
from tests.unit.pipeline.incidents import make_incident
from tests.unit.pipeline.lexicons import LEXICON

HEADER = "504 King: No service between Broadview Station and Parliament St due to a collision."


def facts(alert: Alert) -> Facts:
    return facts_of(make_incident(alert), LEXICON)


def news(before: dict[str, Any], now: dict[str, Any]) -> str | None:
    return material_change(facts(make_alert(**before)), facts(make_alert(**now)), Rules(), NOON)


def ending(end: datetime | None) -> Alert:
    return make_alert(periods=[(NOON, end)])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(HEADER, None, id="nothing changed"),
        pytest.param(f"{HEADER} Shuttle buses are running.", "a shuttle is named", id="a shuttle is named"),
        pytest.param(HEADER.replace("Parliament", "Church"), "places added: church street", id="another place"),
        pytest.param(HEADER.replace("service", "service westbound"), "direction named: westbound", id="which way"),
        pytest.param(HEADER.replace("Broadview Station", "Broadview Stn."), None, id="Station, written shorter"),
        pytest.param(HEADER.replace("Parliament St", "Parliament Street"), None, id="Street, written in full"),
        pytest.param(HEADER.replace("due to", "because of"), None, id="reworded"),
        pytest.param(HEADER.upper(), None, id="in capitals"),
        pytest.param(HEADER.replace("between", "between,").removesuffix("."), None, id="punctuation"),
        pytest.param(
            "Due to a collision no service between Broadview Station and Parliament St: 504 King", None, id="order"
        ),
        pytest.param(HEADER.replace(" due to a collision", ""), None, id="words taken away"),
        pytest.param(HEADER.replace(" and Parliament St", ""), None, id="a place taken away"),
        pytest.param(HEADER.replace("504", "505"), None, id="a number"),
        pytest.param(HEADER.replace("a collision", "a fire"), None, id="another cause"),
        pytest.param("504 King: Regular service has resumed.", None, id="it is over: a clear, not an update"),
    ],
)
def test_what_the_header_names_anew_is_told(header: str, expected: str | None) -> None:
    assert news({"header": HEADER}, {"header": header}) == expected


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
    assert news({"header": before}, {"header": now}) is None


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param("DETOUR", "NO_SERVICE", True, id="a detour becomes no service"),
        pytest.param("DETOUR", "SIGNIFICANT_DELAYS", True, id="a detour becomes delays"),
        pytest.param("SIGNIFICANT_DELAYS", "NO_SERVICE", True, id="delays become no service"),
        pytest.param("MODIFIED_SERVICE", "REDUCED_SERVICE", True, id="other service becomes less of it"),
        pytest.param("MODIFIED_SERVICE", "STOP_MOVED", False, id="as grave as before"),
        pytest.param("DETOUR", "REDUCED_SERVICE", False, id="a detour becomes reduced service"),
        pytest.param("NO_SERVICE", "SIGNIFICANT_DELAYS", False, id="it gets better"),
        pytest.param("NO_SERVICE", "UNKNOWN_EFFECT", False, id="the effect is taken away"),
        pytest.param("UNKNOWN_EFFECT", "NO_SERVICE", False, id="the effect is filled in later"),
        pytest.param("NO_SERVICE", "NO_EFFECT", False, id="over"),
        pytest.param("NO_EFFECT", "NO_SERVICE", True, id="it was nothing, and now nothing runs"),
    ],
)
def test_a_graver_effect_is_told(before: str, now: str, *, expected: bool) -> None:
    evidence = f"effect {before} -> {now}" if expected else None

    assert news({"effect": before}, {"effect": now}) == evidence


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param({"routes": ("504", "501")}, "routes added: ttc/route/501", id="another route"),
        pytest.param({"routes": ("504", "999")}, None, id="another route, which no import lists yet"),
        pytest.param({"routes": ()}, None, id="a route less"),
        pytest.param({"stops": ("1", "2", "3")}, "stops added: stop 3", id="another stop"),
        pytest.param({"stops": ("2", "1")}, None, id="the stops in another order"),
        pytest.param({"stops": ("1",)}, None, id="a stop less"),
        pytest.param(
            {"stops": tuple("123456789")}, "stops added: stop 3, stop 4, stop 5, stop 6, stop 7", id="many more stops"
        ),
    ],
)
def test_more_routes_or_stops_are_told(now: dict[str, Any], expected: str | None) -> None:
    before = {"routes": ("504",), "stops": ("1", "2")}

    assert news(before, before | now) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(after(hours=1), after(hours=1, minutes=31), True, id="31 minutes later"),
        pytest.param(after(hours=2), after(hours=1), True, id="an hour earlier"),
        pytest.param(after(hours=1), after(hours=1, minutes=30), False, id="30 minutes later"),
        pytest.param(after(hours=1), after(minutes=30), False, id="30 minutes earlier"),
        pytest.param(after(hours=1), after(hours=1, minutes=1), False, id="it creeps on by a minute"),
        pytest.param(after(days=7), after(days=14), False, id="work that runs for weeks"),
        pytest.param(after(hours=30), after(hours=24), False, id="still a day ahead"),
        pytest.param(after(hours=30), after(hours=23, minutes=59), True, id="less than a day ahead now"),
        pytest.param(None, after(hours=1), False, id="an end is set for the first time"),
        pytest.param(after(hours=1), None, False, id="the end is taken back"),
        pytest.param(after(hours=3), after(hours=-1), False, id="it has ended: a clear, not an update"),
    ],
)
def test_an_end_that_moves_is_told_while_it_is_near(
    before: datetime | None, now: datetime | None, *, expected: bool
) -> None:
    told = news({"periods": [(NOON, before)]}, {"periods": [(NOON, now)]})

    assert (told is not None and told.startswith("the end moved")) is expected


@pytest.mark.parametrize(
    ("moved", "gap", "follows"),
    [
        pytest.param(timedelta(minutes=1), timedelta(seconds=20), True, id="a minute later"),
        pytest.param(timedelta(minutes=-1), timedelta(seconds=20), True, id="a minute earlier"),
        pytest.param(timedelta(minutes=5), timedelta(seconds=20), True, id="five minutes at once"),
        pytest.param(timedelta(minutes=5, seconds=1), timedelta(seconds=20), False, id="more than five minutes"),
        pytest.param(timedelta(minutes=45), timedelta(seconds=20), False, id="a jump"),
        pytest.param(timedelta(minutes=31), timedelta(minutes=30), True, id="half an hour, after half an hour without"),
        pytest.param(timedelta(minutes=32), timedelta(minutes=30), False, id="more than the time that passed"),
    ],
)
def test_what_was_told_follows_an_end_that_creeps(moved: timedelta, gap: timedelta, *, follows: bool) -> None:
    told = facts(ending(after(hours=1)))

    now_told = follow_end(told, ending(after(hours=3)), ending(after(hours=3) + moved), gap=gap, rules=Rules())

    assert now_told.end == after(hours=1) + (moved if follows else timedelta())


@pytest.mark.parametrize(
    ("told", "before", "now"),
    [
        pytest.param(None, after(hours=1), after(hours=1, minutes=1), id="no end was told"),
        pytest.param(after(hours=1), None, after(hours=1), id="an end is set again"),
        pytest.param(after(hours=1), after(hours=1), None, id="the end is taken back"),
        pytest.param(after(hours=1), after(hours=1), after(hours=1), id="the same end"),
    ],
)
def test_without_an_end_nothing_creeps(told: datetime | None, before: datetime | None, now: datetime | None) -> None:
    known = facts(ending(told))

    assert follow_end(known, ending(before), ending(now), gap=timedelta(seconds=20), rules=Rules()) == known


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        pytest.param([], None, id="no period"),
        pytest.param(
            [(NOON, after(hours=1)), (after(days=1), after(days=1, hours=1))], after(days=1, hours=1), id="two"
        ),
        pytest.param([(NOON, after(hours=1)), (after(days=1), None)], None, id="the last has no end"),
    ],
)
def test_the_end_is_the_last_periods(periods: Sequence[tuple[datetime, datetime | None]], expected: object) -> None:
    assert facts(make_alert(periods=periods)).end == expected


def test_everything_is_news_to_who_was_told_nothing() -> None:
    assert material_change(NOTHING, facts(make_alert()), Rules(), NOON) is not None


@given(st.text(), st.sampled_from(["NO_SERVICE", "DETOUR", "UNKNOWN_EFFECT"]))
def test_an_alert_is_no_news_against_itself(header: str, effect: str) -> None:
    known = facts(make_alert(header=header, effect=effect, periods=[(NOON, after(hours=1))]))

    assert material_change(known, known, Rules(), NOON) is None
