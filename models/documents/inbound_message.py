"""A text from a rider: the proof of consent, and what makes a repeated webhook harmless."""

from datetime import datetime
from typing import ClassVar

from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument


class InboundMessage(KeyedDocument):
    """Keyed by MessageSid; `seen_version` is the rider's version when the message came.

    Rows are kept for good: a captured START that is played again next month must not opt anybody in. `consent` marks
    those that changed whether we may text.
    """

    subscriber: str
    words: str
    effect: str
    consent: bool
    seen_version: int
    received_at: datetime

    class Settings:
        name = "inbound_messages"
        indexes: ClassVar[list[IndexModel]] = [IndexModel([("subscriber", ASCENDING), ("received_at", ASCENDING)])]
