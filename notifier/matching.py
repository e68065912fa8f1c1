"""Does an event concern this rider, and what has this rider been told of its incident?"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.delivery import REACHED, UNSETTLED, DeliveryState, Kind, Slot
from models.event import AlertEvent, Change
from models.rider import Rider
from models.route import Route

# Posted, and nobody knows what became of it.
PERHAPS_REACHED = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Earlier:
    """One text of this incident that this rider was sent, owed or told in a reply; `targets` are what it was for."""

    slot: Slot
    revision: int
    state: DeliveryState
    targets: tuple[str, ...] = ()


def concerned_routes(event: AlertEvent, rider: Rider) -> tuple[Route, ...]:
    """The event's routes that this rider had subscribed to when it happened; none where it is not their concern."""
    subscribed = {each.target for each in rider.subscriptions if each.active_since <= event.at}
    return tuple(route for route in event.routes if route.target in subscribed)


def routes_of_clear(event: AlertEvent, rider: Rider, earlier: Sequence[Earlier]) -> tuple[Route, ...]:
    """The routes that a clear names; none where the rider has ended every subscription that they were told for.

    The alert may have dropped the rider's route before it ended: they were told, so they are owed its end.
    """
    told = {target for each in earlier if each.slot is Slot.NOTICE for target in each.targets}
    wanted = {each.target for each in rider.subscriptions}
    if told and not told & wanted:
        return ()
    return tuple(route for route in event.routes if route.target in wanted) or event.routes


def kind_of_notice(event: AlertEvent, earlier: Sequence[Earlier]) -> Kind | None:
    """How the notice reads for a rider who was told `earlier`; None where nothing is owed."""
    has_reached = any(each.slot is Slot.NOTICE and each.state in REACHED for each in earlier)
    if event.change is Change.UPDATED and event.why.rule == "reopened":
        if not has_reached:
            return Kind.FIRST
        # Who never heard that it was over need not hear that it goes on.
        return Kind.UPDATE if _was_cleared(earlier) else None
    # A text without an answer may have arrived; one that surely did not is no first notice.
    may_have_reached = any(each.slot is Slot.NOTICE and each.state in PERHAPS_REACHED for each in earlier)
    return Kind.UPDATE if has_reached or may_have_reached else Kind.FIRST


def is_owed_clear(earlier: Sequence[Earlier]) -> bool:
    """Whether the rider was told of the incident, and has not been told since that it is over."""
    told = [each.revision for each in earlier if each.slot is Slot.NOTICE and each.state in REACHED]
    return bool(told) and max(told) > _last_clear(earlier)


def awaits_outcome(earlier: Sequence[Earlier]) -> bool:
    """Whether a notice is still on its way, so that nobody knows yet if its clear is owed."""
    return any(each.slot is Slot.NOTICE and each.state in UNSETTLED for each in earlier)


def _was_cleared(earlier: Sequence[Earlier]) -> bool:
    told = [each.revision for each in earlier if each.slot is Slot.NOTICE and each.state in REACHED]
    return _last_clear(earlier) > max(told, default=-1)


def _last_clear(earlier: Sequence[Earlier]) -> int:
    """The revision of the latest clear that reached the rider, or may have."""
    clears = [each.revision for each in earlier if each.slot is Slot.CLEAR and each.state in REACHED | UNSETTLED]
    return max(clears, default=-1)
