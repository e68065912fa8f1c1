"""What a demonstration shows: a feed, what is said of it first, and who runs it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.agencies import Agency, agency_of
from sandbox.conversation import DemoFeed
from sandbox.feed_server import FeedServer
from sandbox.hand_made_feed import HandMadeFeed
from sandbox.made_gtfs import write_made_gtfs
from sandbox.quickened import quickened
from sandbox.stack import Stack
from sandbox.transcript import Transcript
from sandbox.watched import READY_S, UnplayableError, Watched

FEED = "feed"
ZONE = "America/Toronto"
IMPORT_S = 120.0  # a whole static GTFS has millions of stop times


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user named; `folder` is for files that are made."""

    feed: str
    folder: Path
    speed: float = 60
    gtfs: Path | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A feed for a stack; without a `server` the stack serves one that can be edited."""

    watched: Watched
    introduction: tuple[str, ...]
    join: Callable[[Stack, Transcript], DemoFeed]
    server: FeedServer | None = None


def hand_made_scene() -> Scene:
    return Scene(Watched(), ("Type /help, or SUBSCRIBE 504.",), HandMadeFeed)


def agency_for(asked: Asked, *, name: str) -> Agency:
    """Whose feed it is: what the static GTFS says, else `name` and the zone that was asked for.

    Raises:
        UnplayableError: there is no such static GTFS, or no such zone.
    """
    said = agency_of(asked.gtfs) if asked.gtfs else Agency()
    zone = asked.zone or said.zone or ZONE
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UnplayableError(f"ZONE: {zone} is no time zone") from error
    return Agency(said.name or name, zone)


def about_routes(asked: Asked) -> str:
    if asked.gtfs:
        return f"Routes are those of {asked.gtfs}: /routes lists those with open alerts, to subscribe to."
    return "Routes are those that its alerts name (GTFS=<folder or zip> brings all, with names): /routes lists them."


def watched_feed(asked: Asked, agency: Agency, routes: Mapping[str, int | None], *, speed: float) -> Watched:
    """A feed of that agency with the static GTFS that was named, else with one made of `routes`.

    Raises:
        UnplayableError: nothing says a route to which one could subscribe.
    """
    if asked.gtfs is None and not routes:
        raise UnplayableError("No alert names a route to subscribe to: name the static GTFS with GTFS=<folder or zip>")
    gtfs = asked.gtfs or write_made_gtfs(asked.folder / "gtfs", agency=agency.name, zone=agency.zone, routes=routes)
    return Watched(
        id=FEED,
        name=agency.name,
        zone=agency.zone,
        static_gtfs=str(gtfs.absolute()),
        ready_s=IMPORT_S if asked.gtfs else READY_S,
        env=quickened(speed),
    )
