"""Incidents as an earlier poll left them."""

from dataclasses import replace
from typing import Any

from models.alert import Alert
from models.incident import AlertClass, Incident, IncidentState
from pipeline.outcomes import opened
from tests.builders import NOON, make_alert, make_catalogue


def make_incident(alert: Alert | None = None, **changes: Any) -> Incident:
    """An urgent incident that riders were told about at noon, in poll 1."""
    alert = alert or make_alert()
    opening = opened(
        alert, alert.entity_id, alert_class=AlertClass.URGENT, poll=1, catalogue=make_catalogue(), now=NOON
    )
    return replace(opening.incident, **changes)


def make_closed(alert: Alert | None = None, **changes: Any) -> Incident:
    return make_incident(alert, **{"state": IncidentState.CLOSED, "closed_at": NOON, "revision": 2, **changes})
