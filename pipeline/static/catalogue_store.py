"""The catalogue in MongoDB: written at an import of static GTFS, read by the poller."""

import asyncio
from collections.abc import Collection as Ids
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice

from pymongo import ReplaceOne

from models.documents.catalogue import Catalogue as CatalogueDocument
from models.documents.route import RouteDocument
from models.documents.station import StationDocument
from models.documents.trips import TripsDocument
from models.route import Route, Untold, Withdrawn, decode_route
from pipeline.static.catalogue import Catalogue, Trip
from pipeline.static.catalogue_rows import (
    count_trip_chunks,
    decode_stops,
    place_row,
    route_row,
    trip_chunk,
    trip_rows,
    trips_id,
)
from pipeline.static.gtfs import RouteDetails, StaticGtfs
from pipeline.static.import_turn import open_turn
from pipeline.static.withdrawing import is_doubtful, untold_of, withdrawn_by
from runtime.mongo import Collection, Row, collection_of

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; `withdrawn` are the routes that this edition no longer has.

    One that lacks most of what is in force `is_doubted` when it is first seen, and put in force when it is seen again.
    """

    is_new: bool
    is_doubted: bool = False
    withdrawn: tuple[Withdrawn, ...] = ()


class CatalogueStore:
    """All feeds' routes, stations and trips, each feed's in the version that its catalogue row names."""

    def __init__(self) -> None:
        self._catalogues: Collection = collection_of(CatalogueDocument)
        self._routes: Collection = collection_of(RouteDocument)
        self._stations: Collection = collection_of(StationDocument)
        self._trips: Collection = collection_of(TripsDocument)

    def turn(self, feed: str) -> AbstractAsyncContextManager[object]:
        """The right to import, once nobody else does."""
        return open_turn(feed)

    async def has(self, feed: str) -> bool:
        """Whether there ever was an import."""
        return await self._catalogues.find_one({"_id": feed}, {"_id": 1}) is not None

    async def is_in_force(self, feed: str, version: str, *, agency: str, zone: str) -> bool:
        wanted = {"_id": feed, "import_version": version, "agency": agency, "zone": zone}
        return await self._catalogues.find_one(wanted, {"_id": 1}) is not None

    async def import_static(self, feed: str, static: StaticGtfs, *, agency: str, zone: str, now: datetime) -> Imported:
        """Put an edition in force, if it is not."""
        if await self.is_in_force(feed, static.version, agency=agency, zone=zone):
            return Imported(is_new=False)
        row = await self._catalogues.find_one({"_id": feed}) or {}
        before = await self._read_routes(feed, row.get("import_version"))
        if row.get("doubted_version") != static.version and await self._is_doubtful(feed, row, before, static):
            await self._catalogues.update_one({"_id": feed}, {"$set": {"doubted_version": static.version}})
            return Imported(is_new=False, is_doubted=True)
        await self._write(feed, static)
        earlier = [Withdrawn(**each) for each in row.get("withdrawn", ())]
        withdrawn = withdrawn_by(before.values(), static.routes, earlier, at=now)
        left = [Untold(**each) for each in row.get("untold", ())]
        untold = untold_of(withdrawn, left, version=static.version, at=now)
        in_force = {"import_version": static.version, "agency": agency, "zone": zone, "imported_at": now}
        in_force |= {"trip_chunks": count_trip_chunks(static), "withdrawn": [asdict(each) for each in withdrawn]}
        in_force |= {"untold": [asdict(each) for each in untold]}
        # Last: who reads the catalogue sees the old edition or the new one, never half of one.
        await self._catalogues.update_one({"_id": feed}, {"$set": in_force}, upsert=True)
        for collection in (self._routes, self._stations, self._trips):
            await collection.delete_many({"feed": feed, "import_version": {"$ne": static.version}})
        return Imported(is_new=True, withdrawn=tuple(each for each in withdrawn if each.at == now))

    async def find(self, feed: str) -> Catalogue | None:
        """The catalogue in force, without its trips; None where none was ever imported."""
        while row := await self._catalogues.find_one({"_id": feed}):
            version = row["import_version"]
            routes = await self._read_routes(feed, version)
            cursor = self._stations.find({"feed": feed, "import_version": version})
            stops = dict([pair async for place in cursor for pair in decode_stops(place)])
            if await self._catalogues.find_one({"_id": feed, "import_version": version}, {"_id": 1}):
                return Catalogue(feed, row["agency"], row["zone"], version, routes, stops)
            # Another edition came into force while we read.
        return None

    async def find_version(self, feed: str) -> str | None:
        """The version that is in force; None where none was ever imported."""
        row = await self._catalogues.find_one({"_id": feed}, {"import_version": 1})
        return row["import_version"] if row else None

    async def find_trips(self, feed: str, version: str, trip_ids: Ids[str]) -> dict[str, Trip]:
        """Those of the trips that the edition has; none where it is no longer in force."""
        row = await self._catalogues.find_one({"_id": feed, "import_version": version}, {"trip_chunks": 1})
        chunks = row.get("trip_chunks", 0) if row else 0
        if not chunks:
            return {}
        wanted = set(trip_ids)
        keys = {trips_id(feed, version, trip_chunk(each, chunks)) for each in wanted}
        found: dict[str, Trip] = {}
        async for chunk in self._trips.find({"_id": {"$in": sorted(keys)}}):
            columns = zip(chunk["trip_ids"], chunk["route_ids"], chunk["direction_ids"], strict=True)
            found |= {trip_id: Trip(*rest) for trip_id, *rest in columns if trip_id in wanted}
        return found

    async def _is_doubtful(self, feed: str, row: Row, before: Mapping[str, Route], static: StaticGtfs) -> bool:
        version = row.get("import_version")
        places = await self._stations.count_documents({"feed": feed, "import_version": version}, limit=1)
        return is_doubtful(before.values(), static.routes, places_before=places, places_after=len(static.places))

    async def _write(self, feed: str, static: StaticGtfs) -> None:
        routes = (route_row(each, _details(static, each), static.version) for each in static.routes)
        await _replace(self._routes, routes)
        await _replace(self._stations, (place_row(each, static.version) for each in static.places))
        await _replace(self._trips, trip_rows(feed, static))

    async def _read_routes(self, feed: str, version: str | None) -> Mapping[str, Route]:
        cursor = self._routes.find({"feed": feed, "import_version": version})
        routes = [decode_route(each) async for each in cursor]
        return {route.route_id: route for route in routes}


def _details(static: StaticGtfs, route: Route) -> RouteDetails:
    return static.details.get(route.route_id, RouteDetails())


async def _replace(collection: Collection, rows: Iterable[Row]) -> None:
    # Replaced, not inserted: an import that broke off, or another process's of the same edition, has some already.
    rest = iter(rows)
    # Made beside the event loop: 130,000 trips take a while.
    while some := await asyncio.to_thread(list, islice(rest, ROWS_AT_ONCE)):
        await collection.bulk_write([ReplaceOne({"_id": row["_id"]}, row, upsert=True) for row in some], ordered=False)
