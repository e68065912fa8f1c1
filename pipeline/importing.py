"""Puts each feed's static GTFS in force when the pipeline starts."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx
import structlog

from pipeline.catalogue import Catalogue
from pipeline.feeds import FeedConfig
from pipeline.fetch import FeedBody, FetchError, HttpFeed
from pipeline.static_gtfs import StaticGtfs, read_static_gtfs
from runtime.errors import StartError

log = structlog.get_logger()


class Catalogues(Protocol):
    """Where catalogues are kept."""

    async def find(self, feed: str) -> Catalogue | None: ...

    async def import_static(self, feed: str, static: StaticGtfs, *, agency: str, zone: str, now: datetime) -> bool: ...


class StaticReader:
    """Reads static GTFS from where feeds.toml says it is."""

    def __init__(self, client: httpx.AsyncClient, *, timeout_s: float, most_bytes: int) -> None:
        self._client = client
        self._timeout_s = timeout_s
        self._most_bytes = most_bytes

    async def read(self, feed: FeedConfig) -> StaticGtfs:
        """The edition as it stands.

        Raises:
            FetchError: it lies behind a URL that does not answer.
            StartError: it is no static GTFS.
        """
        if not feed.static_gtfs.startswith(("http://", "https://")):
            return await asyncio.to_thread(read_static_gtfs, feed.id, Path(feed.static_gtfs))
        # The feed's headers may carry a key that is no business of another server.
        place = HttpFeed(
            self._client, feed.static_gtfs, headers={}, timeout_s=self._timeout_s, most_bytes=self._most_bytes
        )
        answer = await place.fetch()
        content = answer.content if isinstance(answer, FeedBody) else b""
        return await asyncio.to_thread(read_static_gtfs, feed.id, content)


async def import_catalogue(feed: FeedConfig, reader: StaticReader, catalogues: Catalogues, now: datetime) -> None:
    """Put the edition in force that the feed's configuration names.

    Raises:
        StartError: there is none, and none was ever imported.
    """
    try:
        static = await reader.read(feed)
    except FetchError as error:
        if await catalogues.find(feed.id) is None:
            raise StartError(f"feed {feed.id}: no static GTFS from {feed.static_gtfs}: {error}") from error
        log.warning("catalogue.kept", feed=feed.id, error=str(error))
        return
    agency, zone = feed.name or static.agency, feed.zone or static.zone
    for key, value in (("name", agency), ("zone", zone)):
        if not value:
            raise StartError(f"feed {feed.id}: feeds.{key} is not set, and agency.txt does not say it")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise StartError(f"feed {feed.id}: agency.txt's {zone} is no time zone: set feeds.zone") from error
    is_new = await catalogues.import_static(feed.id, static, agency=agency, zone=zone, now=now)
    log.info("catalogue.ready", feed=feed.id, routes=len(static.routes), version=static.version, imported=is_new)
