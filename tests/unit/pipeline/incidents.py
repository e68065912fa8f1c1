"""Incidents as an earlier poll left them."""

from dataclasses import replace
from typing import Any

from models.alert import Alert
from models.incident import AlertClass, Incident, IncidentState, Why
from pipeline.deciding.classify import Judgement
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.outcomes import opened
from pipeline.deciding.rules import Rules
from tests.builders import NOON, make_alert, make_catalogue
from tests.unit.pipeline.playing import LEXICON


def make_incident(alert: Alert | None = None, **changes: Any) -> Incident:
    """An urgent incident that riders were told about at noon, in poll 1."""
    alert = alert or make_alert()
    guidance = Guidance(make_catalogue(), Rules(), LEXICON)
    judgement = Judgement(AlertClass.URGENT, Why("effect", alert.effect))
    opening = opened((alert,), alert.entity_id, judgement=judgement, poll=1, guidance=guidance, now=NOON)
    return replace(opening.incident, **changes)


def make_closed(alert: Alert | None = None, **changes: Any) -> Incident:
    return make_incident(alert, **{"state": IncidentState.CLOSED, "closed_at": NOON, "revision": 2, **changes})
