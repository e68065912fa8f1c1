"""How much an alert matters to a rider, by its severity, else by its effect."""

from datetime import datetime, timedelta

from models.alert import Alert
from models.incident import AlertClass, Incident
from pipeline.rules import Rules

_BY_EFFECT = {
    "MODIFIED_SERVICE": AlertClass.PLANNED,
    "ACCESSIBILITY_ISSUE": AlertClass.ACCESS,
    "NO_EFFECT": AlertClass.INFO,
    "ADDITIONAL_SERVICE": AlertClass.INFO,
}
_BY_SEVERITY = {"INFO": AlertClass.INFO, "WARNING": AlertClass.URGENT, "SEVERE": AlertClass.URGENT}


def classify(alert: Alert, rules: Rules, now: datetime) -> AlertClass:
    """The class of an alert that is seen for the first time."""
    found = _BY_EFFECT.get(alert.effect, AlertClass.URGENT)
    # A severe elevator outage still concerns only those who need the elevator.
    if found is not AlertClass.ACCESS:
        found = _BY_SEVERITY.get(alert.severity_level, found)
    if found is AlertClass.URGENT and is_announced_ahead(alert, rules, now):
        return AlertClass.PLANNED
    return found


def reclassify(incident: Incident, alert: Alert, rules: Rules, now: datetime) -> AlertClass:
    """The class of a known incident: what was announced ahead stays planned when it begins."""
    if _nature(alert) == _nature(incident.alert):
        return incident.alert_class
    return classify(alert, rules, now)


def is_announced_ahead(alert: Alert, rules: Rules, now: datetime) -> bool:
    """Whether its next period begins later than an hour from now."""
    soon = now + timedelta(seconds=rules.ahead_s)
    coming = [period for period in alert.active_periods if period.end is None or period.end > now]
    return bool(coming) and all(period.start is not None and period.start > soon for period in coming)


def began_at(alert: Alert, now: datetime) -> datetime | None:
    """When the period that runs now began; None where the feed does not say."""
    starts = [period.start for period in alert.active_periods if period.contains(now) and period.start is not None]
    return max(starts, default=None)


def _nature(alert: Alert) -> tuple[object, ...]:
    starts = {period.start for period in alert.active_periods}
    return alert.effect, alert.severity_level, frozenset(starts)
