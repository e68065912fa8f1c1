"""How long it takes until the first text can be typed into the demonstration."""

import asyncio
import os
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.suite.rows import Bound, Row
from benchmarks.suite.size import Size

MOST_S = 10.0
READY = b"Logs are in"  # the last line before what is typed is read
ANSWERED = b"You get alerts"


async def measure(size: Size, folder: Path) -> list[Row]:
    times = [await _trial(folder) for _ in range(size.rounds)]
    ready_s, answered_s = zip(*times, strict=True)
    facts: dict[str, object] = {"trials_s": [round(each, 2) for each in ready_s]}
    return [
        Row(
            "start of the demonstration to the first text that can be typed",
            round(median(ready_s), 1),
            "s",
            Bound.AT_MOST,
            MOST_S,
            slack=size.slack,
            facts=facts,
        ),
        Row("and to its answer", round(median(answered_s), 1), "s"),
    ]


async def _trial(folder: Path) -> tuple[float, float]:
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "sandbox", "demo"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    async with asyncio.timeout(60):
        await process.stdout.readuntil(READY)
        ready_s = time.monotonic() - began
        process.stdin.write(b"SUBSCRIBE 504\n")
        await process.stdout.readuntil(ANSWERED)
        answered_s = time.monotonic() - began
        process.stdin.write(b"/quit\n")
        await process.communicate()
    return ready_s, answered_s
