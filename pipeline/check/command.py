"""`python -m pipeline check URL|FILE`: judges a feed before it is configured, without database or broker."""

import argparse
import asyncio
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx

from models.wording_files import load_wording
from pipeline.check.examine import examine
from pipeline.check.looking import download, is_url, look_at_file, look_at_url
from pipeline.check.page import page, page_of_json
from pipeline.check.report import Report
from pipeline.check.sample import Observed, take_sample
from pipeline.check.unreadable import unreadable
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.rules import Rules
from pipeline.reading.decode import decode_frame
from pipeline.reading.fetch import USER_AGENT, FetchError
from pipeline.reading.frame import UnreadableError
from pipeline.static.catalogue import Catalogue
from pipeline.static.offline import read_catalogue, with_all_named
from pipeline.words.lexicon_files import read_lexicon
from runtime.clock import utc_now
from runtime.errors import StartError

USABLE, UNUSABLE, WRONG_USAGE = 0, 1, 2
ZONE_IF_UNSAID = "UTC"
EXAMPLE = """\
examples:
  python -m pipeline check https://gtfsrt.ttc.ca/alerts/all?format=binary --static TTC_GTFS.zip
  python -m pipeline check saved-poll.pb --zone America/Toronto --at 2026-08-05T17:30

It says what is wrong, worst first, what riders would get today if all were news, and ends with a table for
feeds.toml. Exit code: 0 usable, 1 nobody could be told anything, 2 wrong usage.
"""
# Second-level domains that are no agency: transit.co.uk, api.transit.gov.au.
_REGISTRIES = {"ac", "co", "com", "edu", "gob", "gov", "gouv", "net", "org"}


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    asked = _parser().parse_args(arguments)
    try:
        report = asyncio.run(_check(asked))
    except _UsageError as error:
        sys.stderr.write(f"python -m pipeline check: {error}\n")
        return WRONG_USAGE
    sys.stdout.write(page_of_json(report) if asked.json else page(report, load_wording()))
    return USABLE if report.is_usable else UNUSABLE


class _UsageError(Exception):
    """An argument cannot be used."""


async def _check(asked: argparse.Namespace) -> Report:
    catalogue = await _catalogue(asked)
    at = _moment(asked, catalogue.zone)
    try:
        observed = await _look(asked)
        now = at or (utc_now() if observed.is_live else observed.frame.stamped_at) or utc_now()
        if not asked.static:
            catalogue = with_all_named(catalogue, decode_frame(observed.frame).alerts)
        guidance = Guidance(catalogue, Rules(), read_lexicon())
        wording = load_wording()
        sample = take_sample(observed, guidance=guidance, wording=wording, is_static_given=bool(asked.static), now=now)
    except FetchError as error:
        return unreadable(asked.place, error.reason, str(error), utc_now())
    except UnreadableError as error:
        return unreadable(asked.place, "unreadable", str(error), utc_now())
    return examine(sample, static_gtfs=asked.static or "")


async def _look(asked: argparse.Namespace) -> Observed:
    if is_url(asked.place):
        async with _client() as client:
            return await look_at_url(client, asked.place, dict(asked.header))
    try:
        return look_at_file(Path(asked.place))
    except OSError as error:
        raise _UsageError(f"cannot read {asked.place}: {error.strerror}") from error


async def _catalogue(asked: argparse.Namespace) -> Catalogue:
    feed: str = asked.feed_id or name_of(asked.place)
    if not asked.static:
        return Catalogue(feed, feed.upper(), _known_zone(asked.zone or ZONE_IF_UNSAID, "--zone"))
    try:
        catalogue = read_catalogue(feed, await _static(asked.static), zone=asked.zone, zone_if_unsaid=ZONE_IF_UNSAID)
    except FetchError as error:
        raise _UsageError(f"no static GTFS from {asked.static}: {error}") from error
    except StartError as error:
        raise _UsageError(str(error)) from error
    _known_zone(catalogue.zone, "--zone" if asked.zone else "agency.txt (--zone names another)")
    return catalogue


async def _static(place: str) -> Path | bytes:
    if not is_url(place):
        return Path(place)
    async with _client() as client:
        return await download(client, place)


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(headers={"User-Agent": USER_AGENT})


def _known_zone(zone: str, source: str) -> str:
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _UsageError(f"{zone} is no time zone: see {source}") from error


def _moment(asked: argparse.Namespace, zone: str) -> datetime | None:
    """The moment of `--at`; without an offset it is the agency's local time."""
    if asked.at is None:
        return None
    if is_url(asked.place):
        raise _UsageError("--at goes with a file: a URL is judged as of now")
    moment: datetime = asked.at
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def name_of(place: str) -> str:
    """An id for the feed, from its address: `ttc` for gtfsrt.ttc.ca."""
    labels = (urlsplit(place).hostname or "").split(".") if is_url(place) else []
    names = [each for each in labels[:-1] if each not in _REGISTRIES and not each.isdecimal()]
    return names[-1] if names else "feed"


def _header(value: str) -> tuple[str, str]:
    name, equals, content = value.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{value} is not NAME=VALUE")
    return name.strip(), content.strip()


def _feed_id(value: str) -> str:
    if not re.fullmatch("[a-z0-9][a-z0-9_-]*", value):
        raise argparse.ArgumentTypeError(f"{value} is not made of a-z, 0-9, _ and -")
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipeline check",
        description="Judge a feed before it is configured. Needs no database, broker or settings.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("place", metavar="URL|FILE", help="the feed, or a saved poll in binary, protobuf text or JSON")
    parser.add_argument("--static", metavar="DIR|ZIP|URL", help="the agency's static GTFS: whether riders can be found")
    parser.add_argument("--zone", default="", help="the agency's time zone; else agency.txt's, else UTC")
    parser.add_argument("--feed-id", type=_feed_id, help="the feed's id; else made from the address")
    parser.add_argument(
        "--at", type=datetime.fromisoformat, metavar="TIME", help="judge a file as of then (ISO, the agency's time)"
    )
    parser.add_argument(
        "--header", type=_header, action="append", default=[], metavar="NAME=VALUE", help="sent to the URL, like a key"
    )
    parser.add_argument("--json", action="store_true", help="everything, as one JSON object")
    return parser
