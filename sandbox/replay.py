"""`replay`: what would these recorded polls have caused? By the real rules, in memory."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from models.wording_files import load_wording
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import FeedMemory, Start
from pipeline.deciding.rules import Rules
from pipeline.static.catalogue import Catalogue
from pipeline.static.offline import read_catalogue
from pipeline.words.lexicon_files import read_lexicon
from runtime.errors import StartError
from sandbox.played_feed import PlayedFeed
from sandbox.recorded_polls import find_polls

ZONE = "America/Toronto"
UNREADABLE = 2


def main(argv: Sequence[str]) -> int:
    """Print one line per event and a summary; the exit code."""
    arguments = _parser().parse_args(argv)
    missing = [path for path in [*arguments.paths, *([arguments.gtfs] if arguments.gtfs else [])] if not path.exists()]
    if missing:
        sys.stderr.write(f"no such file or folder: {', '.join(map(str, missing))}\n")
        return UNREADABLE
    try:
        catalogue = _catalogue(arguments)
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    recording = find_polls(arguments.paths)
    memory = FeedMemory(start=Start.EMPTY if arguments.since_empty else Start.UNSEEN)
    guidance = Guidance(catalogue, Rules(), read_lexicon())
    played = PlayedFeed(guidance, memory, load_wording(), is_catalogue_given=bool(arguments.gtfs))
    for path in recording.polls:
        for line in played.play(path.name, path.read_bytes()):
            print(json.dumps(line, ensure_ascii=False))
    sys.stdout.flush()
    sys.stderr.write(json.dumps(played.summary(recording.ignored)) + "\n")
    return 0 if played.counts["polls"] > played.counts["rejected"] else UNREADABLE


def _catalogue(arguments: argparse.Namespace) -> Catalogue:
    feed: str = arguments.feed_id
    if arguments.gtfs is None:
        return Catalogue(feed, feed.upper(), arguments.zone or ZONE)
    return read_catalogue(feed, arguments.gtfs, zone=arguments.zone, zone_if_unsaid=ZONE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox replay", description=__doc__)
    parser.add_argument("--feed-id", default="ttc", help="the feed's id, and its agency's name in texts")
    parser.add_argument("--zone", default="", help=f"the agency's time zone; else agency.txt's, else {ZONE}")
    parser.add_argument("--gtfs", type=Path, metavar="DIR|ZIP", help="the agency's static GTFS: names, stations, trips")
    parser.add_argument("--since-empty", action="store_true", help="the first poll is news, not baseline")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a recorded poll, or a folder of them")
    return parser
