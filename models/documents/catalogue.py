"""Which import of a feed's static GTFS is in force: written after its routes, so that a switch is one update."""

from datetime import datetime

from pydantic import Field

from models.documents.keyed import KeyedDocument
from models.route import Untold, Withdrawn


class Catalogue(KeyedDocument):
    """Keyed by the feed's id; `trip_chunks` says into how many documents the trips are spread.

    `untold` are those withdrawn whose riders do not know it yet, with the import that dropped them.
    `doubted_version` is an edition that lacked most of this one, and was not put in force when it was first seen.
    """

    import_version: str
    agency: str
    zone: str
    imported_at: datetime
    trip_chunks: int = 0
    doubted_version: str | None = None
    withdrawn: list[Withdrawn] = Field(default_factory=list)
    untold: list[Untold] = Field(default_factory=list)

    class Settings:
        name = "catalogues"
