"""Whether two entities tell of one incident."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.alert import Alert, EntitySelector, Translation
from pipeline.deciding.identity import (
    fingerprint,
    likeness,
    profile,
    same_selection,
    same_start,
    selection_of,
    text_similarity,
)
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after, make_alert

# Ten words, so that one word in twenty is a known share.
TEN = "alpha bravo charlie delta echo foxtrot golf hotel india juliet"
OTHER = "no trains run on the whole line since this morning"
PAGE = (Translation("https://ttc.ca/504", "en"),)


def alike(one: Alert, other: Alert, *, id_counts: bool = True, url_counts: bool = True) -> tuple[str, ...] | None:
    found = likeness(profile(one), profile(other), id_counts=id_counts, url_counts=url_counts, rules=Rules())
    return found.evidence if found else None


def said(words: str, entity_id: str = "1", **parts: Any) -> Alert:
    return make_alert(entity_id, words, **{"routes": (), **parts})


def since(moment: datetime) -> dict[str, Any]:
    return {"periods": [(moment, None)]}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(said(TEN, "1"), said(TEN, "1"), ("text", "id"), id="same words, same id"),
        pytest.param(said(TEN, "1"), said(TEN, "2"), None, id="the same words alone"),
        pytest.param(said(TEN, "1"), said(OTHER, "1"), None, id="the same id alone"),
        pytest.param(said(TEN, routes=("504",)), said(TEN, "2", routes=("504",)), ("routes", "text"), id="a new id"),
        pytest.param(
            said(TEN, routes=("504",)), said(OTHER, "1", routes=("504",)), ("routes", "id"), id="another text, same id"
        ),
        pytest.param(said(TEN, routes=("504",)), said(OTHER, "2", routes=("504",)), None, id="the same route alone"),
        pytest.param(
            said(TEN, routes=("504",), **since(NOON)),
            said(OTHER, "2", routes=("504",), **since(NOON)),
            ("routes", "start"),
            id="same route and start",
        ),
        pytest.param(said(TEN, **since(NOON)), said(OTHER, "1", **since(NOON)), None, id="id and start, unrelated"),
        pytest.param(
            said(TEN, **since(NOON)),
            said("alpha bravo charlie delta " + OTHER, "1", **since(NOON)),
            ("start", "id"),
            id="id and start, and a few words in common",
        ),
        pytest.param(replace(said(TEN), url=PAGE), replace(said(OTHER, "2"), url=PAGE), None, id="one page alone"),
        pytest.param(
            replace(said(TEN), url=PAGE), replace(said(TEN, "2"), url=PAGE), ("url", "text"), id="page and words"
        ),
        pytest.param(said("", routes=("504",)), said("", "2", routes=("504",)), None, id="two without words"),
    ],
)
def test_two_pieces_of_evidence_are_needed(one: Alert, other: Alert, expected: tuple[str, ...] | None) -> None:
    assert alike(one, other) == expected


def test_an_id_that_moves_and_a_page_of_many_alerts_prove_nothing() -> None:
    one, other = (replace(said(TEN, "1"), url=PAGE), replace(said(OTHER, "1"), url=PAGE))

    assert alike(one, other) == ("url", "id")
    assert alike(one, other, id_counts=False) is None
    assert alike(one, other, url_counts=False) is None


@pytest.mark.parametrize(
    ("common", "expected"),
    [pytest.param(6, True, id="six words of ten"), pytest.param(5, False, id="five words of ten")],
)
def test_six_words_of_ten_are_the_same_text(common: int, *, expected: bool) -> None:
    words = TEN.split()
    other = [*words[:common], *(f"{word}s" for word in words[common:])]

    assert (alike(said(TEN), said(" ".join(other))) is not None) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param("Dupont Station: Elevator out of service near Spadina Rd entrance", True, id="hardly reworded"),
        pytest.param("Dupont Station: Elevator out of service near Dupont St entrance today", False, id="another one"),
    ],
)
def test_two_elevators_of_one_station_are_told_apart(other: str, *, expected: bool) -> None:
    first = "Dupont Station: Elevator out of service near the Spadina Rd entrance"
    parts: dict[str, Any] = {"effect": "ACCESSIBILITY_ISSUE", "stops": ("1",)}
    found = alike(said(first, "1", **parts), said(other, "2", **parts))

    assert (found is not None) is expected


def test_two_escalators_with_their_own_designations_are_never_one() -> None:
    parts: dict[str, Any] = {"effect": "ACCESSIBILITY_ISSUE", "stops": ("1",), **since(NOON)}
    one, other = (said(f"Escalator {code} is out of service.", "1", **parts) for code in ("22Y11E", "22Y12E"))

    assert (alike(one, other), alike(one, one) is not None) == (None, True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(["504"], ["504"], True, id="the same route"),
        pytest.param(["504", "501"], ["501", "504"], True, id="in another order"),
        pytest.param(["504"], ["504", "501"], True, id="a second route"),
        pytest.param(["504"], ["504", "501", "503"], False, id="two routes more: only a third in common"),
        pytest.param(["504", "503"], ["504", "501"], False, id="each has one of its own"),
        pytest.param(["504"], ["304"], False, id="another route"),
        pytest.param([], [], False, id="no routes"),
    ],
)
def test_a_selection_is_the_same_where_half_of_it_is_common(one: list[str], other: list[str], expected: bool) -> None:
    profiles = [profile(make_alert(routes=each)) for each in (one, other)]

    assert same_selection(profiles[0], profiles[1], Rules()) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param([NOON], [after(seconds=60)], True, id="a minute apart"),
        pytest.param([NOON], [after(seconds=61)], False, id="more than a minute"),
        pytest.param([NOON], [after(seconds=-60)], True, id="a minute earlier"),
        pytest.param([], [], False, id="neither says when"),
        pytest.param([NOON], [], False, id="one does not say when"),
        pytest.param([NOON, after(days=1)], [after(days=1), after(days=2)], True, id="one night in common"),
        pytest.param([NOON, after(days=1)], [after(days=1, seconds=30)], False, id="half a minute from a later night"),
    ],
)
def test_what_starts_within_a_minute_starts_together(
    one: list[datetime], other: list[datetime], expected: bool
) -> None:
    assert same_start(frozenset(one), frozenset(other), Rules()) is expected


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        pytest.param(EntitySelector(route_id="504"), {"route 504"}, id="a route"),
        pytest.param(EntitySelector(route_id="504", stop_id="12"), {"route 504", "stop 12"}, id="a route's stop"),
        pytest.param(EntitySelector(route_id="504", agency_id="1", route_type=0), {"route 504"}, id="said too often"),
        pytest.param(EntitySelector(trip_id="t1"), {"trip t1"}, id="a trip"),
        pytest.param(EntitySelector(agency_id="1"), {"agency 1"}, id="an agency"),
        pytest.param(EntitySelector(route_type=0), {"type 0"}, id="all trams"),
        pytest.param(EntitySelector(), set(), id="nothing"),
    ],
)
def test_what_is_selected(selector: EntitySelector, expected: set[str]) -> None:
    assert selection_of(replace(make_alert(), informed_entities=(selector,))) == expected


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        pytest.param({"entity_id": "999"}, True, id="another id"),
        pytest.param({"routes": ("501", "504")}, True, id="the routes in another order"),
        pytest.param({"header": f"504 King: {TEN} at 8:15 p.m."}, True, id="another time in the text"),
        pytest.param({"periods": [(NOON, after(hours=1))]}, True, id="another end"),
        pytest.param({"periods": [(after(minutes=5), None)]}, False, id="another start"),
        pytest.param({"routes": ("504",)}, False, id="a route less"),
        pytest.param({"header": f"504 King: {OTHER}"}, False, id="another text"),
        pytest.param({"effect": "DETOUR"}, False, id="another effect"),
    ],
)
def test_a_fingerprint_names_what_is_said(changed: dict[str, Any], is_same: bool) -> None:
    said_first: dict[str, Any] = {"header": f"504 King: {TEN} at 7:10 a.m.", "routes": ("504", "501"), **since(NOON)}

    assert (fingerprint(make_alert(**said_first)) == fingerprint(make_alert(**said_first | changed))) is is_same


@given(st.text(), st.text())
def test_likeness_does_not_depend_on_who_comes_first(one: str, other: str) -> None:
    first, second = profile(make_alert("1", one)), profile(make_alert("2", other))

    assert text_similarity(first, second) == text_similarity(second, first)
    assert likeness(first, second, id_counts=True, url_counts=True, rules=Rules()) == likeness(
        second, first, id_counts=True, url_counts=True, rules=Rules()
    )
