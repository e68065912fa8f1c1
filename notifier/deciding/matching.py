"""Does an event concern this rider, and by which of the things they subscribed to?"""

from collections.abc import Collection, Sequence

from models.asking import asks_for
from models.delivery import Slot
from models.event import AlertEvent
from models.rider import Rider, Subscription
from models.route import Route
from models.target import TargetKind, kind_of, mode_target
from notifier.deciding.kinds import Earlier
from notifier.deciding.standing import Standing


def matching(rider: Rider, targets: Collection[str], standing: Standing) -> tuple[Subscription, ...]:
    """The rider's subscriptions to one of `targets` that ask for alerts of this class and direction."""
    return tuple(
        each
        for each in rider.subscriptions
        if each.target in targets
        and asks_for(each, standing.alert_class, direction_ids=standing.direction_ids, headings=standing.headings)
    )


def concerned(event: AlertEvent, rider: Rider, standing: Standing) -> tuple[Subscription, ...]:
    """What of all that the event is about this rider had subscribed to when it happened."""
    if rider.suppressed_at is not None or event.incident in rider.muted:
        return ()
    # What happened during a pause stays untold when it has ended.
    if rider.paused_until is not None and event.at < rider.paused_until:
        return ()
    found = matching(rider, event.targets, standing)
    return tuple(each for each in found if each.active_since <= event.at)


def concerned_by_end(event: AlertEvent, rider: Rider, earlier: Sequence[Earlier]) -> tuple[Subscription, ...] | None:
    """What this rider still subscribes to of what they were told for, or of what ends; None where they want no clear.

    The alert may have dropped the rider's route before it ended: they were told, so they are owed its end. Of who was
    told in a reply perhaps no subscription is known.
    """
    if rider.suppressed_at is not None or event.incident in rider.muted:
        return None
    if rider.paused_until is not None and event.at < rider.paused_until:
        return None
    told = {target for each in earlier if each.slot is Slot.NOTICE for target in each.targets}
    still_told_for = tuple(each for each in rider.subscriptions if each.target in told)
    if told and not still_told_for:
        return None
    return still_told_for or tuple(each for each in rider.subscriptions if each.target in event.targets)


def named_routes(event: AlertEvent, targets: Collection[str]) -> tuple[Route, ...]:
    """The routes by which the text names itself to a rider of `targets`: their own first.

    Who hears of a whole mode or agency is told all its routes.
    """
    own = tuple(route for route in event.routes if route.target in targets)
    if any(kind_of(each) is TargetKind.AGENCY for each in targets):
        return (*own, *(route for route in event.routes if route not in own))
    others = (route for route in event.routes if route not in own and _mode_of(event, route) in targets)
    return (*own, *others)


def _mode_of(event: AlertEvent, route: Route) -> str | None:
    return None if route.route_type is None else mode_target(event.feed, route.route_type)
