"""What stops first when a sender's day runs short of segments."""

import pytest

from models.priority import Priority
from notifier.deciding.daily_segments import BOUNDLESS, Budget, DailySegments

THOUSAND = DailySegments(1000)


@pytest.mark.parametrize(
    ("priority", "last", "first_stopped"),
    [
        pytest.param(Priority.INFO, 699, 700, id="information stops at 70 %"),
        pytest.param(Priority.CALM, 849, 850, id="planned work and elevators at 85 %"),
        pytest.param(Priority.CLEAR, 999, 1000, id="all-clears with the day"),
        pytest.param(Priority.UPDATE, 999, 1000, id="updates with the day"),
        pytest.param(Priority.URGENT, 999, 1000, id="no service with the day"),
    ],
)
def test_the_least_urgent_stops_first(priority: Priority, last: int, first_stopped: int) -> None:
    assert Budget(THOUSAND, last).allows(priority, 1)
    assert not Budget(THOUSAND, first_stopped).allows(priority, 1)


@pytest.mark.parametrize("priority", Priority)
def test_without_a_bound_everything_goes_out(priority: Priority) -> None:
    assert BOUNDLESS.allows(priority, 10**9)


def test_who_asks_is_answered_on_any_day() -> None:
    assert Budget(THOUSAND, 5000).allows(Priority.ANSWER, 2)


def test_a_text_of_two_segments_needs_room_for_both() -> None:
    assert not Budget(THOUSAND, 999).allows(Priority.URGENT, 2)
    assert not Budget(THOUSAND, 998).after(1).allows(Priority.URGENT, 2)


@pytest.mark.parametrize(
    ("spent", "stopped"),
    [
        pytest.param(699, (), id="nothing"),
        pytest.param(700, (Priority.INFO,), id="information"),
        pytest.param(850, (Priority.CALM, Priority.INFO), id="all that is calm"),
        pytest.param(
            1000,
            (Priority.URGENT, Priority.UPDATE, Priority.CLEAR, Priority.CALM, Priority.INFO),
            id="all but answers",
        ),
    ],
)
def test_an_operator_is_told_what_has_stopped(spent: int, stopped: tuple[Priority, ...]) -> None:
    assert THOUSAND.stopped_at(spent) == stopped
