"""Reports that come together are written together, and none is answered before it is safe."""

import asyncio
from collections.abc import Collection, Sequence

import pytest
from pymongo.errors import AutoReconnect

from bot.webhooks import receipt_batches
from bot.webhooks.receipt_batches import ReceiptBatches, TooManyReceiptsError
from models.delivery import DeliveryState
from models.reports import Receipt


class FakeReports:
    """Keeps the batches; every second report is news. Writes wait while it is `closed`, and fail as often as told."""

    def __init__(self) -> None:
        self.batches: list[Sequence[Receipt]] = []
        self.failures = 0
        self.open = asyncio.Event()
        self.open.set()

    async def apply_all(self, receipts: Sequence[Receipt]) -> Collection[Receipt]:
        await self.open.wait()
        if self.failures:
            self.failures -= 1
            raise AutoReconnect("gone")
        self.batches.append(receipts)
        return {each for each in receipts if each.attempt % 2}

    @property
    def written(self) -> list[int]:
        return [each.attempt for batch in self.batches for each in batch]


def report(number: int) -> Receipt:
    return Receipt("d", number, "SM1", DeliveryState.SENT, None)


async def test_what_comes_together_is_written_together() -> None:
    reports = FakeReports()
    batches = ReceiptBatches(reports, gather_s=0.01)
    told = await asyncio.gather(*(batches.apply(report(number)) for number in range(600)))

    assert [len(each) for each in reports.batches] == [500, 100]
    assert told == [number % 2 == 1 for number in range(600)]


async def test_what_comes_during_a_write_is_in_the_next_one() -> None:
    reports = FakeReports()
    reports.open.clear()
    batches = ReceiptBatches(reports, gather_s=0)
    async with asyncio.TaskGroup() as group:
        group.create_task(batches.apply(report(1)))
        await asyncio.sleep(0.02)
        for number in range(2, 50):
            group.create_task(batches.apply(report(number)))
        await asyncio.sleep(0.02)
        reports.open.set()

    assert [len(each) for each in reports.batches] == [1, 48]


async def test_a_report_is_not_answered_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_batches, "AGAIN_S", 0.001)
    reports = FakeReports()
    reports.failures = 5
    told = await asyncio.gather(*(ReceiptBatches(reports, gather_s=0).apply(report(1)) for _ in range(1)))

    assert (told, reports.failures, reports.written) == ([True], 0, [1])


async def test_who_writes_for_others_may_give_up_without_losing_theirs() -> None:
    reports = FakeReports()
    reports.open.clear()
    batches = ReceiptBatches(reports, gather_s=0.01)

    async def impatient() -> None:
        async with asyncio.timeout(0.05):
            await batches.apply(report(1))

    first = asyncio.ensure_future(impatient())
    await asyncio.sleep(0)
    others = asyncio.gather(*(batches.apply(report(number)) for number in range(2, 6)))
    with pytest.raises(TimeoutError):
        await first
    reports.open.set()

    assert await others == [False, True, False, True]
    assert sorted(reports.written) == [1, 2, 3, 4, 5]


async def test_memory_is_bounded_while_the_database_is_away() -> None:
    reports = FakeReports()
    reports.open.clear()
    batches = ReceiptBatches(reports, gather_s=0.001, most_waiting=100)
    taken = [asyncio.ensure_future(batches.apply(report(number))) for number in range(100)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyReceiptsError):
        await batches.apply(report(100))
    reports.open.set()

    assert len(await asyncio.gather(*taken)) == 100
