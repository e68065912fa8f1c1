"""Several texts that one rider is owed about a station's elevators, in one that carries the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.event import AlertEvent
from models.rider import Rider
from notifier.deciding.bodies import Bodies, text_for
from notifier.deciding.texts import OutboundMessage, Owed


@dataclass(frozen=True, slots=True)
class Due:
    """What one rider is owed about one event."""

    event: AlertEvent
    owed: Owed


def text_with(rider: Rider, lead: Due, others: Sequence[Due], bodies: Bodies) -> OutboundMessage:
    """The text about `lead`, which also says what those of the `others` say that can be put together with it."""
    text = text_for(rider, lead.event, lead.owed, bodies)
    company = [each for each in others if _fits(each, lead, bodies, rider.language)]
    if not company:
        return text
    told = [(each.event, each.owed) for each in (lead, *company)]
    body, segments = bodies.together(told, rider.language)
    carried = tuple(replace(text_for(rider, each.event, each.owed, bodies), attempt=0) for each in company)
    return replace(text, body=body, segments=segments, carries=carried, alone=text.body)


def _fits(other: Due, lead: Due, bodies: Bodies, language: str) -> bool:
    """Whether both read alike, and go out at the same time."""
    if other.owed.not_before != lead.owed.not_before:
        return False
    one = bodies.share_of(lead.event, lead.owed, language)
    another = bodies.share_of(other.event, other.owed, language)
    return one is not None and another is not None and one.key == another.key
