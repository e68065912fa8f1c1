"""One incident under several entities: copies of one text for each route, and the nights of one closure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.alert import Alert
from models.incident import Incident
from models.route import Route
from pipeline.deciding.clearing import resumed_by
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.identity import Profile, fingerprint_of, names_other_places, profile, same_start, text_similarity
from pipeline.deciding.rules import Rules
from pipeline.static.catalogue import Catalogue
from pipeline.words.comparing import FEW_WORDS
from pipeline.words.lexicon import Lexicon
from pipeline.words.places import places_of

# Among so many that say the same, or last so long on the same routes, nobody looks for one more.
CROWDED = 50
# Where the effect is unknown, New York's trains board from the one platform this night, from the other the next.
LOST_SERVICE = frozenset({"NO_SERVICE", "REDUCED_SERVICE", "MODIFIED_SERVICE", "DETOUR"})


@dataclass(frozen=True, slots=True)
class Grouping:
    """New entities as they join incidents that are open, by id, and as they make new ones together.

    `names` are the fingerprints of the new ones.
    """

    joining: Mapping[str, tuple[Alert, ...]]
    openings: tuple[tuple[Alert, ...], ...]
    names: tuple[str, ...]


def group(
    news: Sequence[Alert],
    incidents: Iterable[Incident],
    *,
    rules: Rules,
    now: datetime,
    catalogue: Catalogue | None = None,
) -> Grouping:
    """Decided once, when an entity is first listed; the longest first, so that a night finds its week."""
    joining: defaultdict[str, list[Alert]] = defaultdict(list)
    openings: list[tuple[list[Alert], str]] = []
    groups = _Groups(rules, now, {} if catalogue is None else catalogue.routes)
    for incident in incidents if news else ():
        one = profile(incident.alert)
        groups.add(one, incident.id, since=incident.opened_at, is_told=incident.is_announced)
        groups.told[incident.id] = frozenset(incident.told.routes)
    order = {id(alert): position for position, alert in enumerate(news)}
    for alert in sorted(news, key=lambda each: (-_span(each).total_seconds(), order[id(each)])):
        one = profile(alert)
        match groups.find(one):
            case None:
                groups.add(one, len(openings), since=now, is_told=True)
                openings.append(([alert], fingerprint_of(one)))
            case int() as opening:
                openings[opening][0].append(alert)
            case str() as incident_id:
                joining[incident_id].append(alert)
    # As the feed lists them again: the one that comes first speaks for the others, unless it is a night of a week.
    ordered = sorted(openings, key=lambda each: min(order[id(alert)] for alert in each[0]))
    return Grouping(
        {name: tuple(alerts) for name, alerts in joining.items()},
        tuple(tuple(members) for members, _ in ordered),
        tuple(name for _, name in ordered),
    )


def diverged(incident: Incident, entities: Sequence[Alert], guidance: Guidance) -> list[Alert]:
    """The entities that have changed so that they tell of something else than the others."""
    # Under another id it says what it said.
    before = {replace(each, entity_id="") for each in incident.entities}
    changed = [each for each in entities if replace(each, entity_id="") not in before]
    reference = profile(next((each for each in entities if each not in changed), entities[0]))
    return [each for each in changed if each is not reference.alert and not _is_alike(each, reference, guidance)]


def merged(members: Sequence[Alert], lexicon: Lexicon) -> Alert:
    """The first member with the selectors of all; one that says that it is over does not speak while others go on."""
    if len(members) > 1:
        members = [each for each in members if not resumed_by(each, lexicon)] or members
    first, *others = members
    if not others:
        return first
    selectors = dict.fromkeys(selector for each in members for selector in each.informed_entities)
    return replace(first, informed_entities=tuple(selectors))


def is_copy(one: Profile, other: Profile, rules: Rules) -> bool:
    """Whether one text was published twice, for two routes."""
    if one.alert.effect != other.alert.effect or one.words != other.words or one.codes != other.codes:
        return False
    if one.selection == other.selection and one.alert == replace(other.alert, entity_id=one.alert.entity_id):
        return True
    # Each elevator is an incident of its own, and a text like "Detour" says nothing.
    if one.is_access or len(one.words) < FEW_WORDS:
        return False
    # "[5] runs every 20 minutes" is none of "[2] runs every 12 minutes", nor "Minor Route 30 delay" of Route 89's.
    if one.numbers != other.numbers:
        return False
    both_open = not one.starts and not other.starts
    return both_open or same_start(one.starts, other.starts, rules)


def is_night_of(night: Profile, week: Profile, rules: Rules, now: datetime, *, is_told: bool) -> bool:
    """Whether `night` only reminds of `week`, which lasts longer, on the same routes, and names the same places."""
    parent, child = week.alert, night.alert
    if not {parent.effect, child.effect} <= LOST_SERVICE or not week.selection or week.selection != night.selection:
        return False
    if _span(parent) < timedelta(seconds=rules.parent_s) or _span(parent) <= _span(child):
        return False
    if not night.starts or not any(_covers(parent, start) for start in night.starts):
        return False
    # What begins now, of something that riders never heard of, is no reminder.
    if not is_told and child.is_active(now):
        return False
    places = places_of(child)
    return bool(places) and places <= places_of(parent)


class _Groups:
    """Everything that a new entity may join, found by what both would have in common."""

    def __init__(self, rules: Rules, now: datetime, routes: Mapping[str, Route]) -> None:
        self.told: dict[str | int, frozenset[str]] = {}
        self._routes = routes
        self._rules = rules
        self._now = now
        self._found: defaultdict[object, list[tuple[Profile, str | int, datetime, bool]]] = defaultdict(list)
        self._selectors: defaultdict[str | int, int] = defaultdict(int)

    def add(self, one: Profile, name: str | int, *, since: datetime, is_told: bool) -> None:
        self._selectors[name] = len(one.alert.informed_entities)
        self._found[_copy_key(one)].append((one, name, since, is_told))
        if _span(one.alert) >= timedelta(seconds=self._rules.parent_s):
            self._found[one.selection].append((one, name, since, is_told))

    def find(self, one: Profile) -> str | int | None:
        """What `one` is part of; None for something new."""
        for other, name, since, _ in self._found.get(_copy_key(one), [])[:CROWDED]:
            # What has no start began when it was first listed.
            is_together = bool(one.starts) or self._now - since <= timedelta(seconds=self._rules.same_start_s)
            is_together = is_together or self._was_part_of(name, one.alert)
            if is_together and is_copy(one, other, self._rules) and self._has_room(name, one.alert):
                return name
        for other, name, _, is_told in self._found.get(one.selection, [])[:CROWDED]:
            if is_night_of(one, other, self._rules, self._now, is_told=is_told) and self._has_room(name, one.alert):
                return name
        return None

    def _was_part_of(self, name: str | int, alert: Alert) -> bool:
        """Whether riders of all its routes were told of the incident: one poll may leave out what it listed before."""
        routes = {each: self._routes.get(each) for each in alert.route_ids()}
        told = self.told.get(name, frozenset())
        return bool(routes) and all(each is not None and each.target in told for each in routes.values())

    def _has_room(self, name: str | int, alert: Alert) -> bool:
        """Whether the incident stays small enough for one document."""
        self._selectors[name] += len(alert.informed_entities)
        return self._selectors[name] <= self._rules.merge_selectors


def _copy_key(one: Profile) -> tuple[object, ...]:
    """What all copies of one text have in common."""
    return one.alert.effect, one.words, one.codes, one.numbers


def _is_alike(alert: Alert, reference: Profile, guidance: Guidance) -> bool:
    if resumed_by(alert, guidance.lexicon):
        return True
    one = profile(alert)
    is_night = one.selection == reference.selection and bool(one.starts - reference.starts)
    has_same_effect = one.alert.effect == reference.alert.effect or is_night
    is_same_text = text_similarity(one, reference) >= guidance.rules.same_text
    return has_same_effect and is_same_text and not names_other_places(one, reference)


def _span(alert: Alert) -> timedelta:
    """How long it lasts in all; nothing where no end is known, which says little."""
    starts = [each.start for each in alert.active_periods]
    ends = [each.end for each in alert.active_periods]
    known_starts = [each for each in starts if each is not None]
    known_ends = [each for each in ends if each is not None]
    if not known_starts or len(known_ends) < len(ends):
        return timedelta()
    return max(known_ends) - min(known_starts)


def _covers(alert: Alert, moment: datetime) -> bool:
    starts = [each.start for each in alert.active_periods if each.start is not None]
    ends = [each.end for each in alert.active_periods if each.end is not None]
    return min(starts) <= moment <= max(ends)
