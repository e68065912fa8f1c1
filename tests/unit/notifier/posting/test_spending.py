"""The day's segments: written down once a batch, said once when they run short."""

from datetime import date

import pytest
from pymongo.errors import AutoReconnect
from structlog.testing import capture_logs

from notifier.deciding.daily_segments import BOUNDLESS, DailySegments
from notifier.posting.spending import Spending


class Kept:
    """Keeps the sums of days; `away` as long as it is told."""

    def __init__(self) -> None:
        self.day, self.sum, self.writes, self.away = date(2026, 3, 11), 0, 0, False

    async def add(self, segments: int, *, epoch: int) -> tuple[date, int]:
        if self.away:
            raise AutoReconnect("away")
        self.writes += 1
        self.sum += segments
        return self.day, self.sum


def spending(kept: Kept, most: int = 10) -> Spending:
    return Spending(kept, DailySegments(most), epoch=lambda: 1)


def nothing() -> int:
    return 0


async def test_what_was_posted_is_written_down_in_one_go() -> None:
    kept = Kept()
    its = spending(kept)
    for _ in range(3):
        its.posted(2)

    assert (await its.budget(lambda: 1)).spent == 7
    assert (kept.sum, kept.writes) == (6, 1)


async def test_what_could_not_be_written_down_is_not_forgotten() -> None:
    kept = Kept()
    its = spending(kept)
    its.posted(2)
    kept.away = True
    with pytest.raises(AutoReconnect):
        await its.budget(nothing)
    kept.away = False

    assert (await its.budget(nothing)).spent == 2


async def test_a_sender_without_a_bound_writes_nothing() -> None:
    kept = Kept()
    its = spending(kept, most=0)
    its.posted(2)

    assert (await its.budget(nothing), kept.writes) == (BOUNDLESS, 0)


async def test_what_has_stopped_is_said_once_a_day() -> None:
    kept = Kept()
    its = spending(kept)
    with capture_logs() as logs:
        for posted in (7, 0, 2, 0, 1, 0):
            its.posted(posted)
            await its.budget(nothing)
        kept.day, kept.sum = date(2026, 3, 12), 7
        await its.budget(nothing)

    assert [each["stopped"] for each in logs] == [
        ["info"],
        ["calm", "info"],
        ["urgent", "update", "clear", "calm", "info"],
        ["info"],
    ]
