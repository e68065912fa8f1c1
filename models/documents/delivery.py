"""One text to one rider, claimed by inserting this document."""

from datetime import datetime
from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.delivery import Channel, DeliveryState, Kind, Slot
from models.documents.keyed import KeyedDocument

KEPT_S = 90 * 24 * 3600
SKIPPED_KEPT_S = 3 * 24 * 3600


class Delivery(KeyedDocument):
    """Keyed by `models.delivery.delivery_id`; `expires_at` is when the row may go.

    A text for several incidents is one row that `carries` the others; each of them names it as its `carrier`, and is
    told by it only while it is on that list. `alone` is what the carrier says for itself.
    `replied` is the revision that a reply told while the text about it was on its way.
    `again_for` is the error for which a text went once more, and `undone_sids` are the messages of the attempt before.
    """

    sender: str
    incident: str
    subscriber: str
    occasion: str
    slot: Slot
    kind: Kind
    revision: int
    priority: int = 0
    channel: Channel
    state: DeliveryState
    body: str
    segments: int
    targets: list[str] = Field(default_factory=list)
    epoch: int
    attempt: int
    claimed_at: datetime
    changed_at: datetime
    event_at: datetime | None = None
    not_before: datetime | None = None
    useful_until: datetime | None = None
    sid: str | None = None
    error_code: int | None = None
    reason: str | None = None
    replied: int | None = None
    again_for: int | None = None
    undone_sids: list[str] = Field(default_factory=list)
    carries: list[str] = Field(default_factory=list)
    alone: str | None = None
    carrier: str | None = None
    expires_at: datetime

    class Settings:
        name = "deliveries"
        indexes: ClassVar[list[IndexModel]] = [
            IndexModel([("incident", ASCENDING), ("subscriber", ASCENDING)], name="told"),
            # Everything about one rider: the last text, and what goes when they are forgotten.
            IndexModel([("subscriber", ASCENDING), ("claimed_at", DESCENDING)], name="of_rider"),
            # What has a time to go out at, the most urgent first; of rows without a priority it is the lowest number.
            IndexModel(
                [("sender", ASCENDING), ("priority", ASCENDING), ("not_before", ASCENDING)],
                name="waiting",
                partialFilterExpression={"state": {"$in": ["held", "retry"]}},
            ),
            # What has no outcome: unknown, and sending that went stale.
            IndexModel(
                [("sender", ASCENDING), ("state", ASCENDING), ("not_before", ASCENDING)],
                name="unsettled",
                partialFilterExpression={"state": {"$in": ["sending", "unknown", "retry", "held"]}},
            ),
            # What an incident's news overtakes: held texts alone, of whatever half the city was told about it.
            IndexModel(
                [("incident", ASCENDING), ("revision", ASCENDING)],
                name="held",
                partialFilterExpression={"state": "held"},
            ),
            IndexModel(
                [("sender", ASCENDING), ("not_before", ASCENDING)],
                name="carried",
                partialFilterExpression={"state": "carried"},
            ),
            IndexModel(
                [("carrier", ASCENDING)], name="carrier", partialFilterExpression={"carrier": {"$type": "string"}}
            ),
            IndexModel(
                [("sid", ASCENDING)], name="one_sid", unique=True, partialFilterExpression={"sid": {"$type": "string"}}
            ),
            IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0),
        ]
