"""How the notifier grows with its riders, and with its senders."""

import time
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.suite.account import SENDER
from benchmarks.suite.machine import peak_mb
from benchmarks.suite.riders import add_riders
from benchmarks.suite.rows import Bound, Row
from benchmarks.suite.sending import Bench, open_bench, tell
from benchmarks.suite.size import Size
from benchmarks.suite.town import Town, open_sink, open_town

MOST_GROWTH_MB = 20.0  # what the allocator makes of it; a rider kept in memory would be hundreds
SLOW_MS = 100.0


async def measure(size: Size, folder: Path) -> list[Row]:
    async with open_town(folder, cache_gb=0.5 if size.slack else 3) as town:
        return [*await _riders(town, size), *await _senders(town, size)]


async def _riders(town: Town, size: Size) -> list[Row]:
    """One notifier each, and all riders concerned."""
    rows, peaks = [], []
    for count in size.growth:
        await town.database["subscribers"].delete_many({})
        await add_riders(town.database["subscribers"], count, concerned=count, sender=SENDER)
        async with open_bench(town) as bench:
            took_s, first_ms = await tell(bench, count)
            peaks.append(peak_mb(bench.notifier.pid))
        facts: dict[str, object] = {"seconds": round(took_s, 1), "first_text_ms": round(first_ms), "peak_mb": peaks[-1]}
        rows.append(Row(f"{count:,} riders, all told", round(count / took_s), "texts/s", facts=facts))
    grown = round(peaks[-1] - peaks[0], 1)
    name = f"notifier's memory, {size.growth[-1]:,} riders against {size.growth[0]:,}"
    facts = {"peak_mb": dict(zip(size.growth, peaks, strict=True))}
    return [*rows, Row(name, grown, "MB more", Bound.AT_MOST, MOST_GROWTH_MB, facts=facts)]


async def _senders(town: Town, size: Size) -> list[Row]:
    """Each with riders, a notifier and a hundred connections of its own, to a Twilio that answers in 100 ms."""
    await town.database["subscribers"].delete_many({})
    names = [f"+1416555{9000 + number}" for number in range(max(size.senders))]
    for name in names:
        await add_riders(
            town.database["subscribers"], size.riders_of_sender, concerned=size.riders_of_sender, sender=name
        )
    return [await _with_senders(town, names[:count], size.riders_of_sender) for count in size.senders]


async def _with_senders(town: Town, senders: list[str], riders: int) -> Row:
    async with AsyncExitStack() as stack:
        sink = await stack.enter_async_context(open_sink(town.folder, delay_ms=SLOW_MS))
        for name in senders:
            notifier = await stack.enter_async_context(town.notifier(sink.url, sender=name))
        began = time.monotonic()
        took_s, _ = await tell(Bench(town, sink, notifier), riders * len(senders))
        assert took_s <= time.monotonic() - began
    texts = riders * len(senders)
    return Row(f"{len(senders)} sender{'s' * (len(senders) > 1)}, a notifier each", round(texts / took_s), "texts/s")
