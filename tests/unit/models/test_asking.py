"""What a subscription asks for."""

import pytest

from models.asking import asks_for
from models.incident import AlertClass
from models.rider import Level, Subscription
from models.route import Heading
from models.window import Window
from tests.builders import NOON

WESTBOUND = Window(heading=Heading.WESTBOUND, direction_id=1)


def subscription(target: str = "ttc/route/504", *windows: Window, level: Level = Level.NORMAL) -> Subscription:
    return Subscription(target, "504 King", NOON, windows, level)


@pytest.mark.parametrize(
    ("level", "wanted"),
    [
        pytest.param(Level.MAJOR, {AlertClass.URGENT}, id="504 MAJOR"),
        pytest.param(Level.NORMAL, {AlertClass.URGENT, AlertClass.PLANNED}, id="504"),
        pytest.param(Level.ALL, {AlertClass.URGENT, AlertClass.PLANNED, AlertClass.INFO}, id="504 ALL"),
    ],
)
def test_a_level_asks_for_some_classes(level: Level, wanted: set[AlertClass]) -> None:
    assert {each for each in AlertClass if asks_for(subscription(level=level), each)} == wanted


@pytest.mark.parametrize(
    ("target", "asks"),
    [
        pytest.param("ttc/station/wilson/elevators", True, id="ELEVATORS WILSON"),
        pytest.param("ttc/station/wilson/escalators", True, id="ESCALATORS WILSON"),
        pytest.param("ttc/station/wilson", False, id="WILSON STATION"),
        pytest.param("ttc/route/504", False, id="504"),
        pytest.param("ttc/agency", False, id="everything"),
    ],
)
def test_elevators_are_for_who_asked_for_them(target: str, asks: bool) -> None:
    assert asks_for(subscription(target), AlertClass.ACCESS) is asks


@pytest.mark.parametrize(
    ("direction_ids", "headings", "asks"),
    [
        pytest.param((), (), True, id="nobody says which way"),
        pytest.param((1,), (), True, id="this way, by its id"),
        pytest.param((0,), (), False, id="the other way"),
        pytest.param((), ("westbound",), True, id="this way, in words"),
        pytest.param((), ("eastbound",), False, id="the other way, in words"),
    ],
)
def test_a_direction_asks_for_its_own(direction_ids: tuple[int, ...], headings: tuple[str, ...], asks: bool) -> None:
    westbound = subscription("ttc/route/504", WESTBOUND)

    assert asks_for(westbound, AlertClass.URGENT, direction_ids=direction_ids, headings=headings) is asks
