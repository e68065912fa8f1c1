"""One event on its way to one sender's riders."""

from datetime import datetime
from typing import Any, ClassVar

from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument
from models.fanout import FanoutState

# Longer than the topic's retention (7 days): a record read again finds its fan-out.
KEPT_S = 14 * 24 * 3600


class FanoutDocument(KeyedDocument):
    """Keyed by event id and sender; `cursor` is the subscriber id up to which riders were told.

    `correction` has an operator's words by language, where they are what is told. `asked_again` counts how often it was
    to be swept again, for riders who turned out not to have been told, and `answered` those before its last pass began.
    `trace` is the span that stored it.
    """

    sender: str
    incident: str
    revision: int
    event: dict[str, Any]
    state: FanoutState
    priority: int = 0
    cursor: str
    begun_at: str = ""
    is_wrapped: bool = False
    not_before: datetime
    created_at: datetime
    epoch: int = 0
    told: int = 0
    saw_unsettled: bool = False
    not_reached: int | None = None
    asked_again: int = 0
    answered: int = 0
    correction: dict[str, str] | None = None
    trace: str | None = None

    class Settings:
        name = "fanouts"
        indexes: ClassVar[list[IndexModel]] = [
            IndexModel(
                [("sender", ASCENDING), ("state", ASCENDING), ("priority", ASCENDING), ("not_before", ASCENDING)],
                name="next",
            ),
            IndexModel([("incident", ASCENDING), ("revision", ASCENDING)], name="revisions"),
            IndexModel([("created_at", ASCENDING)], expireAfterSeconds=KEPT_S),
        ]
