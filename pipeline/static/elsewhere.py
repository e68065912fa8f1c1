"""Reads a static GTFS in a process of its own, so that leases are renewed meanwhile and the memory is given back.

That process may take so much memory and time and no more: what was downloaded may have been made to take all.
"""

import asyncio
import pickle
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.static.files import MOST_UNPACKED_BYTES
from pipeline.static.gtfs import Edition, StaticGtfs, read_edition, read_static_gtfs
from runtime.errors import StartError

# What is kept of a whole country's static GTFS is some 100 MB; whoever reads the answer has to hold it.
MOST_KEPT_BYTES = 250_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one static GTFS may take."""

    unpacked_bytes: int = MOST_UNPACKED_BYTES
    memory_bytes: int = 2_000_000_000
    seconds: float = 900


USUAL = Bounds()


class _Part(StrEnum):
    EDITION = "edition"
    ALL = "all"


async def identify_elsewhere(feed: str, place: Path, bounds: Bounds) -> Edition:
    """What `read_edition` makes of `place`; raises as `read_elsewhere` does."""
    edition: Edition = pickle.loads(await _read(_Part.EDITION, feed, place, bounds))  # noqa: S301  # our own process wrote it
    return edition


async def read_elsewhere(feed: str, place: Path, bounds: Bounds) -> StaticGtfs:
    """What `read_static_gtfs` makes of `place`.

    Raises:
        StartError: it cannot be read, or not within `bounds`.
    """
    static: StaticGtfs = pickle.loads(await _read(_Part.ALL, feed, place, bounds))  # noqa: S301  # our own process wrote it
    return static


async def _read(part: _Part, feed: str, place: Path, bounds: Bounds) -> bytes:
    arguments = ("-m", __name__, part.value, feed, str(place), str(bounds.unpacked_bytes), str(bounds.memory_bytes))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(bounds.seconds):
            output, complaint = await process.communicate()
    except TimeoutError as error:
        why = f"reading the static GTFS takes more than {bounds.seconds:g} s (STATIC_READ_S)"
        raise StartError(f"feed {feed}: {why}") from error
    finally:
        # Out of time, or asked to stop meanwhile: nobody waits for the answer.
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        said = complaint.decode(errors="replace").strip().splitlines()[-1:]
        raise StartError(*said or [f"feed {feed}: reading the static GTFS ended with {process.returncode}"])
    return output


def main() -> None:
    part, feed, place, unpacked_bytes, memory_bytes = sys.argv[1:]
    _bound_memory(int(memory_bytes))
    try:
        answer = _answer(_Part(part), feed, Path(place), int(unpacked_bytes))
    except MemoryError:
        why = f"takes more than {memory_bytes} bytes of memory to read (STATIC_MOST_MEMORY_BYTES)"
        _give_up(f"feed {feed}: the static GTFS {why}")
    except StartError as error:
        _give_up(str(error))
    else:
        sys.stdout.buffer.write(answer)


def _answer(part: _Part, feed: str, place: Path, most_unpacked_bytes: int) -> bytes:
    read = read_edition if part is _Part.EDITION else read_static_gtfs
    answer = pickle.dumps(read(feed, place, most_unpacked_bytes=most_unpacked_bytes), pickle.HIGHEST_PROTOCOL)
    if len(answer) > MOST_KEPT_BYTES:
        raise StartError(f"feed {feed}: the static GTFS lists more than anybody runs: {len(answer)} bytes of it")
    return answer


def _give_up(why: str) -> None:
    sys.stderr.write(f"{why}\n")
    sys.exit(1)


def _bound_memory(most_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    # Where a container has less than that: the pipeline itself is not the one to be killed.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


if __name__ == "__main__":
    main()
