"""How far the messages that Twilio lists for a sender were looked through, and the lease of who does it."""

from datetime import datetime

from models.documents.keyed import KeyedDocument


class CatchUpDocument(KeyedDocument):
    """Keyed by the sender: a number or a Messaging Service's sid."""

    holder: str | None = None
    epoch: int = 0
    expires_at: datetime | None = None
    seen_until: datetime | None = None

    class Settings:
        name = "catch_ups"
