"""Which listed entity tells of which known incident."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from models.alert import Alert, Translation
from models.incident import Incident
from pipeline.deciding.recognition import Recognition, recognise
from pipeline.deciding.rules import Rules
from tests.builders import NO_SERVICE_ON_KING, NOON, after, make_alert
from tests.unit.pipeline.incidents import make_incident

KING = make_alert("202", NO_SERVICE_ON_KING)
QUEEN = make_alert("301", "501 Queen: Detour via Dundas St due to construction.", routes=("501",), effect="DETOUR")
ELEVATOR: dict[str, Any] = {"routes": (), "effect": "ACCESSIBILITY_ISSUE"}
EVERY_ID = frozenset({"1", "2", "202", "301"})
PAGE = (Translation("https://ttc.ca/alerts", "en"),)


def named(alert: Alert, entity_id: str) -> Alert:
    return replace(alert, entity_id=entity_id)


def known(*alerts: Alert) -> list[Incident]:
    """Incidents named by the order in which they were opened."""
    return [make_incident(alert, id=str(number)) for number, alert in enumerate(alerts)]


def found(
    listed: Sequence[Alert], incidents: Sequence[Incident], *, trusted_ids: frozenset[str] = EVERY_ID
) -> Recognition:
    return recognise(listed, incidents, trusted_ids=trusted_ids, rules=Rules())


@pytest.mark.parametrize(
    ("listed", "members", "news", "moved"),
    [
        pytest.param([KING, QUEEN], {"0": ["202"], "1": ["301"]}, 0, [], id="nothing changed"),
        pytest.param([QUEEN, KING], {"0": ["202"], "1": ["301"]}, 0, [], id="in another order"),
        pytest.param(
            [named(KING, "301"), named(QUEEN, "202")],
            {"0": ["301"], "1": ["202"]},
            0,
            ["202", "301"],
            id="two alerts swap their ids",
        ),
        pytest.param([named(KING, "777"), QUEEN], {"0": ["777"], "1": ["301"]}, 0, ["202"], id="a new id"),
        pytest.param([named(QUEEN, "202")], {"1": ["202"]}, 0, ["202", "301"], id="202 was King, and now it is Queen"),
        pytest.param(
            [make_alert("202", "505 Dundas: Delays near Bathurst St.", routes=("505",))],
            {},
            1,
            ["202"],
            id="202 was King, and now it is something new",
        ),
        pytest.param([], {}, 0, [], id="nothing is listed"),
    ],
)
def test_an_incident_is_recognised_by_what_it_says(
    listed: list[Alert], members: dict[str, list[str]], news: int, moved: list[str]
) -> None:
    recognition = found(listed, known(KING, QUEEN))
    by_id = {name: [each.entity_id for each in alerts] for name, alerts in recognition.members.items()}

    assert (by_id, len(recognition.news), sorted(recognition.moved_ids)) == (members, news, moved)


def test_an_id_that_is_trusted_keeps_an_alert_whose_text_was_written_anew() -> None:
    anew = make_alert("202", "Streetcars are back soon.")

    assert found([anew], known(KING)).members == {"0": (anew,)}
    assert found([anew], known(KING), trusted_ids=frozenset()).news == (anew,)


def test_an_id_that_repeats_within_one_poll_says_nothing() -> None:
    anew = [make_alert("202", "Streetcars are back soon."), make_alert("202", "Trams run every 20 minutes.")]

    assert found(anew, known(KING)).members == {}


@pytest.mark.parametrize(
    ("others", "is_known"),
    [pytest.param(0, True, id="a page of its own"), pytest.param(1, False, id="a page that two alerts share")],
)
def test_a_page_counts_where_only_one_alert_links_to_it(others: int, *, is_known: bool) -> None:
    first = replace(make_alert("1", "Late streetcars near Parliament St", routes=()), url=PAGE)
    again = replace(make_alert("9", "Late streetcars now near Parliament St", routes=()), url=PAGE)
    rest = [replace(make_alert("8", "Elevators at Bay", routes=()), url=PAGE)] * others

    assert ("0" in found([again, *rest], known(first)).members) is is_known


def test_the_best_evidence_decides_between_two_that_are_much_alike() -> None:
    parts: dict[str, Any] = {"routes": ("504",), "periods": [(NOON, None)]}
    west = make_alert("1", "No service from Dufferin Gate to Roncesvalles Ave because of a fire", **parts)
    east = make_alert("2", "No service from Parliament St to Broadview Station because of a fire", **parts)
    listed = [
        make_alert("11", "No service from Parliament St to Broadview Station because of fires", **parts),
        make_alert("12", "No service from Dufferin Gate to Roncesvalles Ave because of fires", **parts),
    ]

    assert found(listed, known(west, east)).members == {"0": (listed[1],), "1": (listed[0],)}


def test_each_elevator_of_a_station_is_recognised_as_itself_in_any_order() -> None:
    elevators = [
        make_alert(str(number), f"Elevator {number}Y{number}L out of service.", stops=("bloor",), **ELEVATOR)
        for number in range(1, 6)
    ]
    listed = [named(each, f"x{each.entity_id}") for each in reversed(elevators)]
    members = found(listed, known(*elevators), trusted_ids=frozenset()).members

    assert {name: each[0].entity_id for name, each in members.items()} == {str(n): f"x{n + 1}" for n in range(5)}


def test_copies_of_one_text_are_recognised_one_each() -> None:
    copies = [make_alert("1", "Line 1: Delays near Bay Station"), make_alert("2", "Line 1: Delays near Bay Station")]
    incident = make_incident(copies[0], id="0", members=tuple(copies))

    assert found([named(copies[0], "7"), named(copies[0], "8")], [incident]).members == {
        "0": (named(copies[0], "7"), named(copies[0], "8"))
    }
    assert len(found([*copies, named(copies[0], "9")], [incident]).news) == 1


def test_who_spoke_for_an_incident_goes_on_speaking() -> None:
    first, second = make_alert("1", "60 Steeles West: Detour"), make_alert("2", "960 Steeles West Express: Detour")
    incident = make_incident(first, id="0", members=(first, second))

    assert found([second, first], [incident]).members == {"0": (first, second)}


def test_a_later_start_under_a_new_id_is_another_incident() -> None:
    morning = make_alert("1", "Bypassing Runnymede Station", routes=("2",), periods=[(NOON, None)])
    night = make_alert("2", "Skipping all trains at Runnymede", routes=("2",), periods=[(after(hours=9), None)])

    assert found([night], known(morning)).news == (night,)
