"""When an incident is over."""

from typing import Any

import pytest

from models.alert import Alert
from models.incident import AlertClass
from pipeline.deciding.clearing import ended_by, is_reopened, over_because, said_to_be_over
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after, make_alert
from tests.unit.pipeline.incidents import make_closed, make_incident
from tests.unit.pipeline.lexicons import LEXICON

ENDED = make_alert(periods=[(after(hours=-2), after(hours=-1)), (after(hours=-1), NOON)])
STILL_TONIGHT = make_alert(periods=[(after(hours=-2), after(hours=-1)), (after(hours=8), after(hours=9))])


@pytest.mark.parametrize(
    ("changes", "poll", "facts", "rule"),
    [
        pytest.param({}, 9, {}, None, id="listed"),
        pytest.param({}, 9, {"is_deleted": True}, "deleted", id="is_deleted"),
        pytest.param({"alert": ENDED}, 9, {}, "ended", id="its last period has passed"),
        pytest.param({"alert": ENDED}, 9, {"is_fresh": False}, None, id="it has passed, but the feed is stale"),
        pytest.param({"alert": STILL_TONIGHT}, 9, {}, None, id="one of two periods has passed"),
        pytest.param({"alert": ENDED, "members": (ENDED, STILL_TONIGHT)}, 9, {}, None, id="a copy goes on"),
        pytest.param({"alert": ENDED, "members": (ENDED, ENDED)}, 9, {}, "ended", id="its copy has ended as well"),
        pytest.param(
            {"missing_since": after(minutes=-3), "missing_from_poll": 7}, 9, {}, "absent", id="3 polls, 3 min"
        ),
        pytest.param({"missing_since": after(minutes=-3), "missing_from_poll": 8}, 9, {}, None, id="2 polls, 3 min"),
        pytest.param({"missing_since": after(minutes=-2), "missing_from_poll": 1}, 9, {}, None, id="9 polls, 2 min"),
        pytest.param(
            {"missing_since": after(minutes=-9), "missing_from_poll": 1}, 9, {"is_fresh": False}, "absent", id="stale"
        ),
    ],
)
def test_an_incident_is_over_when_the_feed_says_so_or_is_silent_for_long(
    changes: dict[str, Any], poll: int, facts: dict[str, bool], rule: str | None
) -> None:
    facts = {"is_deleted": False, "is_fresh": True} | facts
    why = over_because(make_incident(**changes), poll=poll, rules=Rules(), now=NOON, **facts)

    assert (why.rule if why else None) == rule


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [pytest.param(10, True, id="back within ten minutes"), pytest.param(10.1, False, id="back later")],
)
def test_what_comes_back_soon_was_not_over(minutes: float, *, expected: bool) -> None:
    assert is_reopened(make_closed(), Rules(), after(minutes=minutes)) is expected


KING = make_alert("1")
QUIET = make_alert("1", "504 King: Streetcars run.", effect="NO_EFFECT")
OVER = make_alert("1", "504 King: Regular service has resumed.")
EXPRESS = make_alert("2", "304 King: No service between Broadview Station and Parliament St.")


@pytest.mark.parametrize(
    ("before", "listed", "evidence"),
    [
        pytest.param([KING], [KING], None, id="it goes on"),
        pytest.param([KING], [make_alert("1", "504 King: Delays.")], None, id="it says something else"),
        pytest.param([KING], [OVER], 'en "regular service has resumed"', id="regular service has resumed"),
        pytest.param([KING], [make_alert("1", effect="NO_EFFECT")], "NO_EFFECT", id="it has no effect any more"),
        pytest.param([QUIET], [make_alert("1", "504 King.", effect="NO_EFFECT")], None, id="it never had an effect"),
        pytest.param([OVER], [make_alert("1", OVER.header_text[0].text + " Thank you.")], None, id="it said so before"),
        pytest.param([KING, EXPRESS], [OVER, EXPRESS], None, id="one of two goes on"),
        pytest.param([KING, EXPRESS], [OVER, make_alert("2", effect="NO_EFFECT")], "resumed", id="both are over"),
        pytest.param(
            [KING], [make_alert("1", "504 King: Regular service will resume at 5 p.m.")], None, id="it will resume"
        ),
    ],
)
def test_the_agency_says_that_it_is_over(before: list[Alert], listed: list[Alert], evidence: str | None) -> None:
    incident = make_incident(before[0], members=tuple(before) if len(before) > 1 else ())
    why = said_to_be_over(incident, listed, LEXICON)

    assert (why is not None) == (evidence is not None)
    assert why is None or (why.rule, evidence in why.evidence if evidence else False) == ("resumed", True)


def ending(header: str, *routes: str) -> Alert:
    return make_alert("9", header, routes=routes or ("504",), effect="NO_EFFECT")


NAMED = "504 King: Regular service has resumed near Broadview Station."
FIVE_PLACES = "504 King: Regular service has resumed at Bay St, Church St, Jarvis St, Yonge St and Broadview Station."
STRETCH = "504 King: No service at Broadview Station, King St, Queen St, Dundas St and Spadina Ave."


@pytest.mark.parametrize(
    ("alert", "changes", "ends"),
    [
        pytest.param(ending(NAMED), {}, True, id="one of its places"),
        pytest.param(ending(NAMED, "504", "501"), {}, False, id="a route more"),
        pytest.param(ending(NAMED, "501"), {}, False, id="another route"),
        pytest.param(ending(NAMED.replace("Broadview", "Jane")), {}, False, id="another place"),
        pytest.param(ending("504 King: Regular service has resumed."), {}, True, id="no place, and only one is meant"),
        pytest.param(ending(NAMED), {"changed_at": after(hours=-6)}, True, id="of six hours ago"),
        pytest.param(ending(NAMED), {"changed_at": after(hours=-6, seconds=-1)}, False, id="of longer ago"),
        pytest.param(ending(NAMED), {"alert_class": AlertClass.PLANNED}, False, id="planned work ends by its periods"),
        pytest.param(ending(NAMED), {"alert_class": AlertClass.INFO}, False, id="nothing was lost"),
        pytest.param(
            ending(FIVE_PLACES), {"alert": make_alert("1", STRETCH)}, False, id="one place of five: less than a quarter"
        ),
        pytest.param(
            ending(FIVE_PLACES.replace("Church St, ", "")),
            {"alert": make_alert("1", STRETCH)},
            True,
            id="one place of four: a quarter",
        ),
    ],
)
def test_an_alert_of_its_own_ends_the_incident_that_it_is_about(
    alert: Alert, changes: dict[str, Any], *, ends: bool
) -> None:
    incident = make_incident(**changes)

    assert ended_by(alert, [incident], Rules(), NOON) == (incident if ends else None)


def test_of_several_incidents_the_one_with_most_places_in_common_ends() -> None:
    east = make_incident(id="east")
    west = make_incident(make_alert("2", "504 King: No service between Dufferin Gate and Roncesvalles Ave."), id="west")

    assert ended_by(ending(NAMED), [west, east], Rules(), NOON) == east
    assert ended_by(ending("504 King: Service has resumed at Dufferin Gate."), [east, west], Rules(), NOON) == west


def test_where_no_place_is_named_and_two_could_be_meant_none_ends() -> None:
    both = [make_incident(id="east"), make_incident(id="west")]

    assert ended_by(ending("504 King: Regular service has resumed."), both, Rules(), NOON) is None
