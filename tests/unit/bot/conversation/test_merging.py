"""How a new wish joins the subscription that is there."""

from datetime import timedelta

import pytest

from bot.conversation.merging import wished_subscription, with_wished
from bot.directory.subject import Subject
from models.rider import Level, Subscription
from models.route import Direction, Heading
from models.window import Window
from tests.fakes.bot_world import KING, NOW

WEEKDAYS = (0, 1, 2, 3, 4)
MORNING = Window(WEEKDAYS, 7 * 60, 9 * 60)
EVENING = Window(WEEKDAYS, 16 * 60 + 30, 18 * 60)
WESTBOUND = Window(heading=Heading.WESTBOUND)
THE_504 = Subject(KING, "ttc", "504 King", "504")
EARLIER = NOW - timedelta(days=3)


def known(*windows: Window, level: Level = Level.NORMAL) -> Subscription:
    return Subscription(KING, "504 King", EARLIER, windows, level)


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        pytest.param((), (MORNING,), (MORNING,), id="always, then only mornings"),
        pytest.param((MORNING,), (EVENING,), (MORNING, EVENING), id="mornings, and evenings too"),
        pytest.param((MORNING,), (MORNING,), (MORNING,), id="the same again"),
        pytest.param((MORNING, EVENING), (), (), id="a bare SUBSCRIBE means always"),
        pytest.param((), (WESTBOUND,), (WESTBOUND,), id="always, but westbound"),
        pytest.param(
            (MORNING,), (WESTBOUND,), (Window(WEEKDAYS, 420, 540, Heading.WESTBOUND),), id="mornings, now westbound"
        ),
        pytest.param((WESTBOUND,), (MORNING,), (WESTBOUND, MORNING), id="westbound always, and mornings both ways"),
    ],
)
def test_hours_are_added_and_a_direction_goes_with_them(
    before: tuple[Window, ...], said: tuple[Window, ...], after: tuple[Window, ...]
) -> None:
    assert wished_subscription(known(*before), THE_504, (said, None), NOW).windows == after


def test_a_level_alone_leaves_the_hours() -> None:
    wished = wished_subscription(known(MORNING), THE_504, ((), Level.MAJOR), NOW)

    assert (wished.windows, wished.level) == ((MORNING,), Level.MAJOR)


def test_a_level_that_was_not_said_stays() -> None:
    assert wished_subscription(known(level=Level.ALL), THE_504, ((MORNING,), None), NOW).level is Level.ALL


def test_a_new_subscription_begins_now() -> None:
    wished = wished_subscription(None, THE_504, ((MORNING,), None), NOW)

    assert wished == Subscription(KING, "504 King", NOW, (MORNING,), Level.NORMAL)


def test_a_changed_subscription_counts_since_it_began() -> None:
    assert wished_subscription(known(), THE_504, ((MORNING,), None), NOW).active_since == EARLIER


def test_a_direction_gets_the_id_that_static_gtfs_has_for_it() -> None:
    directions = (Direction(0, "East - Broadview", Heading.EASTBOUND), Direction(1, "West - Dundas", Heading.WESTBOUND))
    subject = Subject(KING, "ttc", "504 King", "504", directions)

    assert wished_subscription(None, subject, ((WESTBOUND,), None), NOW).windows[0].direction_id == 1


def test_a_changed_subscription_keeps_its_place_in_the_list() -> None:
    other = Subscription("ttc/route/501", "501 Queen", NOW)
    changed = known(MORNING)

    assert with_wished((known(), other), [changed]) == (changed, other)
