"""What the operator decided about a change that is held because it would text too many riders."""

from datetime import datetime
from typing import ClassVar

from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument

KEPT_S = 7 * 24 * 3600


class Verdict(KeyedDocument):
    """Keyed by the incident's id; the feed's poller acts on it at its next poll."""

    feed: str
    is_released: bool
    decided_at: datetime

    class Settings:
        name = "verdicts"
        indexes: ClassVar[list[IndexModel]] = [
            IndexModel([("feed", ASCENDING)]),
            IndexModel([("decided_at", ASCENDING)], expireAfterSeconds=KEPT_S),
        ]
