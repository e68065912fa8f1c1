"""A text from a rider: the proof of consent, and what makes a repeated webhook harmless."""

from datetime import datetime
from typing import ClassVar

from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument


class InboundMessage(KeyedDocument):
    """Keyed by MessageSid; `seen_version` is the rider's version when the message came.

    Rows are kept for good: a captured START that is played again next month must not opt anybody in. `consent` marks
    those that changed whether we may text: only they name the phone, and only their words stay. Of a row that
    `is_spent` nothing is applied any more: it is bare by now, its rider was forgotten, or nobody heard it.
    """

    subscriber: str
    words: str | None = None
    effect: str | None = None
    consent: bool
    seen_version: int
    received_at: datetime | None = None
    phone: str | None = None
    phone_hash: str | None = None
    sender: str | None = None
    is_spent: bool = False
    is_late: bool = False  # its webhook never reached us
    reply: str | None = None  # only of the message that had its rider forgotten

    class Settings:
        name = "inbound_messages"
        indexes: ClassVar[list[IndexModel]] = [
            IndexModel([("subscriber", ASCENDING), ("received_at", ASCENDING)]),
            IndexModel(
                [("received_at", ASCENDING)],
                name="words",
                partialFilterExpression={"consent": False, "words": {"$exists": True}},
            ),
            IndexModel([("phone", ASCENDING)], name="consent", partialFilterExpression={"phone": {"$exists": True}}),
            IndexModel(
                [("phone_hash", ASCENDING)],
                name="consent_of_forgotten",
                partialFilterExpression={"phone_hash": {"$exists": True}},
            ),
        ]
