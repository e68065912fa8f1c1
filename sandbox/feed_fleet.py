"""Many feeds on one local server, some of them ill: what a pipeline with hundreds of agencies has to live with."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from aiohttp import web
from google.transit import gtfs_realtime_pb2 as gtfs

from sandbox.alert_board import SAMPLE
from sandbox.web import open_site

ALERTS = 50
HUGE_ALERTS = 5000
SLOW_S = 8.0
CHANGE_EVERY = 10  # requests of one feed after which one of its alerts reads differently
GARBAGE = b"<html><body>We are down for maintenance</body></html>"
_ROUTES = ("1", "2", "4", "29", "501", "504")


class Manner(StrEnum):
    """How a feed answers."""

    HEALTHY = "healthy"
    HANGS = "hangs"
    SLOW = "slow"
    FAILS = "fails"
    GARBAGE = "garbage"
    HUGE = "huge"


def name_feeds(count: int, ill: Mapping[Manner, int]) -> dict[str, Manner]:
    """That many feeds, the ill ones spread among the healthy."""
    sick = [manner for manner, number in ill.items() for _ in range(number)]
    step = max(count // max(len(sick), 1), 1)
    chosen = {step * index: manner for index, manner in enumerate(sick)}
    return {f"feed-{number:03}": chosen.get(number, Manner.HEALTHY) for number in range(count)}


@dataclass
class FleetFeed:
    """One feed; `asked_at` are the moments of its requests by the monotonic clock."""

    name: str
    manner: Manner = Manner.HEALTHY
    asked_at: list[float] = field(default_factory=list)
    _fixed: bytes = b""
    _raised: list[bytes] = field(default_factory=list)
    _editions: tuple[bytes, bytes] | None = None

    def raise_alert(self, text: str) -> str:
        """Add an alert that the feed's next answer lists; its entity's id."""
        name = f"r{len(self._raised)}"
        self._raised.append(_entity(name, text, route="504"))
        return name

    def body(self) -> bytes:
        header = gtfs.FeedHeader(gtfs_realtime_version="2.0", timestamp=int(time.time()))
        head = gtfs.FeedMessage(header=header).SerializeToString()
        return bytes(head) + self._content() + b"".join(self._raised)

    def _content(self) -> bytes:
        if self.manner is Manner.HUGE:
            # Two editions that differ in every alert: the server's own work should not be what is measured.
            self._editions = self._editions or (_entities(HUGE_ALERTS, "long"), _entities(HUGE_ALERTS, "longer"))
            return self._editions[len(self.asked_at) % 2]
        self._fixed = self._fixed or _entities(ALERTS - 1, "long")
        edition = len(self.asked_at) // CHANGE_EVERY
        return self._fixed + _entity("now", f"504 King: Detour via Queen, {edition}.", route="504")


class FeedFleet:
    """The feeds by name, behind one address."""

    def __init__(self, manners: Mapping[str, Manner]) -> None:
        self.url = ""
        self.feeds = {name: FleetFeed(name, manner) for name, manner in manners.items()}

    def of(self, manner: Manner) -> list[FleetFeed]:
        return [feed for feed in self.feeds.values() if feed.manner is manner]

    def write_config(self, file: Path, *, interval_s: float) -> Path:
        """A feeds.toml that names every feed."""
        static = f'static_gtfs = "{SAMPLE / "gtfs"}"\npoll_interval_s = {interval_s}\n'
        tables = (f'[[feeds]]\nid = "{name}"\nalert_url = "{self.url}/{name}"\n{static}' for name in self.feeds)
        file.write_text("\n".join(tables), encoding="utf-8")
        return file

    async def answer(self, request: web.Request) -> web.Response:
        feed = self.feeds[request.match_info["name"]]
        feed.asked_at.append(time.monotonic())
        match feed.manner:
            case Manner.HANGS:
                await asyncio.Event().wait()
            case Manner.SLOW:
                await asyncio.sleep(SLOW_S)
            case Manner.FAILS:
                return web.Response(status=500)
            case Manner.GARBAGE:
                return web.Response(body=GARBAGE, content_type="text/html")
        return web.Response(body=feed.body(), content_type="application/x-protobuf")


@asynccontextmanager
async def open_fleet(manners: Mapping[str, Manner]) -> AsyncIterator[FeedFleet]:
    """Serve `GET /<name>` for every feed until the context is left."""
    fleet = FeedFleet(manners)
    app = web.Application()
    app.router.add_get("/{name}", fleet.answer)
    async with open_site(app) as fleet.url:
        yield fleet


def _entities(count: int, word: str) -> bytes:
    return b"".join(
        _entity(str(number), f"Stop {number}: Detour for a {word} time.", route=_ROUTES[number % len(_ROUTES)])
        for number in range(count)
    )


def _entity(name: str, text: str, *, route: str) -> bytes:
    entity = gtfs.FeedEntity(id=name)
    entity.alert.effect = gtfs.Alert.DETOUR
    entity.alert.informed_entity.add(route_id=route)
    entity.alert.header_text.translation.add(text=text, language="en")
    # A message without its header: a field of the whole one.
    return bytes(gtfs.FeedMessage(entity=[entity]).SerializePartialToString())
