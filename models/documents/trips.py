"""Some of a feed's trips, enough to a document that finding a few of 100,000 reads little."""

from typing import ClassVar

from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument


class TripsDocument(KeyedDocument):
    """Keyed by feed, import version and number of the chunk; a trip's id says which chunk it is in.

    The lists run side by side: what a direction of None means is in `pipeline.static.catalogue.Trip`.
    """

    feed: str
    import_version: str
    trip_ids: list[str]
    route_ids: list[str]
    direction_ids: list[int | None]

    class Settings:
        name = "trips"
        indexes: ClassVar[list[IndexModel]] = [IndexModel([("feed", ASCENDING), ("import_version", ASCENDING)])]
