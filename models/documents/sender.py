"""A number or Messaging Service that texts leave from, and the lease of the dispatcher that sends for it."""

from datetime import datetime

from models.documents.keyed import KeyedDocument


class Sender(KeyedDocument):
    """Keyed by the number or the service's sid; `circuit` says why nothing is posted at present, if that is so."""

    holder: str | None = None
    epoch: int = 0
    expires_at: datetime | None = None
    circuit: str | None = None

    class Settings:
        name = "senders"
