"""How the notifier grows with its riders, and with its senders."""

from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.suite.account import SENDER
from benchmarks.suite.machine import peak_mb
from benchmarks.suite.riders import add_riders
from benchmarks.suite.rows import Bound, Row
from benchmarks.suite.sending import Bench, join, open_bench, tell
from benchmarks.suite.size import Size
from benchmarks.suite.town import Town, open_sink, open_town

MOST_GROWTH_MB = 20.0  # what the allocator makes of it; a rider kept in memory would be hundreds
SLOW_MS = 100.0


async def measure(size: Size, folder: Path) -> list[Row]:
    async with open_town(folder, cache_gb=0.5 if size.slack else 3) as town:
        rows = await _riders(town, size)
    for count in size.senders:
        # Other notifiers would tell their riders of what happened in a town before.
        async with open_town(folder) as town:
            rows.append(await _with_senders(town, count, size.riders_of_sender))
    return rows


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


async def _with_senders(town: Town, count: int, riders: int) -> Row:
    """Each with riders, a notifier and a hundred connections of its own, to a Twilio that answers in 100 ms."""
    senders = [f"+1416555{9000 + number}" for number in range(count)]
    for name in senders:
        await add_riders(town.database["subscribers"], riders, concerned=riders, sender=name)
    async with AsyncExitStack() as stack:
        sink = await stack.enter_async_context(open_sink(town.folder, delay_ms=SLOW_MS))
        for name in senders:
            running = town.notifier(sink.url, sender=name, CONSUMER_GROUP=f"bench-{name}")
            notifier = await stack.enter_async_context(running)
        await join(town, notifiers=count)
        took_s, _ = await tell(Bench(town, sink, notifier), riders * count)
    return Row(f"{count} sender{'s' * (count > 1)}, a notifier each", round(riders * count / took_s), "texts/s")
