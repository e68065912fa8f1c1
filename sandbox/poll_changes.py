"""What one poll of a feed changes in another, counted in alerts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.alert import Alert

MOST_ROUTES = 8


@dataclass(frozen=True, slots=True)
class PollChanges:
    """How many alerts are new, gone, and other than they were; `routes` are those of the new and the other ones."""

    new: int = 0
    gone: int = 0
    other: int = 0
    routes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.other)

    def __str__(self) -> str:
        if not self:
            return "no change"
        counts = (("+", self.new), ("-", self.gone), ("~", self.other))
        said = " ".join(f"{sign}{count}" for sign, count in counts if count)
        alerts = "alert" if self.new + self.gone + self.other == 1 else "alerts"
        more = ", ..." if len(self.routes) > MOST_ROUTES else ""
        routes = f" ({', '.join(self.routes[:MOST_ROUTES])}{more})" if self.routes else ""
        return f"{said} {alerts}{routes}"


def changes_between(before: Sequence[Alert], after: Sequence[Alert]) -> PollChanges:
    """The difference; an alert that merely moved to another entity id is the same."""
    old, current = (Counter(_nameless(alert) for alert in each) for each in (before, after))
    fresh, gone = _beyond(after, old), _beyond(before, current)
    other = {alert.entity_id for alert in fresh} & {alert.entity_id for alert in gone}
    routes = dict.fromkeys(route for alert in fresh for route in alert.route_ids())
    return PollChanges(len(fresh) - len(other), len(gone) - len(other), len(other), tuple(routes))


def _beyond(alerts: Sequence[Alert], others: Counter[Alert]) -> list[Alert]:
    """The alerts that `others` does not hold, or not so often."""
    left = others.copy()
    found = []
    for alert in alerts:
        left[_nameless(alert)] -= 1
        if left[_nameless(alert)] < 0:
            found.append(alert)
    return found


def _nameless(alert: Alert) -> Alert:
    return replace(alert, entity_id="")
