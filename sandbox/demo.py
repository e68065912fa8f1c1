"""`make demo`: text as a rider in the terminal, change the feed or have one played, see texts arrive."""

import argparse
import math
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sandbox.conversation import RIDERS, converse
from sandbox.exit_codes import FAILED, INTERRUPTED, run_demonstration
from sandbox.live_scene import live_scene
from sandbox.phone_page.page import open_phone_page
from sandbox.phone_page.show import Show
from sandbox.recorded_scene import recorded_scene
from sandbox.scene import Asked, Scene, hand_made_scene
from sandbox.stack import open_stack
from sandbox.transcript import Transcript
from sandbox.watched import UnplayableError


def main(arguments: Sequence[str]) -> int:
    """0 = ended by the user, 1 = the feed is of no use or a process failed, 3 = this machine lacks something."""
    asked = _parser().parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="headway-demo-"))
    try:
        scene = _scene(Asked(asked.feed, folder, speed=asked.speed, gtfs=asked.gtfs, zone=asked.zone))
    except UnplayableError as error:
        print(error, file=sys.stderr)
        shutil.rmtree(folder)
        return FAILED
    code = run_demonstration(_demo(scene, folder), folder)
    # Ctrl-C is how one leaves a conversation.
    return 0 if code == INTERRUPTED else code


def _scene(asked: Asked) -> Scene:
    if not asked.feed:
        if asked.gtfs or asked.zone:
            raise UnplayableError("GTFS and ZONE go with FEED=<url, file or folder>")
        return hand_made_scene()
    is_url = asked.feed.lower().startswith(("http://", "https://"))
    return live_scene(asked) if is_url else recorded_scene(asked)


async def _demo(scene: Scene, folder: Path) -> int:
    transcript = Transcript({phone: name for name, phone in RIDERS.items()})
    async with open_phone_page() as page:
        transcript.note(f"Open {page.url} in a browser for phones and buttons, or type here.")

        def progress(step: str) -> None:
            transcript.progress(step)
            page.progress(step)

        async with open_stack(folder, progress=progress, watched=scene.watched, feed=scene.server) as stack:
            transcript.note("Ready. You are rider A; every text stays on this machine.")
            for line in scene.introduction:
                transcript.note(line)
            transcript.note(f"Logs are in {folder}")
            feed = scene.join(stack, transcript)
            async with page.showing(Show(stack, feed, transcript, scene.introduction)):
                await converse(stack, feed, transcript)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox demo", description=__doc__)
    parser.add_argument("--feed", default="", help="a live feed's URL, or recorded polls: a file or a folder")
    parser.add_argument("--speed", type=_speed, default=60.0, help="how much faster a recording is played")
    parser.add_argument("--gtfs", type=Path, help="the feed's static GTFS: a folder or a zip")
    parser.add_argument("--zone", default="", help="the agency's time zone, where no agency.txt says it")
    return parser


def _speed(words: str) -> float:
    speed = float(words)
    if not 1 <= speed < math.inf:
        raise argparse.ArgumentTypeError("from 1, which is the recording's own speed")
    return speed
