"""A consumer that stands anywhere but at the end, and gets nothing, has lost its way."""

import math
from collections.abc import Collection, Mapping

import pytest

from runtime.kafka_progress import Progress, find_lag


class Standing:
    """A consumer of one partition."""

    def __init__(self, position: int, end: int, *, is_assigned: bool = True) -> None:
        self.at, self.end = position, end
        self._partitions = [0] if is_assigned else []

    def assignment(self) -> Collection[int]:
        return self._partitions

    async def end_offsets(self, partitions: Collection[int]) -> Mapping[int, int]:
        return dict.fromkeys(partitions, self.end)

    async def position(self, partition: int) -> int:
        return self.at

    def highwater(self, partition: int) -> int | None:
        return self.end if self.end >= 0 else None


def watched(consumer: Standing) -> Progress:
    return Progress(consumer, look_every_s=5, patience_s=1, now_s=0)


@pytest.mark.parametrize(
    ("position", "end", "expected"),
    [
        pytest.param(7, 7, [False, False, False], id="all was read"),
        pytest.param(7, 1, [False, True, True], id="the broker came back empty, and has new records"),
        pytest.param(7, 9, [False, True, True], id="records that are never handed over"),
    ],
)
async def test_a_quiet_consumer_is_looked_at(position: int, end: int, expected: list[bool]) -> None:
    progress = watched(Standing(position, end))

    assert [await progress.is_astray(now_s) for now_s in (5, 10, 15)] == expected


async def test_a_consumer_that_moves_is_left_alone() -> None:
    progress = watched(Standing(7, 9))
    seen = [await progress.is_astray(5)]
    progress.moved(6)
    seen += [await progress.is_astray(10), await progress.is_astray(12)]

    assert seen == [False, False, False]


async def test_who_stands_by_is_left_alone() -> None:
    progress = watched(Standing(0, 9, is_assigned=False))

    assert [await progress.is_astray(now_s) for now_s in (5, 10, 15)] == [False, False, False]


@pytest.mark.parametrize(
    ("consumer", "expected"),
    [
        pytest.param(Standing(7, 9), 2, id="two records are to come"),
        pytest.param(Standing(9, 9), 0, id="all was handed over"),
        pytest.param(Standing(9, 3), 0, id="the broker came back with less"),
        pytest.param(Standing(0, -1), math.nan, id="the broker has told nothing yet"),
        pytest.param(Standing(7, 9, is_assigned=False), 0, id="who stands by has nothing to do"),
    ],
)
async def test_what_is_still_to_come_is_known_without_asking(consumer: Standing, expected: float) -> None:
    lag = await find_lag(consumer, patience_s=1)

    assert lag == pytest.approx(expected, nan_ok=True)
