"""A feed that is suddenly almost empty, or suddenly crowded."""

import pytest

from pipeline.deciding.guard import held_drop, is_crowd
from pipeline.deciding.memory import Drop, FeedMemory
from pipeline.deciding.rules import Rules
from tests.builders import NOON, after


@pytest.mark.parametrize(
    ("before", "count", "is_held"),
    [
        pytest.param(74, 0, True, id="74 alerts, then none"),
        pytest.param(74, 22, True, id="74 alerts, then fewer than 30 percent of them"),
        pytest.param(10, 3, False, id="10 alerts, then 30 percent of them"),
        pytest.param(5, 0, True, id="five, then none"),
        pytest.param(4, 0, False, id="a small feed has nothing to lose"),
        pytest.param(0, 0, False, id="an empty feed stays empty"),
        pytest.param(10, 11, False, id="one more"),
    ],
)
def test_a_sudden_emptiness_is_doubted(before: int, count: int, *, is_held: bool) -> None:
    memory = FeedMemory(alert_count=before)

    assert (held_drop(memory, count, poll=9, rules=Rules(), now=NOON) is not None) is is_held


@pytest.mark.parametrize(
    ("count", "poll", "minutes", "is_held"),
    [
        pytest.param(0, 30, 14.9, True, id="empty for nearly 15 minutes"),
        pytest.param(0, 30, 15, False, id="empty for 15 minutes and many polls"),
        pytest.param(0, 12, 60, True, id="empty for an hour, but in three polls only"),
        pytest.param(0, 13, 60, False, id="empty for an hour, in the fourth poll"),
        pytest.param(9, 30, 4.9, True, id="nearly empty for nearly 5 minutes"),
        pytest.param(9, 30, 5, False, id="nearly empty for 5 minutes and many polls"),
        pytest.param(9, 12, 5, True, id="nearly empty for 5 minutes, but in three polls only"),
        pytest.param(40, 11, 0.5, False, id="back"),
    ],
)
def test_the_doubt_ends_after_polls_and_time(count: int, poll: int, minutes: float, *, is_held: bool) -> None:
    # The drop began with poll 10, so polls 10, 11 and 12 are held.
    memory = FeedMemory(alert_count=count, drop=Drop(74, NOON, 10))

    assert (held_drop(memory, count, poll=poll, rules=Rules(), now=after(minutes=minutes)) is not None) is is_held


@pytest.mark.parametrize(
    ("openings", "open_incidents", "expected"),
    [
        pytest.param(10, 0, False, id="ten at once are a bad morning"),
        pytest.param(11, 0, True, id="eleven out of nothing"),
        pytest.param(11, 44, False, id="eleven beside 44 are a quarter"),
        pytest.param(12, 44, True, id="twelve beside 44 are more than a quarter"),
        pytest.param(40, 30, True, id="all ids moved"),
    ],
)
def test_a_sudden_crowd_is_doubted(openings: int, open_incidents: int, *, expected: bool) -> None:
    assert is_crowd(openings, open_incidents, Rules()) is expected
