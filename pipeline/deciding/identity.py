"""Do two entities tell of one incident? By what they say: an id, or a page, alone proves nothing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz.distance import Indel

from models.alert import Alert, EntitySelector, text_in
from pipeline.deciding.rules import Rules
from pipeline.words.comparing import FEW_WORDS, codes, compared, numbers_in
from pipeline.words.places import places_of

# Two elevators of one station are told apart by little.
SAME_DEVICE_TEXT = 0.9
RELATED_TEXT = 0.3


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one entity; `selection` names routes and stops without order.

    `numbers` are those in its text, the route's in front left out.
    """

    alert: Alert
    selection: frozenset[str]
    starts: frozenset[datetime]
    url: str
    text: str
    words: tuple[str, ...]
    codes: frozenset[str]
    numbers: tuple[str, ...]

    @property
    def is_access(self) -> bool:
        return self.alert.effect == "ACCESSIBILITY_ISSUE" or bool(self.codes)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two entities are taken for one incident: the evidence, and how similar their texts are."""

    evidence: tuple[str, ...]
    similarity: float

    @property
    def weight(self) -> tuple[int, bool, float]:
        # Of as much evidence, an id that counts is the better: "regular service has resumed" is said of many.
        return len(self.evidence), "id" in self.evidence, self.similarity


def profile(alert: Alert) -> Profile:
    text, words = compared(alert)
    return Profile(
        alert=alert,
        selection=selection_of(alert),
        starts=frozenset(each.start for each in alert.active_periods if each.start is not None),
        url=text_in("en", alert.url),
        text=text,
        words=words,
        codes=codes(alert),
        numbers=numbers_in(text),
    )


def selection_of(alert: Alert) -> frozenset[str]:
    """The routes and stops it selects, and what else it names instead, without order."""
    # A route is named once for each of its stops.
    names = {f"route {each}" for each in {each.route_id for each in alert.informed_entities} if each}
    names.update([f"stop {each.stop_id}" for each in alert.informed_entities if each.stop_id])
    for each in alert.informed_entities:
        if not each.route_id and not each.stop_id:
            names.update(_other_names(each))
    return frozenset(names)


def likeness(one: Profile, other: Profile, *, id_counts: bool, url_counts: bool, rules: Rules) -> Likeness | None:
    """Two pieces of evidence that both tell of one incident; None where there are fewer."""
    if one.codes and other.codes and one.codes != other.codes and one.is_access and other.is_access:
        return None
    similarity = text_similarity(one, other)
    has_same_routes = same_selection(one, other, rules)
    found = {
        "url": url_counts and bool(one.url) and one.url == other.url,
        "routes": has_same_routes,
        "start": same_start(one.starts, other.starts, rules),
        "text": similarity >= _least_similarity(one, other, rules)
        and (has_same_routes or not _says_little(one, other))
        and not names_other_places(one, other),
        "id": id_counts and one.alert.entity_id == other.alert.entity_id,
    }
    evidence = tuple(name for name, holds in found.items() if holds)
    if len(evidence) < 2 or (evidence == ("start", "id") and not _is_related(one, other, similarity)):
        return None
    if "id" not in evidence and _is_other_occasion(one.alert, other.alert):
        return None
    return Likeness(evidence, similarity)


def text_similarity(one: Profile, other: Profile) -> float:
    """From 0 to 1, by the words in their order; texts without a word are like no other."""
    if not one.words or not other.words:
        return 0.0
    return float(Indel.normalized_similarity(one.words, other.words))


def same_selection(one: Profile, other: Profile, rules: Rules) -> bool:
    """Whether they are about the same routes and stops, or one about some more of them."""
    if not one.selection or not other.selection:
        return False
    common = one.selection & other.selection
    is_part = len(common) == min(len(one.selection), len(other.selection))
    return is_part and len(common) >= rules.same_routes * len(one.selection | other.selection)


def same_start(one: frozenset[datetime], other: frozenset[datetime], rules: Rules) -> bool:
    """Whether they begin together; what has no start begins with nothing."""
    if not one or not other:
        return False
    return bool(one & other) or abs(min(one) - min(other)) <= timedelta(seconds=rules.same_start_s)


def fingerprint(alert: Alert) -> str:
    """A short name of what the alert says: it names an incident, and finds nothing by itself."""
    return fingerprint_of(profile(alert))


def fingerprint_of(seen: Profile) -> str:
    parts = [
        seen.alert.effect,
        *sorted(seen.selection),
        *sorted(start.isoformat() for start in seen.starts),
        *sorted(seen.codes),
        *(seen.words or (text_in("en", seen.alert.header_text),)),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _least_similarity(one: Profile, other: Profile, rules: Rules) -> float:
    is_one_device = bool(one.codes) and one.codes == other.codes
    return SAME_DEVICE_TEXT if (one.is_access or other.is_access) and not is_one_device else rules.same_text


def _says_little(one: Profile, other: Profile) -> bool:
    """Whether one text is like "Detour", which is said of many routes."""
    return min(len(one.words), len(other.words)) < FEW_WORDS


def names_other_places(one: Profile, other: Profile) -> bool:
    """Whether both name places, and none in common: no service from A to B is not the one from C to D."""
    if one.words == other.words:
        return False
    ours, theirs = places_of(one.alert), places_of(other.alert)
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _is_other_occasion(one: Alert, other: Alert) -> bool:
    """Whether one is over before the other begins: the same closure a week later is another incident."""
    return _is_over_before(one, other) or _is_over_before(other, one)


def _is_over_before(one: Alert, other: Alert) -> bool:
    ends = [each.end for each in one.active_periods if each.end is not None]
    starts = [each.start for each in other.active_periods if each.start is not None]
    is_bounded = 0 < len(ends) == len(one.active_periods) and 0 < len(starts) == len(other.active_periods)
    return is_bounded and max(ends) <= min(starts)


def _is_related(one: Profile, other: Profile, similarity: float) -> bool:
    return similarity >= RELATED_TEXT or bool(one.selection & other.selection)


def _other_names(each: EntitySelector) -> Iterator[str]:
    kind = None if each.route_type is None else str(each.route_type)
    pairs = (("trip", each.trip_id), ("agency", each.agency_id), ("type", kind))
    return (f"{what} {name}" for what, name in pairs if name)
