"""One message in Twilio's log and the resource that describes it."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum

from models.segments import count_segments

API_VERSION = "2010-04-01"

# Reports arrive in any order; a status never goes back.
RANK = {"accepted": 0, "queued": 1, "sent": 2, "delivered": 3, "undelivered": 3, "failed": 3}


class Direction(StrEnum):
    """Who made a message."""

    INBOUND = "inbound"
    OUTBOUND_API = "outbound-api"
    OUTBOUND_REPLY = "outbound-reply"


def new_sid() -> str:
    """Return a fresh MessageSid."""
    return "SM" + secrets.token_hex(16)


@dataclass(slots=True)
class Message:
    """A message; only its status and what comes with it change."""

    account_sid: str
    from_: str
    to: str
    body: str
    direction: Direction
    status: str
    created: float
    updated: float
    sent: float | None = None
    messaging_service_sid: str | None = None
    status_callback: str | None = None
    # Decided at creation: the error that this message will end with.
    doom: int | None = None
    error_code: int | None = None
    sid: str = field(default_factory=new_sid)

    def report(self, status: str, *, now: float) -> None:
        """Take a step in its life, unless it is further already."""
        if RANK[status] <= RANK[self.status]:
            return
        self.status = status
        self.updated = now
        if RANK[status] >= RANK["sent"] and self.sent is None:
            self.sent = now
        if status in {"undelivered", "failed"}:
            self.error_code = self.doom

    def resource(self) -> dict[str, object]:
        """Return the message as the REST API shows it."""
        uri = f"/{API_VERSION}/Accounts/{self.account_sid}/Messages/{self.sid}"
        # A Messaging Service has not chosen a number nor counted segments yet.
        undecided = self.status == "accepted"
        return {
            "account_sid": self.account_sid,
            "api_version": API_VERSION,
            "body": self.body,
            "date_created": rfc_2822(self.created),
            "date_sent": None if self.sent is None else rfc_2822(self.sent),
            "date_updated": rfc_2822(self.updated),
            "direction": self.direction.value,
            "error_code": self.error_code,
            "error_message": None,
            "from": None if undecided else self.from_,
            "messaging_service_sid": self.messaging_service_sid,
            "num_media": "0",
            "num_segments": "0" if undecided else str(count_segments(self.body)),
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


def rfc_2822(moment: float) -> str:
    """Write a time as Twilio does: GMT, whole seconds."""
    return format_datetime(datetime.fromtimestamp(int(moment), UTC))
