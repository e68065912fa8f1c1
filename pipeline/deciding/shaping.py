"""How an incident takes shape: from the entities that tell of it to what riders are told, of which class, and whom."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict

from models.alert import Alert
from models.incident import AlertClass, Incident
from models.route import Route
from models.station import Device, Station
from pipeline.deciding.classify import Judgement, classify, reclassify
from pipeline.deciding.enrich import resolve
from pipeline.deciding.grouping import merged
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.material import follow_end
from pipeline.words.devices import device_of
from pipeline.words.heading import headings_of
from pipeline.words.slip import mended


class Concerned(TypedDict):
    """The fields of an incident that say whom it concerns."""

    routes: tuple[Route, ...]
    stations: tuple[Station, ...]
    targets: tuple[str, ...]
    device: Device | None
    direction_ids: tuple[int, ...]
    headings: tuple[str, ...]


def judge(members: Sequence[Alert], guidance: Guidance, now: datetime) -> Judgement:
    """The class of an incident that opens with `members`."""
    return classify(told_as(members, guidance, now), guidance.lexicon, guidance.rules, now)


def with_entities(
    incident: Incident, entities: Sequence[Alert], guidance: Guidance, gap: timedelta, now: datetime
) -> Incident:
    """`incident` as `entities` tell of it, `gap` after the last poll."""
    alert = told_as(entities, guidance, incident.opened_at)
    judgement = reclassify(incident, alert, guidance.lexicon, guidance.rules, now)
    return replace(
        incident,
        alert=alert,
        members=members_of(alert, entities),
        alert_class=judgement.alert_class,
        judged=judgement.why,
        told=follow_end(incident.told, incident.alert, alert, gap=gap, rules=guidance.rules),
        changed_at=incident.changed_at if alert == incident.alert else now,
    )


def enriched(incident: Incident, guidance: Guidance) -> Incident:
    """`incident` with whom it concerns, by the catalogue in force."""
    return replace(incident, **concerned(incident.alert, incident.alert_class, guidance))


def concerned(alert: Alert, alert_class: AlertClass, guidance: Guidance) -> Concerned:
    """Whom an alert concerns, and where."""
    device = device_of(alert, guidance.lexicon) if alert_class is AlertClass.ACCESS else None
    found = resolve(alert, guidance.catalogue, alert_class=alert_class, device=device)
    return Concerned(
        routes=found.routes,
        stations=found.stations,
        targets=found.targets,
        device=device,
        direction_ids=found.direction_ids,
        headings=tuple(sorted(headings_of(alert, guidance.lexicon))),
    )


def told_as(entities: Sequence[Alert], guidance: Guidance, first_seen: datetime) -> Alert:
    """What the entities say together."""
    return mended(merged(entities, guidance.lexicon), guidance.lexicon, guidance.rules, first_seen)


def members_of(alert: Alert, entities: Sequence[Alert]) -> tuple[Alert, ...]:
    """The entities, where they are not the alert itself."""
    return () if tuple(entities) == (alert,) else tuple(entities)
