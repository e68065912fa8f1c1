"""When a recorded moment takes place."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.timeline import LEAST_GAP, MOST_GAP, Timeline, gap, plan
from tests.builders import NOON, after

NOW = after(days=30)
SECONDS = st.integers(-(10**7), 10**7)
TIMELINES = st.builds(
    lambda distances, speed: plan(
        [after(seconds=sum(distances[:count])) for count in range(len(distances) + 1)], speed=speed, now=NOW
    ),
    st.lists(st.integers(0, 100_000), max_size=8),
    st.sampled_from([1.0, 60.0, 600.0]),
)


@pytest.mark.parametrize(
    ("seconds", "speed", "expected"),
    [
        pytest.param(600, 60, timedelta(seconds=10), id="ten minutes, sixty times as fast"),
        pytest.param(20, 1, timedelta(seconds=20), id="the recording's own speed"),
        pytest.param(30, 600, LEAST_GAP, id="too short for the pipeline to see it"),
        pytest.param(0, 60, LEAST_GAP, id="two files of the same second"),
        pytest.param(5 * 3600, 60, MOST_GAP, id="a night without polls"),
    ],
)
def test_a_gap_is_divided_by_the_speed_within_bounds(seconds: float, speed: float, expected: timedelta) -> None:
    assert gap(NOON, after(seconds=seconds), speed) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(after(minutes=-5), timedelta(seconds=-5), id="five minutes before the first poll"),
        pytest.param(NOON, timedelta(), id="the first poll"),
        pytest.param(after(minutes=5), timedelta(seconds=5), id="half way to the second"),
        pytest.param(after(hours=3, minutes=10), timedelta(seconds=25), id="half way through a night"),
        pytest.param(after(hours=6, minutes=10), timedelta(seconds=40), id="the last poll"),
        pytest.param(after(hours=9, minutes=10), timedelta(seconds=220), id="three hours after the last one"),
    ],
)
def test_a_moment_keeps_its_meaning(moment: datetime, expected: timedelta) -> None:
    timeline = plan([NOON, after(minutes=10), after(hours=6, minutes=10)], speed=60, now=NOW)

    assert timeline.at(moment) == NOW + expected


@given(TIMELINES, SECONDS, SECONDS)
def test_what_was_earlier_stays_earlier(timeline: Timeline, one: int, other: int) -> None:
    earlier, later = sorted((after(seconds=one), after(seconds=other)))

    assert timeline.at(earlier) <= timeline.at(later)


@given(TIMELINES, st.integers(1, 10**6), st.integers(0, 10**6))
def test_equal_times_before_and_after_the_polls_are_scaled_alike(timeline: Timeline, length: int, far: int) -> None:
    wanted = timedelta(seconds=length) / timeline.speed
    for begin in (after(seconds=-far - length - 1), timeline.moments[-1] + timedelta(seconds=far)):
        taken = timeline.at(begin + timedelta(seconds=length)) - timeline.at(begin)

        assert abs(taken - wanted) <= timedelta(microseconds=2)


def test_a_poll_that_is_played_early_takes_the_later_ones_along() -> None:
    timeline = plan([NOON, after(minutes=10), after(minutes=20)], speed=60, now=NOW)

    moved = timeline.moved(1, NOW + timedelta(seconds=3))

    assert [(each - NOW).total_seconds() for each in moved.played] == [0, 3, 13]
    assert moved.at(after(minutes=-10)) == timeline.at(after(minutes=-10))


def test_a_hurried_rest_is_played_at_its_own_speed_and_what_was_played_stays() -> None:
    slow = plan([NOON, after(minutes=10), after(minutes=20)], speed=60, now=NOW)
    hurried = slow.hurried(1, 300, NOW + timedelta(seconds=30))

    assert hurried.played == (NOW, NOW + timedelta(seconds=30), NOW + timedelta(seconds=32))
    assert hurried.at(after(minutes=15)) == NOW + timedelta(seconds=31)
