"""What a poll costs: see `benchmarks.poll`."""

from pathlib import Path

from benchmarks import poll
from benchmarks.suite.rows import Bound, Row
from benchmarks.suite.running import figures_of
from benchmarks.suite.size import Size


async def measure(size: Size, folder: Path) -> list[Row]:  # noqa: ARG001  # all parts are asked alike
    # In a process of its own, whose garbage collector is the pipeline's.
    arguments = ("--alerts", str(size.alerts), "--selectors", str(size.selectors))
    found = await figures_of("benchmarks.poll", *arguments)
    unchanged, all_new = (found["ratios"][each] for each in (poll.UNCHANGED, poll.ALL_NEW))
    facts: dict[str, object] = {"selectors": size.selectors, "ms": found["milliseconds"]}
    return [
        Row(
            "poll in which nothing changed",
            unchanged,
            "times fetch and hash",
            Bound.AT_MOST,
            poll.MOST_UNCHANGED,
            # Fetching is measured in milliseconds, as is what the machine does beside.
            slack=size.slack,
            facts=facts,
        ),
        Row(
            f"poll of {size.alerts:,} alerts, all new",
            all_new,
            "times decode and copy",
            Bound.AT_MOST,
            poll.MOST_ALL_NEW,
            slack=size.slack,
            facts=facts,
        ),
    ]
