"""When an incident is over, and when one that seemed over was not."""

from datetime import datetime, timedelta

from models.incident import Incident, Why
from pipeline.rules import Rules


def over_because(
    incident: Incident, *, poll: int, is_deleted: bool, is_fresh: bool, rules: Rules, now: datetime
) -> Why | None:
    """Why `incident`, as good poll number `poll` leaves it, is over; None while it is not."""
    if is_deleted:
        return Why("deleted", f"is_deleted in poll {poll}")
    if is_fresh and incident.alert.has_ended(now):
        return Why("ended", "every active_period has passed")
    return _absent(incident, poll, rules, now)


def is_reopened(incident: Incident, rules: Rules, now: datetime) -> bool:
    """Whether a closed incident that is listed again was not over, rather than being another one."""
    return incident.closed_at is not None and now - incident.closed_at <= timedelta(seconds=rules.reopen_s)


def _absent(incident: Incident, poll: int, rules: Rules, now: datetime) -> Why | None:
    if incident.missing_since is None or incident.missing_from_poll is None:
        return None
    polls = poll - incident.missing_from_poll + 1
    if polls < rules.clear_after_polls or now - incident.missing_since < timedelta(seconds=rules.clear_after_s):
        return None
    return Why("absent", f"not listed in {polls} good polls since {incident.missing_since:%H:%M:%S} UTC")
