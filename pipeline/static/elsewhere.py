"""Reads a static GTFS in a process of its own, so that leases are renewed meanwhile and the memory is given back."""

import asyncio
import pickle
import sys
from pathlib import Path

from pipeline.static.gtfs import StaticGtfs, read_static_gtfs
from runtime.errors import StartError


async def read_elsewhere(feed: str, place: Path, *, most_unpacked_bytes: int) -> StaticGtfs:
    """What `read_static_gtfs` makes of `place`.

    Raises:
        StartError: it cannot be read, or reading took more memory than there is.
    """
    arguments = ("-m", __name__, feed, str(place), str(most_unpacked_bytes))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        output, complaint = await process.communicate()
    finally:
        # Asked to stop meanwhile: nobody waits for the answer.
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        why = complaint.decode(errors="replace").strip().splitlines()[-1:]
        raise StartError(*why or [f"feed {feed}: reading the static GTFS ended with {process.returncode}"])
    static: StaticGtfs = pickle.loads(output)  # noqa: S301 - our own process wrote it
    return static


def main() -> None:
    feed, place, most_unpacked_bytes = sys.argv[1:]
    try:
        static = read_static_gtfs(feed, Path(place), most_unpacked_bytes=int(most_unpacked_bytes))
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
    pickle.dump(static, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
