"""A number or Messaging Service that texts leave from, and the lease of the dispatcher that sends for it."""

from datetime import datetime

from models.documents.keyed import KeyedDocument


class Sender(KeyedDocument):
    """Keyed by the number or the service's sid; `seen_at` is when a notifier of its own last said that it serves it.

    `segments_today` were posted on `segments_day` (UTC). `circuit` says why nothing is posted at present, if so.
    """

    holder: str | None = None
    epoch: int = 0
    expires_at: datetime | None = None
    circuit: str | None = None
    seen_at: datetime | None = None
    probed_at: datetime | None = None
    segments_day: str = ""
    segments_today: int = 0

    class Settings:
        name = "senders"
