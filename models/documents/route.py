"""A route of the catalogue, as imported from static GTFS."""

from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument
from models.route import Direction


class RouteDocument(KeyedDocument):
    """Keyed by feed, import version and route id; the catalogue says which import is in force.

    `aliases` are what riders call it besides its names: "King streetcar", "Line 1", the branch "504A".
    """

    feed: str
    target: str
    route_id: str
    short_name: str
    long_name: str
    route_type: int | None
    agency_id: str = ""
    names: list[tuple[str, str]] = Field(default_factory=list)
    aliases: list[str] = Field(default_factory=list)
    directions: list[Direction] = Field(default_factory=list)
    import_version: str

    class Settings:
        name = "routes"
        indexes: ClassVar[list[IndexModel]] = [IndexModel([("feed", ASCENDING), ("import_version", ASCENDING)])]
