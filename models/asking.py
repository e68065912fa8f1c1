"""Does a subscription ask for alerts of this kind? What kind is asked for, which way, and elevators only by name."""

from collections.abc import Collection

from models.hours import going
from models.incident import AlertClass
from models.rider import Level, Subscription
from models.target import DEVICES, kind_of

_LEVELS = {
    AlertClass.URGENT: frozenset(Level),
    # Who asked for a station's elevators has asked for nothing else.
    AlertClass.ACCESS: frozenset(Level),
    AlertClass.PLANNED: frozenset({Level.NORMAL, Level.ALL}),
    AlertClass.INFO: frozenset({Level.ALL}),
}


def asks_for(
    subscription: Subscription,
    alert_class: AlertClass,
    *,
    direction_ids: Collection[int] = (),
    headings: Collection[str] = (),
) -> bool:
    """Whether it wants alerts of that class, going that way (empty: every way); the hours are another question."""
    if subscription.level not in _LEVELS[alert_class]:
        return False
    if alert_class is AlertClass.ACCESS and kind_of(subscription.target) not in DEVICES:
        return False
    return not subscription.windows or bool(going(subscription.windows, direction_ids, headings))
