"""Imports a static GTFS of the TTC's size into MongoDB: `python -m benchmarks.static_import` prints how long it took.

`longest_block_s` is for how long the event loop, and with it the renewal of leases, stood still.
"""

import asyncio
import contextlib
import json
import resource
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.large_gtfs import Size, write_large_gtfs
from models.documents.registry import DOCUMENTS
from pipeline.reading.feeds import FeedConfig
from pipeline.static.catalogue_store import CatalogueStore
from pipeline.static.importing import StaticReader, import_catalogue
from runtime.clock import utc_now
from runtime.mongo import open_database
from runtime.settings import ProcessSettings
from sandbox.embedded.mongod import open_mongod

_TICK_S = 0.02


async def measure(folder: Path, size: Size) -> dict[str, float]:
    """Make the edition, import it, and import it again unchanged."""
    file = folder / "large.zip"
    rows = write_large_gtfs(file, size)
    feed = FeedConfig(id="big", alert_url="https://transit.example/alerts", static_gtfs=str(file))
    async with open_mongod(folder / "mongod") as server:
        settings = ProcessSettings(mongodb_uri=server.uri, internal_port=0)
        async with open_database(settings, DOCUMENTS), httpx.AsyncClient() as client:
            reader = StaticReader(client, timeout_s=10, most_bytes=1)
            seconds, longest_block_s = await _timed(feed, reader)
            # The only process that has ended yet is the one that read the edition.
            peak_mb = _peak_mb(resource.RUSAGE_CHILDREN)
            again_s, _ = await _timed(feed, reader)
    return {
        "rows": rows,
        "seconds": round(seconds, 1),
        "unchanged_seconds": round(again_s, 1),
        "longest_block_s": round(longest_block_s, 2),
        "peak_rss_mb": peak_mb,
        "own_peak_rss_mb": _peak_mb(resource.RUSAGE_SELF),
    }


async def _timed(feed: FeedConfig, reader: StaticReader) -> tuple[float, float]:
    gaps = [0.0]
    watching = asyncio.create_task(_watch(gaps))
    started = time.monotonic()
    await import_catalogue(feed, reader, CatalogueStore(), utc_now())
    took = time.monotonic() - started
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    return took, max(gaps)


async def _watch(gaps: list[float]) -> None:
    while True:
        before = time.monotonic()
        await asyncio.sleep(_TICK_S)
        gaps.append(time.monotonic() - before - _TICK_S)


def _peak_mb(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(measure(Path(folder), Size()))))


if __name__ == "__main__":
    main()
