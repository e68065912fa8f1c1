"""Whom the alerts name: which routes, stops, trips and agencies, and whether the static GTFS knows them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.alert import Alert, EntitySelector
from models.incident import AlertClass
from pipeline.check.report import Finding, Level, Part, plural, share
from pipeline.check.sample import Sample
from pipeline.deciding.enrich import resolve

TOPIC = "selectors"
_ONE = {"routes": "route", "stops": "stop", "trips": "trip", "agencies": "agency"}
MOST_UNKNOWN = 0.02  # a few stops that are new or gone are every feed's daily life


def selectors(sample: Sample) -> Part:
    alerts = sample.alerts
    named = {
        "routes": _distinct(each.route_id for each in _selectors(alerts)),
        "stops": _distinct(each.stop_id for each in _selectors(alerts)),
        "trips": _distinct(each.trip_id for each in _selectors(alerts)),
        "agencies": _distinct(each.agency_id for each in _selectors(alerts)),
    }
    facts: dict[str, object] = {f"{name}_named": len(ids) for name, ids in named.items()}
    without = sum(not each.informed_entities for each in alerts)
    facts["without_selector"] = without
    findings = list(_of_missing(without, len(alerts)))
    if sample.is_static_given:
        more, found = _against_static(sample)
        return Part(facts | more, (*findings, *found))
    listed = ", ".join(plural(len(ids), _ONE[name], name) for name, ids in named.items() if ids)
    if listed:
        text = f"The alerts name {listed}: give --static to see whether riders can be found by them."
        findings.append(Finding(Level.WARNING, TOPIC, text))
    return Part(facts, tuple(findings))


def _of_missing(without: int, count: int) -> Iterator[Finding]:
    if without:
        text = f"{share(without, count)} name no route, stop or agency: they reach nobody; tell the agency."
        yield Finding(Level.PROBLEM if without == count else Level.WARNING, TOPIC, text)


def _against_static(sample: Sample) -> tuple[dict[str, object], tuple[Finding, ...]]:
    every = list(_selectors(sample.alerts))
    resolved = unknown_count = 0
    unknown: dict[str, None] = {}
    known: dict[EntitySelector, tuple[str, ...]] = {}
    for each in every:
        if each not in known:
            known[each] = _unknown_in(each, sample)
        resolved += not known[each]
        unknown_count += bool(known[each])
        unknown |= dict.fromkeys(known[each])
    facts: dict[str, object] = {"selectors": len(every), "selectors_resolved": resolved, "unknown": list(unknown)}
    if not every:
        return facts, ()
    said = share(resolved, len(every), "selectors")
    if not unknown:
        return facts, (Finding(Level.OK, TOPIC, f"The static GTFS knows {said}."),)
    if not resolved:
        text = "The static GTFS knows no selector at all: it belongs to another feed or season; find the one in force."
        return facts, (Finding(Level.PROBLEM, TOPIC, text, tuple(unknown)),)
    level = Level.WARNING if unknown_count > MOST_UNKNOWN * len(every) else Level.NOTE
    text = f"The static GTFS knows {said}: look for a newer one if what it lacks is in service."
    return facts, (Finding(level, TOPIC, text, tuple(unknown)),)


def _unknown_in(selector: EntitySelector, sample: Sample) -> tuple[str, ...]:
    alert = Alert("", informed_entities=(replace(selector, direction_id=None),))
    return resolve(alert, sample.guidance.catalogue, alert_class=AlertClass.URGENT).unknown


def _selectors(alerts: Iterable[Alert]) -> Iterator[EntitySelector]:
    return (selector for alert in alerts for selector in alert.informed_entities)


def _distinct(ids: Iterable[str | None]) -> set[str]:
    return {each for each in ids if each is not None}
