"""The look after the claim, just before the call: may this text still go out?"""

from dataclasses import dataclass
from datetime import datetime

from models.delivery import Slot
from models.incident import IncidentState
from models.rider import Rider, RiderStatus
from notifier.texts import OutboundMessage


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an incident stands now."""

    revision: int
    state: IncidentState


def reason_to_skip(text: OutboundMessage, rider: Rider | None, standing: Standing | None, now: datetime) -> str | None:
    """Why the text must not go out any more, as the label under which it is counted; None where it may.

    A STOP and a clear write their own fact before they touch anything else, so this look sees them.
    """
    if rider is None:
        return "rider-gone"
    if rider.status is not RiderStatus.ACTIVE:
        return "stopped"
    if now > text.useful_until:
        return "expired"
    if standing is None:
        return "incident-gone"
    if standing.revision != text.revision:
        return "superseded"
    expected = IncidentState.CLOSED if text.slot is Slot.CLEAR else IncidentState.OPEN
    return None if standing.state is expected else "superseded"
