"""One text to one rider: its name, its states, and which report may move it."""

import hashlib
from enum import StrEnum

NO_INCIDENT = "-"


class Slot(StrEnum):
    """Which of an occasion's texts this is: at most one of each reaches a rider."""

    NOTICE = "notice"
    CLEAR = "clear"
    CORRECTION = "correction"  # an operator's, to who was told what was wrong
    # Texts outside incidents: their incident is NO_INCIDENT.
    WELCOME = "welcome"
    LATE_REPLY = "late-reply"
    WITHDRAWN = "withdrawn"
    TEST = "test"  # an operator's, to see whether texts arrive


class Kind(StrEnum):
    """How the text reads at its first word; fixed when it is claimed."""

    FIRST = "first"
    UPDATE = "update"
    PLANNED = "planned"
    CLEAR = "clear"
    CORRECTION = "correction"
    PROBE = "probe"  # to a staff phone: does the whole way work?
    NOTE = "note"  # outside incidents


class DeliveryState(StrEnum):
    """Where a text stands."""

    SENDING = "sending"  # claimed; perhaps posted
    UNKNOWN = "unknown"  # posted, perhaps: the answer was lost
    RETRY = "retry"  # surely not processed by the provider; to be posted again
    HELD = "held"  # to be sent not before its time
    CARRIED = "carried"  # told in another text of the same claim, whose outcome is its own
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    SKIPPED = "skipped"


class Channel(StrEnum):
    """How the rider was told."""

    TEXT = "text"
    REPLY = "reply"


# Reports only move a text up, whatever the order of their arrival.
_RANK = {
    DeliveryState.ACCEPTED: 1,
    DeliveryState.SENT: 2,
    DeliveryState.DELIVERED: 3,
    DeliveryState.UNDELIVERED: 3,
    DeliveryState.FAILED: 3,
}
# Twilio's MessageStatus, as far as it tells more than "accepted".
_REPORTED = {
    "sent": DeliveryState.SENT,
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.DELIVERED,
    "undelivered": DeliveryState.UNDELIVERED,
    "failed": DeliveryState.FAILED,
    "canceled": DeliveryState.FAILED,
}
REACHED = frozenset({DeliveryState.ACCEPTED, DeliveryState.SENT, DeliveryState.DELIVERED})
_TO_BE_POSTED = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.RETRY, DeliveryState.HELD})
UNSETTLED = _TO_BE_POSTED | {DeliveryState.CARRIED}

# Why a text is posted again that the provider took, or not, without an answer.
NOT_IN_LIST = "not-in-list"


def delivery_id(*, incident: str, occasion: str, slot: Slot, subscriber: str) -> str:
    """The first 128 bits (hexadecimal) of SHA-256 over what must reach a rider at most once.

    `occasion` is the incident's revision as text. The kind is no part of it: a chunk that is done again would find its
    own first text, call itself an update, and send twice.
    """
    name = f"{incident}\n{occasion}\n{slot}\n{subscriber}"
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def occasion_name(incident: str, revision: int, occasion: str) -> str:
    """What a text is about, as logs name it: the beginning of its event's id, or of what its rider wrote the sid."""
    return occasion if incident == NO_INCIDENT else f"{incident}/{revision}"


def reported_state(message_status: str) -> DeliveryState:
    """The state that a provider's MessageStatus proves; an unknown status proves acceptance alone."""
    return _REPORTED.get(message_status.lower(), DeliveryState.ACCEPTED)


def fate_of_carried(carrier: DeliveryState, channel: Channel, *, has_sid: bool) -> DeliveryState | None:
    """Where a carried text goes with its carrier; held is for itself again, None as long as nobody knows.

    What the carrier's rider read in a reply told of the carrier alone.
    """
    if carrier in _TO_BE_POSTED:
        return None
    went = carrier in REACHED | {DeliveryState.UNDELIVERED} or (carrier is DeliveryState.FAILED and has_sid)
    return carrier if went and channel is Channel.TEXT else DeliveryState.HELD


def states_below(reported: DeliveryState) -> list[DeliveryState]:
    """What a report of the same attempt may replace: the states whose outcome it reveals, and lower ranks."""
    lower = [state for state, rank in _RANK.items() if rank < _RANK[reported]]
    return [DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.RETRY, *lower]
