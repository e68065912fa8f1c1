"""A route of the catalogue, as imported from static GTFS."""

from typing import ClassVar

from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument


class RouteDocument(KeyedDocument):
    """Keyed by feed, import version and route id; the catalogue says which import is in force."""

    feed: str
    target: str
    route_id: str
    short_name: str
    long_name: str
    route_type: int | None
    import_version: str

    class Settings:
        name = "routes"
        indexes: ClassVar[list[IndexModel]] = [IndexModel([("feed", ASCENDING), ("import_version", ASCENDING)])]
