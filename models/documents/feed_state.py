"""What the pipeline remembers of one feed between polls, and the lease of the poller that may write it."""

from datetime import datetime
from typing import Any

from models.documents.keyed import KeyedDocument


class FeedState(KeyedDocument):
    """Keyed by the feed's id; `memory` is written last in a poll and only by the lease holder."""

    holder: str | None = None
    epoch: int = 0
    expires_at: datetime | None = None
    memory: dict[str, Any] | None = None

    class Settings:
        name = "feed_states"
