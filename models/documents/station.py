"""A station or stop of the catalogue, as imported from static GTFS."""

from typing import ClassVar

from pydantic import BaseModel
from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument
from models.station import StationKind


class StopPart(BaseModel):
    """One row of stops.txt that belongs to the place; `wheelchair_boarding` is GTFS's own 0, 1 or 2."""

    stop_id: str
    stop_code: str = ""
    name: str = ""
    platform_code: str = ""
    wheelchair_boarding: int = 0
    route_ids: list[str]


class StationDocument(KeyedDocument):
    """Keyed by feed, import version and station id; the catalogue says which import is in force."""

    feed: str
    target: str
    station_id: str
    name: str
    kind: StationKind
    names: list[tuple[str, str]]
    stop_codes: list[str]
    route_ids: list[str]
    stops: list[StopPart]
    import_version: str

    class Settings:
        name = "stations"
        indexes: ClassVar[list[IndexModel]] = [IndexModel([("feed", ASCENDING), ("import_version", ASCENDING)])]
