"""How fast one notifier sends a crowd its texts, against a bare loop over the same client of Twilio's API."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.suite.account import SENDER
from benchmarks.suite.machine import cpu_s, peak_mb, rss_mb
from benchmarks.suite.riders import KING, NOBODYS, add_riders
from benchmarks.suite.rows import Bound, Row, ratio_of_medians
from benchmarks.suite.running import figures_of
from benchmarks.suite.size import Size
from benchmarks.suite.town import RunningSink, Town, open_sink, open_town
from models.delivery import DeliveryState
from models.route import Route
from sandbox.processes import ChildProcess
from sandbox.watching import wait_until

SLOW_MS = 100.0
SLOW_RATIO, INSTANT_RATIO, LEAST_PER_S = 0.95, 0.65, 2000
WRITTEN_DOWN_S = 120


@dataclass(slots=True)
class Rounds:
    """What each round took; `cpu_us` is the processor's time a text, by process."""

    bare_s: list[float] = field(default_factory=list)
    ours_s: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)
    cpu_us: dict[str, list[float]] = field(default_factory=dict)

    def add_cpu(self, **of: float) -> None:
        for name, value in of.items():
            self.cpu_us.setdefault(name, []).append(value)

    @property
    def cpu_ratio(self) -> float:
        return ratio_of_medians(self.cpu_us["bare_loop"], self.cpu_us["notifier"])

    def facts(self, riders: int) -> dict[str, object]:
        return {
            "riders": riders,
            "texts_per_s": round(riders / median(self.ours_s)),
            "first_text_ms": round(median(self.first_ms)),
            "cpu_us_per_text": {name: round(median(each)) for name, each in self.cpu_us.items()},
            "ours_s": [round(each, 2) for each in self.ours_s],
            "bare_s": [round(each, 2) for each in self.bare_s],
        }


@dataclass(frozen=True, slots=True)
class Bench:
    """One notifier, and who it sends to."""

    town: Town
    sink: RunningSink
    notifier: ChildProcess


async def measure(size: Size, folder: Path) -> list[Row]:
    async with open_town(folder, cache_gb=1) as town:
        await add_riders(town.database["subscribers"], size.riders, concerned=size.riders, sender=SENDER)
        async with open_bench(town, delay_ms=0) as bench:
            idle_mb = rss_mb(bench.notifier.pid)
            instant = await _rounds(bench, size.riders, bare_texts=size.riders, rounds=size.rounds)
            most_mb = peak_mb(bench.notifier.pid)
        async with open_bench(town, delay_ms=SLOW_MS) as bench:
            slow = await _rounds(bench, size.riders, bare_texts=size.slow_texts, rounds=size.slow_rounds)
    is_full = not size.slack
    per_s = round(size.riders / median(instant.ours_s))
    return [
        Row(
            f"event to all texts accepted, Twilio answers in {SLOW_MS:.0f} ms",
            ratio_of_medians(slow.bare_s, slow.ours_s),
            "of the bare loop's speed",
            limit=SLOW_RATIO,
            slack=size.slack,
            facts=slow.facts(size.riders),
        ),
        Row(
            "event to all texts accepted, Twilio answers at once",
            ratio_of_medians(instant.bare_s, instant.ours_s),
            "of the bare loop's speed",
            limit=INSTANT_RATIO,
            slack=size.slack,
            facts=instant.facts(size.riders),
        ),
        # What others do on the machine meanwhile changes this less than the time on the clock.
        Row(
            "the same, by the processor's time of one process",
            instant.cpu_ratio,
            "of the bare loop's",
            slack=size.slack,
        ),
        # A short fan-out is mostly its beginning.
        Row("the same, texts a second", per_s, "/s", limit=LEAST_PER_S if is_full else None),
        Row("notifier's memory, idle", idle_mb, "MB", Bound.AT_MOST, 200),
        Row("notifier's memory, at most", most_mb, "MB", Bound.AT_MOST, 200),
    ]


@asynccontextmanager
async def open_bench(town: Town, *, delay_ms: float = 0) -> AsyncIterator[Bench]:
    async with open_sink(town.folder, delay_ms=delay_ms) as sink, town.notifier(sink.url) as notifier:
        bench = Bench(town, sink, notifier)
        # The first event of a consumer group waits until its members have found each other.
        await join(town, notifiers=1)
        yield bench


async def _rounds(bench: Bench, riders: int, *, bare_texts: int, rounds: int) -> Rounds:
    """Bare and ours in turn: what slows the machine down for a while slows down both."""
    found = Rounds()
    for _ in range(rounds):
        bare = await post_bare(bench.sink.url, bare_texts)
        found.bare_s.append(bare["seconds"] * riders / bare_texts)
        found.add_cpu(bare_loop=1e6 * bare["cpu_s"] / bare_texts)
        before = _cpu(bench)
        took_s, first_ms = await tell(bench, riders)
        found.ours_s.append(took_s)
        found.first_ms.append(first_ms)
        after = _cpu(bench)
        found.add_cpu(**{name: 1e6 * (after[name] - before[name]) / riders for name in after})
    return found


async def post_bare(url: str, texts: int) -> dict[str, float]:
    """The bare loop, in a process of its own."""
    figures: dict[str, float] = await figures_of("benchmarks.suite.bare_loop", url, "--texts", str(texts))
    return figures


async def tell(bench: Bench, riders: int, *, route: Route = KING) -> tuple[float, float]:
    """Publish an event and wait until all its texts are accepted, and written down as such.

    Returns:
        Seconds until the last text was accepted, and milliseconds until the first one was.
    """
    event = await bench.town.news.open_incident(route)
    await bench.sink.tally(anew=True)
    began_s = time.monotonic()
    await bench.town.news.publish(event)
    tally = await bench.sink.wait_for(riders, timeout_s=60 + riders / 200)
    await _written_down(bench.town, event.incident, riders)
    again = await bench.sink.tally()
    if again["texts"] != riders:
        raise AssertionError(f"{again['texts']} texts to {riders} riders")
    return tally["last_s"] - began_s, 1000 * (tally["first_s"] - began_s)


async def join(town: Town, *, notifiers: int) -> None:
    """Wait until so many notifiers, each of its own sender, hear events: an event that is nobody's has reached them."""
    event = await town.news.open_incident(NOBODYS)
    await town.news.publish(event)

    async def is_stored() -> bool:
        return await town.database["fanouts"].count_documents({"event.event_id": event.event_id}) == notifiers

    await wait_until(is_stored, timeout_s=WRITTEN_DOWN_S)


async def _written_down(town: Town, incident: str, riders: int) -> None:
    query: dict[str, Any] = {"incident": incident, "state": DeliveryState.ACCEPTED.value}

    async def is_written() -> bool:
        return await town.database["deliveries"].count_documents(query) == riders

    await wait_until(is_written, timeout_s=WRITTEN_DOWN_S)


def _cpu(bench: Bench) -> dict[str, float]:
    return {
        "notifier": cpu_s(bench.notifier.pid),
        "mongod": cpu_s(bench.town.mongod.process.pid),
        "sink": cpu_s(bench.sink.process.pid),
    }
