"""How long nothing will happen by itself: until then a poll that lists what the last one did need not be looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from models.incident import Incident
from pipeline.deciding.reminders import next_moment
from pipeline.deciding.rules import Rules

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outlook:
    """`quiet_until` is None while something hangs on every poll; `next_moment` is due by the clock, if anything is."""

    quiet_until: datetime | None
    next_moment: datetime | None


def outlook(incidents: Iterable[Incident], rules: Rules, now: datetime) -> Outlook:
    """What lies ahead of the incidents as they stand."""
    known = [each for each in incidents if each.is_open]
    moment = next_moment(known, rules, now)
    # Whether one that is missing is over, or one that is held is decided, each poll may tell.
    is_restless = any(each.missing_since is not None or each.hold is not None for each in known)
    first = min((each for incident in known for each in _moments(incident, rules)), default=NEVER)
    first = min(first, moment or NEVER)
    return Outlook(None if is_restless or first <= now else first, moment)


def _moments(incident: Incident, rules: Rules) -> Iterator[datetime]:
    """When its end has passed, or when it counts as forgotten."""
    ends = [period.end for period in incident.alert.active_periods]
    known = [end for end in ends if end is not None]
    if known and len(known) == len(ends):
        yield max(known)
    elif not known and incident.is_urgent:
        yield incident.changed_at + timedelta(seconds=rules.forgotten_s)
