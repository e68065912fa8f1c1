"""One incident under several entities."""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from models.alert import Alert
from models.incident import Incident
from pipeline.deciding.grouping import Grouping, diverged, group, is_copy, is_night_of, merged
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.identity import profile
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after, make_alert, make_catalogue
from tests.unit.pipeline.incidents import make_incident
from tests.unit.pipeline.lexicons import LEXICON

WEST = "Detour westbound via Dufferin St due to a collision."
LOCAL: dict[str, Any] = {"header": f"60 Steeles West: {WEST}", "routes": ("60",), "effect": "DETOUR"}
EXPRESS: dict[str, Any] = {"header": f"960 Steeles West Express: {WEST}", "routes": ("960",), "effect": "DETOUR"}
CLOSURE: dict[str, Any] = {
    "header": "Line 1: No service between Sheppard-Yonge and Finch stations.",
    "routes": ("1",),
    "periods": [(after(hours=-1), after(days=6))],
}
NIGHT: dict[str, Any] = {
    "header": "Tonight there will be no subway service between Finch and Sheppard-Yonge stations",
    "routes": ("1",),
    "periods": [(after(hours=11), after(hours=17))],
}
Period = tuple[datetime | None, datetime | None]


def local(**parts: Any) -> Alert:
    return make_alert("60", **LOCAL | parts)


def express(**parts: Any) -> Alert:
    return make_alert("960", **EXPRESS | parts)


def grouped(news: Sequence[Alert], *incidents: Incident, now: datetime = NOON, rules: Rules | None = None) -> Grouping:
    return group(news, incidents, rules=rules or Rules(), now=now)


def names(grouping: Grouping) -> list[list[str]]:
    return [[each.entity_id for each in members] for members in grouping.openings]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(local(), express(), True, id="the same text for 60 and 960"),
        pytest.param(local(), express(effect="NO_SERVICE"), False, id="another effect"),
        pytest.param(local(), express(header="960: Detour eastbound via Dufferin St"), False, id="the other direction"),
        pytest.param(
            local(periods=[(NOON, None)]), express(periods=[(after(seconds=60), None)]), True, id="a minute apart"
        ),
        pytest.param(
            local(periods=[(NOON, None)]), express(periods=[(after(seconds=61), None)]), False, id="more than a minute"
        ),
        pytest.param(local(periods=[(NOON, None)]), express(), False, id="one says since when, one does not"),
        pytest.param(local(header="60: Detour"), express(header="960: Detour"), False, id="a text that says nothing"),
        pytest.param(
            make_alert("1", "Elevator out of service today", effect="ACCESSIBILITY_ISSUE", stops=("1",)),
            make_alert("2", "Elevator out of service today", effect="ACCESSIBILITY_ISSUE", stops=("2",)),
            False,
            id="each elevator by itself",
        ),
        pytest.param(
            make_alert("1", "Elevator out of service", effect="ACCESSIBILITY_ISSUE"),
            make_alert("2", "Elevator out of service", effect="ACCESSIBILITY_ISSUE"),
            True,
            id="one elevator, published twice",
        ),
    ],
)
def test_which_entities_are_copies(one: Alert, other: Alert, *, expected: bool) -> None:
    assert is_copy(profile(one), profile(other), Rules()) is expected


def test_copies_that_are_first_listed_together_make_one_incident() -> None:
    assert names(grouped([local(), express(), make_alert("7", "Other delays on King St")])) == [["60", "960"], ["7"]]


def test_the_copy_that_comes_first_in_the_feed_speaks() -> None:
    assert names(grouped([make_alert("7", "Other delays on King St"), express(), local()])) == [["7"], ["960", "60"]]


@pytest.mark.parametrize(
    ("seconds", "joins"),
    [pytest.param(60, True, id="a minute after the first"), pytest.param(61, False, id="later: its own incident")],
)
def test_a_copy_without_a_start_joins_what_was_opened_just_now(seconds: float, *, joins: bool) -> None:
    incident = make_incident(local())
    grouping = grouped([express()], incident, now=after(seconds=seconds))

    assert (incident.id in grouping.joining, names(grouping)) == (joins, [] if joins else [["960"]])


def test_a_copy_that_began_with_an_incident_joins_it_whenever_it_is_listed() -> None:
    incident = make_incident(local(periods=[(NOON, None)]))

    assert incident.id in grouped([express(periods=[(NOON, None)])], incident, now=after(hours=1)).joining


def test_an_incident_that_is_full_takes_no_more_copies() -> None:
    assert names(grouped([local(), express()], rules=Rules(merge_selectors=1))) == [["60"], ["960"]]
    assert names(grouped([local(), express()], rules=Rules(merge_selectors=2))) == [["60", "960"]]


@pytest.mark.parametrize(
    ("night", "week", "is_told", "expected"),
    [
        pytest.param({}, {}, True, True, id="a night of the week"),
        pytest.param({}, {}, False, True, id="a night that lies ahead, of a week nobody was told of"),
        pytest.param({"periods": [(after(minutes=-5), after(hours=6))]}, {}, True, True, id="it begins now"),
        pytest.param(
            {"periods": [(after(minutes=-5), after(hours=6))]}, {}, False, False, id="it begins now: nobody knows"
        ),
        pytest.param({"routes": ("2",)}, {}, True, False, id="another line"),
        pytest.param({"header": "No service between Finch and Eglinton"}, {}, True, False, id="a place more"),
        pytest.param({"header": "No service between Finch and York Mills"}, {}, True, False, id="another stretch"),
        pytest.param({"header": "No service tonight"}, {}, True, False, id="it does not say where"),
        pytest.param({"header": "No service at Finch station tonight"}, {}, True, True, id="one of the places"),
        pytest.param({"effect": "SIGNIFICANT_DELAYS"}, {}, True, False, id="delays are no closure"),
        pytest.param({"effect": "DETOUR"}, {"effect": "MODIFIED_SERVICE"}, True, True, id="called a detour"),
        pytest.param({"periods": [(after(days=7), after(days=7, hours=6))]}, {}, True, False, id="after its end"),
        pytest.param({"periods": []}, {}, True, False, id="nobody says when"),
        pytest.param({}, {"periods": [(NOON, None)]}, True, False, id="a closure without end"),
        pytest.param({}, {"periods": [(NOON, after(hours=24))]}, True, True, id="a closure of a whole day"),
        pytest.param({}, {"periods": [(NOON, after(hours=23))]}, True, False, id="a closure of less than a day"),
        pytest.param(CLOSURE, {}, True, False, id="of the same length"),
    ],
)
def test_which_nights_remind_of_a_closure(
    night: dict[str, Any], week: dict[str, Any], *, is_told: bool, expected: bool
) -> None:
    one, other = (profile(make_alert(**each)) for each in (NIGHT | night, CLOSURE | week))

    assert is_night_of(one, other, Rules(), NOON, is_told=is_told) is expected


def test_a_night_finds_its_week_though_the_feed_lists_it_first() -> None:
    week, night = make_alert("63", **CLOSURE), make_alert("102", **NIGHT)

    assert names(grouped([night, week])) == [["63", "102"]]


def test_a_night_joins_a_week_that_is_known() -> None:
    incident = make_incident(make_alert("63", **CLOSURE))

    assert grouped([make_alert("102", **NIGHT)], incident, now=after(days=1)).joining.keys() == {incident.id}


@pytest.mark.parametrize(
    ("changed", "leaves"),
    [
        pytest.param({}, False, id="unchanged"),
        pytest.param({"header": f"960 Steeles West Express: {WEST} Expect delays."}, False, id="hardly reworded"),
        pytest.param({"header": "960: No buses at all because of an ice storm"}, True, id="another text"),
        pytest.param({"effect": "NO_SERVICE"}, True, id="another effect"),
        pytest.param({"header": "960: Regular service has resumed."}, False, id="it says that it is over"),
    ],
)
def test_a_copy_leaves_where_it_tells_of_something_else(changed: dict[str, Any], *, leaves: bool) -> None:
    incident = make_incident(local(), members=(local(), express()))
    listed = (local(), express(**changed))
    guidance = Guidance(make_catalogue(), Rules(), LEXICON)

    assert diverged(incident, listed, guidance) == ([listed[1]] if leaves else [])


@pytest.mark.parametrize(
    ("members", "speaker", "routes"),
    [
        pytest.param([local()], "60", ["60"], id="one entity"),
        pytest.param([local(), express()], "60", ["60", "960"], id="the first speaks for all"),
        pytest.param([local(), express(routes=("60",))], "60", ["60"], id="a route is named once"),
        pytest.param(
            [local(header="60: Regular service has resumed."), express()], "960", ["960"], id="60 is over, 960 goes on"
        ),
        pytest.param(
            [local(header="60: Regular service has resumed."), express(header="960: Regular service has resumed.")],
            "60",
            ["60", "960"],
            id="all is over",
        ),
    ],
)
def test_several_entities_are_told_as_one(members: list[Alert], speaker: str, routes: list[str]) -> None:
    told = merged(members, LEXICON)

    assert (told.entity_id, list(told.route_ids())) == (speaker, routes)


@pytest.mark.parametrize(
    "news",
    [
        pytest.param([make_alert(str(each), f"504: Cars {each} are late") for each in range(3000)], id="texts"),
        pytest.param(
            [make_alert(str(each), "", periods=[(after(hours=each), None)]) for each in range(3000)],
            id="no texts",
        ),
    ],
)
def test_thousands_of_alerts_of_one_route_are_grouped_at_once(news: list[Alert]) -> None:
    began_s = time.process_time()
    grouping = group(news, [], rules=Rules(), now=NOON)

    assert len(grouping.openings) == len(news)
    assert time.process_time() - began_s < 5  # comparing each with all takes half a minute
