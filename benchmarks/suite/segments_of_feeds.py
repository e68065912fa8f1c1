"""How many segments first notices take over recorded feeds: see `benchmarks.segments`."""

import asyncio
import os
from pathlib import Path

from benchmarks import segments
from benchmarks.suite.rows import Bound, Row
from benchmarks.suite.size import Size

MOST_ON_AVERAGE, MOST = 1.1, 2
AVERAGE_NAME, MOST_NAME = "segments per first notice, on average", "segments per first notice, at most"


async def measure(size: Size, folder: Path) -> list[Row]:  # noqa: ARG001  # all parts are asked alike
    place = os.environ.get("REAL_FEEDS", "")
    if not place:
        why = "REAL_FEEDS names no folder of recorded feeds"
        return [Row(name, None, note=why) for name in (AVERAGE_NAME, MOST_NAME)]
    everything = (await asyncio.to_thread(segments.measure, Path(place)))[-1]
    facts: dict[str, object] = {"alerts": everything.alerts, "as_they_came": everything.naive_average}
    return [
        Row(AVERAGE_NAME, everything.average, "segments", Bound.AT_MOST, MOST_ON_AVERAGE, facts=facts),
        Row(MOST_NAME, everything.most, "segments", Bound.AT_MOST, MOST),
    ]
