"""Whom an event concerns, and by which of the things they subscribed to."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.delivery import DeliveryState, Slot
from models.event import AlertEvent
from models.incident import AlertClass
from models.rider import Level, Subscription
from models.route import Heading
from models.window import Window
from notifier.deciding.kinds import Earlier
from notifier.deciding.matching import concerned, concerned_by_end, named_routes
from tests.unit.notifier.events import KING, NOON, QUEEN, YONGE, make_event, make_rider, standing, subscription

EVENT = make_event(KING, QUEEN)
SUBWAY, AGENCY = "ttc/mode/1", "ttc/agency"
WILSON, WILSON_LIFTS = "ttc/station/wilson", "ttc/station/wilson/elevators"
AT_WILSON = make_event(targets=(WILSON, WILSON_LIFTS), routes=())
EAST, WEST = Window(heading=Heading.EASTBOUND), Window(heading=Heading.WESTBOUND)


def targets(found: tuple[Subscription, ...] | None) -> list[str] | None:
    return None if found is None else [each.target for each in found]


@pytest.mark.parametrize(
    ("subscriptions", "expected"),
    [
        pytest.param([("ttc/route/504", NOON)], ["ttc/route/504"], id="subscribed at the very moment"),
        pytest.param([("ttc/route/504", NOON + timedelta(seconds=1))], [], id="subscribed too late"),
        pytest.param([("ttc/route/501", NOON), ("ttc/route/504", NOON)], ["ttc/route/501", "ttc/route/504"], id="both"),
        pytest.param([("ttc/route/50", NOON), ("ttc/route/5040", NOON)], [], id="numbers that merely look alike"),
        pytest.param([("miway/route/504", NOON)], [], id="another agency's 504"),
    ],
)
def test_an_event_concerns_riders_of_its_routes(subscriptions: list[tuple[str, datetime]], expected: list[str]) -> None:
    rider = make_rider(*(subscription(target, active_since=since) for target, since in subscriptions))

    assert targets(concerned(EVENT, rider, standing())) == expected


@pytest.mark.parametrize(
    ("level", "told"),
    [
        pytest.param(Level.MAJOR, {AlertClass.URGENT}, id="504 MAJOR"),
        pytest.param(Level.NORMAL, {AlertClass.URGENT, AlertClass.PLANNED}, id="504"),
        pytest.param(Level.ALL, {AlertClass.URGENT, AlertClass.PLANNED, AlertClass.INFO}, id="504 ALL"),
    ],
)
def test_a_rider_hears_as_much_as_they_asked_for(level: Level, told: set[AlertClass]) -> None:
    rider = make_rider(subscription(level=level))

    assert {each for each in AlertClass if concerned(EVENT, rider, standing(each))} == told


@pytest.mark.parametrize(
    ("target", "level", "expected"),
    [
        pytest.param(WILSON, Level.ALL, False, id="the station"),
        pytest.param(WILSON_LIFTS, Level.NORMAL, True, id="its elevators"),
        pytest.param(WILSON_LIFTS, Level.MAJOR, True, id="its elevators, whatever the level"),
        pytest.param("ttc/station/wilson/escalators", Level.ALL, False, id="its escalators"),
        pytest.param("ttc/station/king/elevators", Level.ALL, False, id="another station's"),
    ],
)
def test_an_elevator_concerns_only_who_asked_for_elevators(target: str, level: Level, expected: bool) -> None:
    rider = make_rider(subscription(target, level=level))

    assert bool(concerned(AT_WILSON, rider, standing(AlertClass.ACCESS))) is expected


@pytest.mark.parametrize(
    ("windows", "headings", "direction_ids", "expected"),
    [
        pytest.param((WEST,), (), (), True, id="an alert of both directions"),
        pytest.param((WEST,), ("westbound",), (), True, id="the rider's direction"),
        pytest.param((WEST,), ("eastbound",), (), False, id="the other direction"),
        pytest.param((EAST, WEST), ("eastbound",), (), True, id="there in the morning, back in the evening"),
        pytest.param((replace(WEST, direction_id=1),), ("eastbound",), (1,), True, id="GTFS knows better than words"),
        pytest.param((), ("eastbound",), (0,), True, id="a rider of both directions"),
    ],
)
def test_an_alert_of_one_direction_concerns_who_goes_that_way(
    windows: tuple[Window, ...], headings: tuple[str, ...], direction_ids: tuple[int, ...], expected: bool
) -> None:
    there = replace(standing(), headings=headings, direction_ids=direction_ids)

    assert bool(concerned(EVENT, make_rider(subscription(windows=windows)), there)) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"suppressed_at": NOON}, False, id="nothing reaches their number"),
        pytest.param({"muted": ("i",)}, False, id="MUTE"),
        pytest.param({"muted": ("another",)}, True, id="another incident is muted"),
        pytest.param({"paused_until": NOON + timedelta(seconds=1)}, False, id="it happened during a pause"),
        pytest.param({"paused_until": NOON}, True, id="a pause was over"),
    ],
)
def test_a_rider_who_wants_nothing_now_is_not_concerned(fields: dict[str, object], expected: bool) -> None:
    rider = replace(make_rider(), **fields)  # type: ignore[arg-type]  # the table names them

    assert bool(concerned(EVENT, rider, standing())) is expected
    assert (concerned_by_end(EVENT, rider, [told(KING.target)]) is not None) is expected


def told(*for_targets: str) -> Earlier:
    return Earlier(Slot.NOTICE, 1, DeliveryState.ACCEPTED, for_targets)


@pytest.mark.parametrize(
    ("told_for", "subscribed", "expected"),
    [
        pytest.param((KING.target,), KING.target, [KING.target], id="told of 504 King"),
        pytest.param(("ttc/route/29",), "ttc/route/29", ["ttc/route/29"], id="the alert has dropped the route since"),
        pytest.param((KING.target,), "ttc/route/29", None, id="the rider has ended that subscription"),
        pytest.param((), KING.target, [KING.target], id="told by a reply of which no more is known"),
        pytest.param((), "ttc/route/29", [], id="told by a reply of a route that they only asked about"),
    ],
)
def test_a_clear_goes_to_who_was_told(told_for: tuple[str, ...], subscribed: str, expected: list[str] | None) -> None:
    assert targets(concerned_by_end(EVENT, make_rider(subscribed), [told(*told_for)])) == expected


@pytest.mark.parametrize(
    ("event", "subscribed", "numbers"),
    [
        pytest.param(make_event(KING, QUEEN), {KING.target}, ["504"], id="one of two routes"),
        pytest.param(make_event(KING, YONGE), {SUBWAY}, ["1"], id="the subway, of a subway and a streetcar"),
        pytest.param(make_event(KING, YONGE), {AGENCY}, ["504", "1"], id="everything"),
        pytest.param(make_event(KING, YONGE), {AGENCY, YONGE.target}, ["1", "504"], id="everything, and a route"),
        pytest.param(make_event(KING, YONGE), {SUBWAY, KING.target}, ["504", "1"], id="the subway, and a route"),
    ],
)
def test_a_text_names_the_rider_s_routes(event: AlertEvent, subscribed: set[str], numbers: list[str]) -> None:
    assert [route.number for route in named_routes(event, subscribed)] == numbers
