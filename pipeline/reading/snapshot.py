"""One poll's content as we understand it."""

from dataclasses import dataclass
from datetime import datetime

from models.alert import Alert


@dataclass(frozen=True, slots=True)
class FeedSnapshot:
    """The decoded view of one FeedMessage: its alerts in the feed's order.

    `skipped` counts entities that could not be read; `content_hash` leaves the header out.
    """

    stamped_at: datetime | None
    version: str
    content_hash: str
    alerts: tuple[Alert, ...] = ()
    deleted_ids: frozenset[str] = frozenset()
    skipped: int = 0
