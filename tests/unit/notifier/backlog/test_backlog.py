"""What is left to do is shown for each priority, also where there is nothing."""

from datetime import timedelta

from models.priority import Priority
from notifier.backlog.backlog import Left, OpenFanout, left_by_priority
from tests.unit.notifier.events import NOON, at


def test_riders_of_one_priority_are_added_up_and_the_oldest_event_counts() -> None:
    fanouts = [
        OpenFanout(Priority.URGENT, at(11, 59), 40),
        OpenFanout(Priority.URGENT, at(11, 50), 2),
        OpenFanout(Priority.INFO, at(11), 7),
    ]
    left = left_by_priority(fanouts, NOON)

    assert left[Priority.URGENT] == Left(42, timedelta(minutes=10))
    assert left[Priority.INFO] == Left(7, timedelta(hours=1))


def test_priorities_without_a_fan_out_have_nothing_left() -> None:
    assert left_by_priority([], NOON) == dict.fromkeys(Priority, Left(0, timedelta(0)))


def test_an_event_of_a_clock_that_is_ahead_is_not_older_than_now() -> None:
    left = left_by_priority([OpenFanout(Priority.CLEAR, at(13), 1)], NOON)

    assert left[Priority.CLEAR].oldest == timedelta(0)
