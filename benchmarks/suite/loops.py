"""The loops that people would write: Twilio's own clients, one text after the other, in threads, and asynchronous."""

import asyncio
from pathlib import Path

from benchmarks.suite.rows import Row
from benchmarks.suite.sending import post_bare
from benchmarks.suite.size import Size
from benchmarks.suite.town import open_sink
from benchmarks.suite.twilio_loops import LOOPS, ONE_BY_ONE

SLOW_MS = 100.0


async def measure(size: Size, folder: Path) -> list[Row]:
    rows = []
    for delay_ms, answer in ((0.0, "at once"), (SLOW_MS, f"in {SLOW_MS:.0f} ms")):
        async with open_sink(folder, delay_ms=delay_ms) as sink:
            for name, loop in LOOPS.items():
                # One text after the other takes its time.
                texts = min(size.loop_texts, 100) if delay_ms and name == ONE_BY_ONE else size.loop_texts
                took_s = await asyncio.to_thread(loop, sink.url, texts)
                tally = await sink.tally(anew=True)
                assert tally["texts"] == texts, tally["texts"]
                rows.append(Row(f"{name}, Twilio answers {answer}", round(texts / took_s), "texts/s"))
            bare = await post_bare(sink.url, size.loop_texts)
            name = f"the SDK over our transport, bare, Twilio answers {answer}"
            rows.append(Row(name, round(size.loop_texts / bare["seconds"]), "texts/s"))
            await sink.tally(anew=True)
    return rows
