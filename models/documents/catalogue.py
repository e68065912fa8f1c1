"""Which import of a feed's static GTFS is in force: written after its routes, so that a switch is one update."""

from datetime import datetime

from models.documents.keyed import KeyedDocument


class Catalogue(KeyedDocument):
    """Keyed by the feed's id."""

    import_version: str
    agency: str
    zone: str
    imported_at: datetime

    class Settings:
        name = "catalogues"
