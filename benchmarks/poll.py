"""What one poll costs, against what any reader of the feed would have to pay: decoding it, and fetching it."""

import argparse
import asyncio
import gc
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
from google.transit import gtfs_realtime_pb2 as pb

from benchmarks.large_feed import NOW, copied, make_body
from models.incident import Incident
from models.route import unlisted_route
from pipeline.deciding.decide import Decision, decide
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import FeedMemory, Start
from pipeline.deciding.outlook import outlook
from pipeline.deciding.round import Poll
from pipeline.deciding.rules import Rules
from pipeline.reading.decode import decode, decode_frame
from pipeline.reading.fetch import FeedBody, HttpFeed
from pipeline.reading.frame import read_frame
from pipeline.reading.snapshot import FeedSnapshot
from pipeline.static.catalogue import Catalogue
from pipeline.words.lexicon_files import read_lexicon
from runtime.interpreter import prepare_interpreter

BEST_OF = 5
FETCHES = 40  # of milliseconds each, in which a noisy machine shows
MOST_ALL_NEW, MOST_UNCHANGED = 4.0, 1.2  # the house's numbers
ALL_NEW, UNCHANGED = "all new / decode and copy", "unchanged / fetch and hash"
Timings = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Known:
    """A feed after its first poll, with what the poller works out after every change."""

    memory: FeedMemory
    incidents: Mapping[str, Incident]
    quiet_until: datetime | None = None


def make_guidance() -> Guidance:
    routes = {str(number): unlisted_route("ttc", str(number)) for number in range(250)}
    return Guidance(Catalogue("ttc", "TTC", "America/Toronto", "v1", routes), Rules(), read_lexicon())


def decided(known: Known, snapshot: FeedSnapshot, guidance: Guidance, now: datetime) -> Decision:
    poll = Poll(snapshot.stamped_at, snapshot.content_hash, snapshot)
    return decide(known.memory, known.incidents, poll, guidance=guidance, now=now)


def unchanged(known: Known, body: bytes, guidance: Guidance, now: datetime) -> Decision:
    """A poll that lists what the last one did, known by its hash."""
    frame = read_frame(body)
    content_hash = frame.content_hash
    assert content_hash == known.memory.content_hash
    is_quiet = known.quiet_until is not None and now < known.quiet_until
    poll = Poll(frame.stamped_at, content_hash, is_quiet=is_quiet)
    return decide(known.memory, known.incidents, poll, guidance=guidance, now=now)


def measure(alerts: int, selectors: int) -> Timings:
    """Seconds of each piece of work, five times in turn: what slows the machine down for a while slows down all."""
    guidance, later = make_guidance(), NOW + timedelta(seconds=20)
    empty = Known(FeedMemory(start=Start.EMPTY, catalogue_version="v1"), {})
    first, next_one = make_body(alerts, selectors), make_body(alerts, selectors, stamped_at=later)
    opened = decided(empty, decode(first), guidance, NOW)
    incidents = {each.incident.id: each.incident for each in opened.outcomes}
    known = Known(opened.memory, incidents, outlook(incidents.values(), guidance.rules, NOW).quiet_until)
    # Under another hash every alert is looked at, though none has changed.
    changed = replace(decode(next_one), content_hash="another")
    works: dict[str, Callable[[], object]] = {
        "bare protobuf": lambda: pb.FeedMessage.FromString(first),
        "decode and copy": lambda: copied(first),
        "our decode": lambda: decode(first),
        "all new": lambda: decided(empty, decode(first), guidance, NOW),
        "nothing changed, decided": lambda: decided(known, changed, guidance, later),
        "nothing changed": lambda: decided(
            known, replace(decode_frame(read_frame(next_one)), content_hash="another"), guidance, later
        ),
        "unchanged by hash": lambda: unchanged(known, next_one, guidance, later),
    }
    assert len(known.incidents) > alerts * 0.9
    assert not decided(known, changed, guidance, later).outcomes
    timings: Timings = {name: [] for name in works}
    for _ in range(BEST_OF):
        for name, work in works.items():
            timings[name].append(_timed(work))
    return timings | asyncio.run(_measure_fetching(known, next_one, guidance, later))


async def _measure_fetching(known: Known, body: bytes, guidance: Guidance, now: datetime) -> Timings:
    timings: Timings = {"fetch and hash": [], "fetch, unchanged": []}
    with _served(body) as url:
        async with httpx.AsyncClient() as client:
            feed = HttpFeed(client, url, headers={}, timeout_s=10, most_bytes=len(body))
            for _ in range(FETCHES):
                # The server's work, and what others do on the machine, are left out of both.
                began = time.thread_time()
                sha256((await client.get(url)).content).hexdigest()
                timings["fetch and hash"].append(time.thread_time() - began)
                began = time.thread_time()
                answer = await feed.fetch()
                assert isinstance(answer, FeedBody)
                unchanged(known, answer.content, guidance, now)
                timings["fetch, unchanged"].append(time.thread_time() - began)
    return timings


@contextmanager
def _served(body: bytes) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one piece

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Not to be seen."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _timed(work: Callable[[], object]) -> float:
    # What the other pieces of work left behind must not be searched by this one's garbage collections.
    gc.collect()
    gc.freeze()
    # Nothing here waits: what others do on the machine meanwhile is left out.
    began = time.process_time()
    kept = work()
    took = time.process_time() - began
    del kept
    gc.unfreeze()
    return took


@dataclass(frozen=True, slots=True)
class Report:
    """The best of each, in milliseconds, and the ratios that are held."""

    milliseconds: Mapping[str, float]
    ratios: Mapping[str, float]
    held: bool


def report(timings: Timings) -> Report:
    best = {name: min(each) for name, each in timings.items()}
    ratios = {
        "our decode / decode and copy": best["our decode"] / best["decode and copy"],
        ALL_NEW: best["all new"] / best["decode and copy"],
        "nothing changed / decode and copy": best["nothing changed"] / best["decode and copy"],
        UNCHANGED: best["fetch, unchanged"] / best["fetch and hash"],
    }
    return Report(
        {name: round(1000 * each, 1) for name, each in best.items()},
        {name: round(each, 2) for name, each in ratios.items()},
        held=ratios[ALL_NEW] <= MOST_ALL_NEW and ratios[UNCHANGED] <= MOST_UNCHANGED,
    )


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.poll", description=__doc__)
    parser.add_argument("--alerts", type=int, default=5000)
    parser.add_argument("--selectors", type=int, default=120_000)
    given = parser.parse_args(argv)
    # As the pipeline runs: the bare work profits as well.
    prepare_interpreter()
    found = report(measure(given.alerts, given.selectors))
    print(json.dumps({"alerts": given.alerts, "selectors": given.selectors, **asdict(found)}, indent=2))


if __name__ == "__main__":
    main()
