"""The directory in force, kept in memory and looked after in the background."""

import asyncio
import sys
from collections.abc import Mapping
from datetime import datetime

import structlog
from pymongo.errors import PyMongoError

from bot.directory.directory import Directory
from bot.directory.subject import FeedCatalogue, ListedRoute, ListedStation
from models.documents.catalogue import Catalogue
from models.documents.feed_state import FeedState
from models.documents.route import RouteDocument
from models.documents.station import StationDocument
from models.route import Direction, Heading, decode_route
from models.station import decode_station
from runtime.mongo import Collection, Database, Row
from runtime.process import Stop

log = structlog.get_logger()


class KeptDirectory:
    """Reads an import's routes, stations and stops once; `current` is empty until there is one.

    `fresh_at` is each feed's last good poll.
    """

    def __init__(self, database: Database) -> None:
        self._catalogues: Collection = database[Catalogue.Settings.name]
        self._routes: Collection = database[RouteDocument.Settings.name]
        self._stations: Collection = database[StationDocument.Settings.name]
        self._states: Collection = database[FeedState.Settings.name]
        self._read: dict[str, tuple[Row, FeedCatalogue]] = {}
        self.current = Directory([])
        self.fresh_at: Mapping[str, datetime] = {}

    async def refresh(self) -> None:
        """Read the imports that are new, and how fresh the feeds are."""
        states = [row async for row in self._states.find({"memory.good_at": {"$ne": None}}, {"memory.good_at": 1})]
        self.fresh_at = {row["_id"]: row["memory"]["good_at"] for row in states}
        before = dict(self._read)
        async for row in self._catalogues.find({}):
            await self._read_feed(row)
        if self._read == before:
            return
        feeds = [catalogue for _, catalogue in self._read.values()]
        # A large city's names take a quarter of a second, in which riders are answered.
        self.current = await asyncio.to_thread(Directory, feeds)
        counts = {each.feed: {"routes": len(each.routes), "stations": len(each.stations)} for each in feeds}
        log.info("catalogue.read", feeds=counts)

    async def keep(self, every_s: float, stop: Stop) -> None:
        """Refresh until `stop`."""
        while not stop.is_set():
            try:
                await self.refresh()
            except PyMongoError as error:
                log.warning("catalogue.kept", error=type(error).__name__)
            await stop.wait_for(every_s)

    async def _read_feed(self, row: Row) -> None:
        known = self._read.get(row["_id"])
        if known and known[0] == row:
            return
        query = {"feed": row["_id"], "import_version": row["import_version"]}
        stations = [_listed_station(each) async for each in self._stations.find(query, {"stops": 0})]
        # Routes last: an import that is replaced loses them first.
        routes = [_listed_route(each) async for each in self._routes.find(query)]
        if routes:  # else it was replaced while we read
            feed = FeedCatalogue(row["_id"], row["agency"], tuple(routes), tuple(stations), row["zone"])
            self._read[row["_id"]] = (row, feed)


def _listed_route(document: Row) -> ListedRoute:
    # Documents of an earlier import lack aliases and directions.
    aliases, directions = document.get("aliases", ()), document.get("directions", ())
    return ListedRoute(decode_route(document), tuple(aliases), tuple(_direction(each) for each in directions))


def _direction(row: Row) -> Direction:
    heading = row["heading"]
    return Direction(row["direction_id"], row["headsign"], None if heading is None else Heading(heading))


def _listed_station(document: Row) -> ListedStation:
    # Thousands of stops share their feed and a few hundred routes: each name is kept once.
    station = decode_station(document | {"feed": sys.intern(document["feed"])})
    return ListedStation(station, tuple(document["stop_codes"]), tuple(map(sys.intern, document["route_ids"])))
