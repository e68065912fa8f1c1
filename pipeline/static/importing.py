"""Puts each feed's static GTFS in force when the pipeline starts."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx
import structlog

from pipeline.reading.feeds import FeedConfig
from pipeline.reading.fetch import FetchError, HttpFeed
from pipeline.static.catalogue_store import Imported
from pipeline.static.elsewhere import USUAL, Bounds, identify_elsewhere, read_elsewhere
from pipeline.static.gtfs import Edition, StaticGtfs, read_edition
from runtime.errors import StartError

ASKED_AT_ONCE = 32  # addresses: those that hang hold up the others only where there are as many
AT_ONCE = 4  # static GTFS that are read at the same time: a large one takes much memory
log = structlog.get_logger()


class Catalogues(Protocol):
    """Where catalogues are kept."""

    def turn(self, feed: str) -> AbstractAsyncContextManager[object]:
        """The right to import, once nobody else does."""
        ...

    async def has(self, feed: str) -> bool: ...

    async def is_in_force(self, feed: str, version: str, *, agency: str, zone: str) -> bool: ...

    async def import_static(
        self, feed: str, static: StaticGtfs, *, agency: str, zone: str, now: datetime
    ) -> Imported: ...


class StaticReader:
    """Reads static GTFS from where feeds.toml says it is."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        timeout_s: float,
        most_bytes: int,
        bounds: Bounds = USUAL,
    ) -> None:
        self._client = client
        self._timeout_s = timeout_s
        self._most_bytes = most_bytes
        self._bounds = bounds
        self._asking = asyncio.Semaphore(ASKED_AT_ONCE)
        self._reading = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def open(self, feed: FeedConfig) -> AsyncIterator[Path]:
        """Where the edition lies as it stands, for as long as it is read; a few are at the same time.

        Raises:
            FetchError: it lies behind a URL that does not answer.
        """
        async with self._asking, self._opened(feed) as place, self._reading:
            yield place

    @asynccontextmanager
    async def _opened(self, feed: FeedConfig) -> AsyncIterator[Path]:
        if not feed.is_static_remote:
            yield Path(feed.static_gtfs)
            return
        with tempfile.NamedTemporaryFile(prefix="static-gtfs-", suffix=".zip") as file:
            await self._download(feed.static_gtfs, file)
            file.flush()
            try:
                yield Path(file.name)
            except StartError as error:
                raise StartError(f"{error} (from {feed.static_place})") from error

    async def identify(self, feed: FeedConfig, place: Path) -> Edition:
        """Which edition lies there.

        Raises:
            StartError: it is no static GTFS.
        """
        if feed.is_static_remote:
            # What comes from elsewhere may have been made to take all our memory; the operator's own files were not.
            return _as_configured(feed, await identify_elsewhere(feed.id, place, self._bounds))
        unpacked = self._bounds.unpacked_bytes
        return _as_configured(feed, await asyncio.to_thread(read_edition, feed.id, place, most_unpacked_bytes=unpacked))

    async def read(self, feed: FeedConfig, place: Path) -> StaticGtfs:
        """All that is kept of it.

        Raises:
            StartError: it is no static GTFS.
        """
        return await read_elsewhere(feed.id, place, self._bounds)

    async def _download(self, url: str, file: IO[bytes]) -> None:
        # The feed's headers may carry a key that is no business of another server.
        place = HttpFeed(self._client, url, headers={}, timeout_s=self._timeout_s, most_bytes=self._most_bytes)
        await place.save(file)


async def import_catalogue(feed: FeedConfig, reader: StaticReader, catalogues: Catalogues, now: datetime) -> None:
    """Put the edition in force that the feed's configuration names.

    Raises:
        StartError: there is none, and none was ever imported.
    """
    try:
        async with reader.open(feed) as place:
            await _import(feed, place, reader, catalogues, now)
    except FetchError as error:
        if not await catalogues.has(feed.id):
            raise StartError(f"feed {feed.id}: no static GTFS from {feed.static_place}: {error}") from error
        log.warning("catalogue.kept", feed=feed.id, error=str(error))


async def _import(feed: FeedConfig, place: Path, reader: StaticReader, catalogues: Catalogues, now: datetime) -> None:
    edition = await reader.identify(feed, place)
    facts = {"agency": edition.agency, "zone": edition.zone}
    if await _is_ready(feed, edition, catalogues):
        return
    async with catalogues.turn(feed.id):
        # Whoever had the turn before may have imported the same.
        if await _is_ready(feed, edition, catalogues):
            return
        static = await reader.read(feed, place)
        imported = await catalogues.import_static(feed.id, static, now=now, **facts)
    if imported.is_doubted:
        hint = "most of its routes or stations are gone: it is put in force when it is looked at again"
        log.warning("catalogue.doubted", feed=feed.id, version=static.version, routes=len(static.routes), hint=hint)
        return
    for each in imported.withdrawn:
        log.warning("route.withdrawn", feed=feed.id, target=each.target, label=each.label)
    counts = {"routes": len(static.routes), "places": len(static.places), "skipped": static.skipped}
    log.info("catalogue.ready", feed=feed.id, version=static.version, imported=imported.is_new, **counts)


async def _is_ready(feed: FeedConfig, edition: Edition, catalogues: Catalogues) -> bool:
    is_in_force = await catalogues.is_in_force(feed.id, edition.version, agency=edition.agency, zone=edition.zone)
    if is_in_force:
        log.info("catalogue.ready", feed=feed.id, version=edition.version, imported=False)
    return is_in_force


def _as_configured(feed: FeedConfig, edition: Edition) -> Edition:
    """The edition with the agency's name and zone that feeds.toml prefers."""
    agency, zone = feed.name or edition.agency, feed.zone or edition.zone
    for key, value in (("name", agency), ("zone", zone)):
        if not value:
            raise StartError(f"feed {feed.id}: feeds.{key} is not set, and agency.txt does not say it")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise StartError(f"feed {feed.id}: agency.txt's {zone} is no time zone: set feeds.zone") from error
    return Edition(edition.version, agency, zone)
