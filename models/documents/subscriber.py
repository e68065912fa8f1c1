"""A rider's document: everything about one phone at one sender, so that one message is one update."""

from datetime import datetime
from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.documents.keyed import KeyedDocument
from models.rider import Answer, More, Question, Quiet, RiderStatus, Subscription


class Subscriber(KeyedDocument):
    """Keyed by an opaque id: no phone number reaches a URL or a log."""

    phone: str
    sender: str
    status: RiderStatus = RiderStatus.ACTIVE
    language: str = "en"
    subscriptions: list[Subscription] = Field(default_factory=list)
    recent: list[Answer] = Field(default_factory=list)
    version: int = 0
    quiet: Quiet | None = None
    paused_until: datetime | None = None
    muted: list[str] = Field(default_factory=list)
    question: Question | None = None
    more: More | None = None
    misses: int = 0
    suppressed_at: datetime | None = None
    wrote_at: datetime | None = None
    heard_until: datetime | None = None
    opted_in_at: datetime | None = None
    changed_at: datetime

    class Settings:
        name = "subscribers"
        indexes: ClassVar[list[IndexModel]] = [
            IndexModel([("phone", ASCENDING), ("sender", ASCENDING)], unique=True),
            # Candidates of a notice, in the order of the cursor.
            IndexModel(
                [
                    ("sender", ASCENDING),
                    ("status", ASCENDING),
                    ("subscriptions.target", ASCENDING),
                    ("_id", ASCENDING),
                ],
                name="candidates",
            ),
            # How many riders a change would text, whoever sends to them.
            IndexModel([("subscriptions.target", ASCENDING), ("status", ASCENDING)], name="audience"),
            # Whose numbers nothing reached: few, and counted for the operator.
            IndexModel(
                [("sender", ASCENDING)],
                name="suppressed",
                partialFilterExpression={"suppressed_at": {"$type": "date"}},
            ),
            # The sweep at a fan-out's end: riders changed while it ran.
            IndexModel([("sender", ASCENDING), ("changed_at", ASCENDING)], name="changed"),
        ]
