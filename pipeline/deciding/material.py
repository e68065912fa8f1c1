"""Is a change worth another text? What is new is measured against what riders were last told."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from models.alert import Alert
from models.incident import AlertClass, Incident
from models.route import Route
from models.station import Station
from models.told import Facts
from pipeline.deciding.rules import Rules
from pipeline.words.lexicon import Lexicon
from pipeline.words.places import places_of
from pipeline.words.shuttle import names_shuttle

MOST_NAMED = 5
URGENT = AlertClass.URGENT.value
# From harmless to grave, as riders feel it; an effect that is not named here says nothing about gravity.
_GRAVITY = {
    "NO_EFFECT": 0,
    "ADDITIONAL_SERVICE": 0,
    "MODIFIED_SERVICE": 1,
    "STOP_MOVED": 1,
    "DETOUR": 2,
    "REDUCED_SERVICE": 2,
    "SIGNIFICANT_DELAYS": 3,
    "NO_SERVICE": 4,
}


def facts_of(incident: Incident, lexicon: Lexicon) -> Facts:
    """What a text about `incident`, as it stands, would tell."""
    return facts_in(
        incident.alert,
        incident.alert_class,
        routes=incident.routes,
        stations=incident.stations,
        headings=incident.headings,
        lexicon=lexicon,
    )


def facts_in(
    alert: Alert,
    alert_class: AlertClass,
    *,
    routes: Iterable[Route],
    stations: Collection[Station],
    headings: tuple[str, ...],
    lexicon: Lexicon,
) -> Facts:
    """What a text about an alert of that class would tell riders of these routes and stations."""
    unresolved = () if stations else _stops(alert)
    return Facts(
        effect=alert.effect,
        routes=tuple(route.target for route in routes),
        stops=tuple(station.target for station in stations) or unresolved,
        places=tuple(sorted(places_of(alert))),
        end=_end(alert),
        has_shuttle=names_shuttle(alert, lexicon),
        headings=headings,
        alert_class=alert_class.value,
    )


def material_change(told: Facts, now_true: Facts, rules: Rules, now: datetime) -> str | None:
    """What riders must be told anew, as evidence for the operator; None for a change that stays silent."""
    if _GRAVITY.get(now_true.effect, -1) > _GRAVITY.get(told.effect, 9):
        return f"effect {told.effect} -> {now_true.effect}"
    for what in ("routes", "stops", "places"):
        added = [each for each in getattr(now_true, what) if each not in set(getattr(told, what))]
        if added:
            return f"{what} added: {', '.join(added[:MOST_NAMED])}"
    if _is_end_moved(told.end, now_true.end, rules, now):
        return f"the end moved from {told.end:%H:%M} to {now_true.end:%H:%M} UTC"
    if now_true.has_shuttle and not told.has_shuttle:
        return "a shuttle is named"
    if named := [each for each in now_true.headings if each not in told.headings]:
        return f"direction named: {', '.join(named)}"
    is_urgent_now = now_true.alert_class == URGENT and told.alert_class not in {"", URGENT}
    return f"{told.alert_class} -> {URGENT}" if is_urgent_now else None


def follow_end(told: Facts, before: Alert, after: Alert, *, gap: timedelta, rules: Rules) -> Facts:
    """What was told, as if its end had crept along: an end that moves a little with every poll is no news.

    Boston 2020: one minute later every minute, for weeks. `gap` is the time between the two polls.
    """
    old, new = _end(before), _end(after)
    if told.end is None or old is None or new is None or old == new:
        return told
    is_creeping = abs(new - old) <= max(timedelta(seconds=rules.end_creeps_s), gap + timedelta(minutes=1))
    if not is_creeping:
        return told
    return replace(told, end=told.end + (new - old))


def _is_end_moved(old: datetime | None, new: datetime | None, rules: Rules, now: datetime) -> bool:
    # An end that is set for the first time, or taken back, is detail: nothing has become worse or better.
    if old is None or new is None:
        return False
    is_near = timedelta(0) < new - now < timedelta(seconds=rules.end_near_s)
    return is_near and abs(new - old) > timedelta(seconds=rules.end_moved_s)


def _end(alert: Alert) -> datetime | None:
    ends = [period.end for period in alert.active_periods]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _stops(alert: Alert) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"stop {each.stop_id}" for each in alert.informed_entities if each.stop_id))
