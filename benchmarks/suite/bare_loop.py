"""The least that any sender does: posts texts with the SDK, `python -m benchmarks.suite.bare_loop URL`."""

import argparse
import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Iterator

from benchmarks.suite.account import SENDER, twilio_settings
from runtime.twilio_transport import open_twilio

BODY = "504 King: No service between Broadview Station and Parliament St due to a collision. Shuttle buses are running."


async def post(url: str, texts: int, concurrency: int) -> dict[str, float]:
    """Post that many texts; seconds on the clock and of the processor."""
    async with open_twilio(twilio_settings(url), connections=concurrency, timeout_s=60) as client:
        numbers = iter(range(texts))

        async def work(mine: Iterator[int]) -> None:
            for number in mine:
                await client.messages.create_async(
                    to=f"+1{4160000000 + number}",
                    body=BODY,
                    status_callback=f"https://headway.example/twilio/status?d={number:032x}&a=1",
                    validity_period=900,
                    from_=SENDER,
                )

        began, began_cpu = time.monotonic(), time.process_time()
        async with asyncio.TaskGroup() as group:
            for _ in range(concurrency):
                group.create_task(work(numbers))
        return {"seconds": time.monotonic() - began, "cpu_s": time.process_time() - began_cpu}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suite.bare_loop", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--texts", type=int, default=5000)
    parser.add_argument("--concurrency", type=int, default=100)
    given = parser.parse_args(sys.argv[1:])
    figures = asyncio.run(post(given.url, given.texts, given.concurrency))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"texts": given.texts, **figures, "peak_mb": round(peak_mb, 1), "pid": os.getpid()}))


if __name__ == "__main__":
    main()
