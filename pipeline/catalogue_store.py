"""The catalogue in MongoDB: written at an import of static GTFS, read by the poller."""

from dataclasses import asdict
from datetime import datetime

from pymongo import ReplaceOne

from models.documents.catalogue import Catalogue as CatalogueDocument
from models.documents.route import RouteDocument
from models.route import Route, decode_route
from pipeline.catalogue import Catalogue
from pipeline.static_gtfs import StaticGtfs
from runtime.mongo import Collection, Row, collection_of


class CatalogueStore:
    """The routes of all feeds, each feed's in the version that its catalogue row names."""

    def __init__(self) -> None:
        self._catalogues: Collection = collection_of(CatalogueDocument)
        self._routes: Collection = collection_of(RouteDocument)

    async def import_static(self, feed: str, static: StaticGtfs, *, agency: str, zone: str, now: datetime) -> bool:
        """Put an edition in force; whether anything was written."""
        in_force = {"import_version": static.version, "agency": agency, "zone": zone}
        if await self._catalogues.find_one({"_id": feed} | in_force):
            return False
        rows = [_row(route, static.version) for route in static.routes]
        await self._routes.bulk_write([ReplaceOne({"_id": row["_id"]}, row, upsert=True) for row in rows])
        # Last: who reads the catalogue sees the old edition or the new one, never half of one.
        await self._catalogues.update_one({"_id": feed}, {"$set": in_force | {"imported_at": now}}, upsert=True)
        await self._routes.delete_many({"feed": feed, "import_version": {"$ne": static.version}})
        return True

    async def find(self, feed: str) -> Catalogue | None:
        """The catalogue in force; None where none was ever imported."""
        row = await self._catalogues.find_one({"_id": feed})
        if row is None:
            return None
        cursor = self._routes.find({"feed": feed, "import_version": row["import_version"]})
        routes = [decode_route(each) async for each in cursor]
        return Catalogue(
            feed=feed,
            agency=row["agency"],
            zone=row["zone"],
            version=row["import_version"],
            routes={route.route_id: route for route in routes},
        )


def _row(route: Route, version: str) -> Row:
    # By route_id: static GTFS may list one route of the riders', one target, under several ids.
    return asdict(route) | {"_id": f"{route.feed}/{version}/{route.route_id}", "import_version": version}
