"""`python -m benchmarks`: every number that is held, measured against its bare limit in the same run.

Quick by default; FULL=1 for a million subscribers. Prints a table, and writes all figures to build/bench.json.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.suite import (
    demo,
    fanning_out,
    growth,
    large_feed_memory,
    latency,
    loops,
    polls,
    segments_of_feeds,
    sending,
    webhook,
)
from benchmarks.suite.machine import busy_s, own_s, this_machine
from benchmarks.suite.rows import Row, Verdict, judged, table
from benchmarks.suite.size import FULL, QUICK, Size

Measure = Callable[[Size, Path], Awaitable[list[Row]]]
PARTS: Mapping[str, Measure] = {
    "sending": sending.measure,
    "fan-out": fanning_out.measure,
    "webhook": webhook.measure,
    "polls": polls.measure,
    "large-feed": large_feed_memory.measure,
    "latency": latency.measure,
    "segments": segments_of_feeds.measure,
    "demo": demo.measure,
    "growth": growth.measure,
    "loops": loops.measure,
}
FILE = Path("build/bench.json")


async def run(names: Sequence[str], size: Size) -> list[Row]:
    """Measure those parts, one after the other, each on servers of its own."""
    rows: list[Row] = []
    cores = this_machine().cores
    for name in names:
        began, busy, own = time.monotonic(), busy_s(), own_s()
        with tempfile.TemporaryDirectory(prefix="headway-bench-") as folder:
            found = await PARTS[name](size, Path(folder))
        took_s = time.monotonic() - began
        others = max(0.0, (busy_s() - busy) - (own_s() - own)) / took_s
        found = judged(found, others=others, cores=cores)
        print(f"--- {name} ({took_s:.0f} s, others used {others:.1f} of {cores} cores)\n{table(found)}", flush=True)
        rows += found
    return rows


def main(arguments: Sequence[str]) -> int:
    """0 = everything that could be judged holds, 1 = something does not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which to measure; else all")
    given = parser.parse_args(arguments)
    is_full = os.environ.get("FULL", "") not in {"", "0"}
    began, machine = time.monotonic(), this_machine()
    rows = asyncio.run(run(given.parts or list(PARTS), FULL if is_full else QUICK))
    report = {
        "machine": asdict(machine),
        "full": is_full,
        "seconds": round(time.monotonic() - began),
        "rows": [{**asdict(row), "verdict": row.verdict} for row in rows],
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(report, indent=1), encoding="utf-8")
    broken = [row.name for row in rows if row.verdict is Verdict.BROKEN]
    print(f"\n{machine}\n{len(rows)} figures in {report['seconds']} s, in {FILE}; does not hold: {broken or 'none'}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
