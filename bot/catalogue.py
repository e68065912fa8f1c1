"""The directory in force, kept in memory and looked after in the background."""

from collections.abc import Mapping
from datetime import datetime

import structlog
from pymongo.errors import PyMongoError

from bot.directory import Directory, FeedCatalogue
from models.documents.catalogue import Catalogue
from models.documents.feed_state import FeedState
from models.documents.route import RouteDocument
from models.route import Route, decode_route
from runtime.mongo import Collection, Database, Row
from runtime.process import Stop

log = structlog.get_logger()


class KeptDirectory:
    """Reads an import's routes once; `current` is empty until there is one.

    `fresh_at` is each feed's last good poll.
    """

    def __init__(self, database: Database) -> None:
        self._catalogues: Collection = database[Catalogue.Settings.name]
        self._routes: Collection = database[RouteDocument.Settings.name]
        self._states: Collection = database[FeedState.Settings.name]
        self._read: dict[str, tuple[Row, tuple[Route, ...]]] = {}
        self.current = Directory([])
        self.fresh_at: Mapping[str, datetime] = {}

    async def refresh(self) -> None:
        """Read the imports that are new, and how fresh the feeds are."""
        states = [row async for row in self._states.find({"memory.good_at": {"$ne": None}}, {"memory.good_at": 1})]
        self.fresh_at = {row["_id"]: row["memory"]["good_at"] for row in states}
        before = dict(self._read)
        async for row in self._catalogues.find({}):
            await self._read_feed(row)
        if self._read != before:
            log.info("catalogue.read", feeds={feed: len(routes) for feed, (_, routes) in self._read.items()})
            self.current = Directory([_feed(row, routes) for row, routes in self._read.values()])

    async def keep(self, every_s: float, stop: Stop) -> None:
        """Refresh until `stop`."""
        while not stop.is_set():
            try:
                await self.refresh()
            except PyMongoError as error:
                log.warning("catalogue.kept", error=type(error).__name__)
            await stop.wait_for(every_s)

    async def _read_feed(self, row: Row) -> None:
        known, _ = self._read.get(row["_id"], ({}, ()))
        if known == row:
            return
        query = {"feed": row["_id"], "import_version": row["import_version"]}
        routes = tuple([decode_route(each) async for each in self._routes.find(query)])
        if routes:  # else the import was replaced while we read
            self._read[row["_id"]] = (row, routes)


def _feed(row: Row, routes: tuple[Route, ...]) -> FeedCatalogue:
    return FeedCatalogue(row["_id"], row["agency"], routes)
