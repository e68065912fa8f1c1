"""Does an event concern this rider, and what has this rider been told of its incident?"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.delivery import REACHED, UNSETTLED, DeliveryState, Kind, Slot
from models.event import AlertEvent, Change
from models.rider import Rider
from models.route import Route


@dataclass(frozen=True, slots=True)
class Earlier:
    """One text of this incident that this rider was sent, owed or told in a reply."""

    slot: Slot
    revision: int
    state: DeliveryState


def concerned_routes(event: AlertEvent, rider: Rider) -> tuple[Route, ...]:
    """The event's routes that this rider had subscribed to when it happened; none where it is not their concern."""
    subscribed = {each.target for each in rider.subscriptions if each.active_since <= event.at}
    return tuple(route for route in event.routes if route.target in subscribed)


def kind_of_notice(event: AlertEvent, earlier: Sequence[Earlier]) -> Kind | None:
    """How the notice reads for a rider who was told `earlier`; None where nothing is owed."""
    notices = [each for each in earlier if each.slot is Slot.NOTICE and each.state in REACHED | UNSETTLED]
    if not notices:
        return Kind.FIRST
    if event.change is Change.UPDATED and event.why.rule == "reopened" and not _was_cleared(earlier):
        # The rider never heard that it was over.
        return None
    return Kind.UPDATE


def is_owed_clear(earlier: Sequence[Earlier]) -> bool:
    """Whether the rider was told of the incident, and has not been told since that it is over."""
    told = [each.revision for each in earlier if each.slot is Slot.NOTICE and each.state in REACHED]
    return bool(told) and max(told) > _last_clear(earlier)


def _was_cleared(earlier: Sequence[Earlier]) -> bool:
    told = [each.revision for each in earlier if each.slot is Slot.NOTICE and each.state in REACHED]
    return _last_clear(earlier) > max(told, default=-1)


def _last_clear(earlier: Sequence[Earlier]) -> int:
    return max((each.revision for each in earlier if each.slot is Slot.CLEAR and each.state in REACHED), default=-1)
