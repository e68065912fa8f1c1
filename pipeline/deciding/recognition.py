"""Which listed entity tells of which known incident: every entity of one poll, each for one incident at most."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.alert import Alert
from models.incident import Incident
from pipeline.deciding.identity import Likeness, Profile, likeness, profile
from pipeline.deciding.rules import Rules

# An entity that shares a route, a page or a start with more than so many others is not found by it.
CROWDED = 50
# An id and two pieces of evidence beside it: nothing else need be looked at.
BEYOND_DOUBT = 3


@dataclass(frozen=True, slots=True)
class Recognition:
    """The listed entities of each known incident, by its id; the others; and the ids that were seen to move."""

    members: Mapping[str, tuple[Alert, ...]]
    news: tuple[Alert, ...]
    moved_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """One entity of an incident as it was last seen."""

    incident: str
    alert: Alert


def recognise(
    listed: Sequence[Alert],
    incidents: Iterable[Incident],
    *,
    trusted_ids: frozenset[str],
    rules: Rules,
) -> Recognition:
    """Match `listed`, in the feed's order, to `incidents`: what is unchanged first, then by the best evidence."""
    known = [_Known(incident.id, alert) for incident in incidents for alert in incident.entities]
    found = _unchanged(listed, known)
    taken = set(found.values())
    left = [index for index in range(len(listed)) if index not in found]
    missing = [each for each in range(len(known)) if each not in taken]
    if left and missing:
        pairs = _pairs([listed[each] for each in left], [known[each] for each in missing], listed, trusted_ids, rules)
        for one, other in _best(pairs):
            index, each = left[one], missing[other]
            if index in found or each in taken:
                continue
            found[index] = each
            taken.add(each)
    members: defaultdict[str, list[Alert]] = defaultdict(list)
    # In the order in which the incident knows them: who spoke for it goes on speaking.
    for index in sorted(found, key=lambda each: found[each]):
        members[known[found[index]].incident].append(listed[index])
    return Recognition(
        members={name: tuple(alerts) for name, alerts in members.items()},
        news=tuple(alert for index, alert in enumerate(listed) if index not in found),
        moved_ids=_moved(listed, known, found),
    )


def _unchanged(listed: Sequence[Alert], known: Sequence[_Known]) -> dict[int, int]:
    """Entities that say exactly what they did: under the same id, else under another one."""
    found: dict[int, int] = {}
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(known):
        by_name[each.alert.entity_id].append(index)
    for index, alert in enumerate(listed):
        same = next((each for each in by_name.get(alert.entity_id, ()) if known[each].alert == alert), None)
        if same is not None:
            by_name[alert.entity_id].remove(same)
            found[index] = same
    taken = set(found.values())
    by_content: defaultdict[Alert, list[int]] = defaultdict(list)
    left = [index for index in range(len(listed)) if index not in found]
    if left:
        for index, each in enumerate(known):
            if index not in taken:
                by_content[replace(each.alert, entity_id="")].append(index)
    for index in left if by_content else ():
        if same_content := by_content.get(replace(listed[index], entity_id="")):
            found[index] = same_content.pop(0)
    return found


def _pairs(
    listed: Sequence[Alert], known: Sequence[_Known], whole: Sequence[Alert], trusted_ids: frozenset[str], rules: Rules
) -> Iterator[tuple[Likeness, int, int]]:
    """Every pair for which there is evidence enough; positions in `listed` and `known`."""
    ids = Counter(alert.entity_id for alert in whole)
    urls = Counter(url for alert in whole for url in {each.text for each in alert.url})
    others = [profile(each.alert) for each in known]
    index: defaultdict[object, list[int]] = defaultdict(list)
    for position, each in enumerate(others):
        for key in _keys(each):
            index[key].append(position)
    for position, alert in enumerate(listed):
        one = profile(alert)
        # Ids that repeat within one poll say nothing, and a page that several share neither.
        counts = {
            "id_counts": alert.entity_id in trusted_ids and ids[alert.entity_id] == 1,
            "url_counts": urls[one.url] == 1,
        }
        for candidate in _candidates(one, index):
            found = likeness(one, others[candidate], **counts, rules=rules)
            if found is None:
                continue
            yield found, position, candidate
            if "id" in found.evidence and len(found.evidence) >= BEYOND_DOUBT:
                break


def _candidates(one: Profile, index: Mapping[object, Sequence[int]]) -> Iterator[int]:
    """Whatever it has something in common with, what bears its id first."""
    seen: set[int] = set()
    for key in _keys(one):
        group = index.get(key, ())
        if len(group) <= CROWDED:
            yield from (each for each in group if each not in seen)
            seen.update(group)


def _keys(one: Profile) -> Iterator[object]:
    """Whatever two entities with evidence in common share at least one of."""
    yield "id", one.alert.entity_id
    if one.url:
        yield "url", one.url
    yield "whole", one.selection, one.words
    if one.selection:
        yield "selection", one.selection
        if len(one.selection) <= CROWDED:
            yield from one.selection
    yield from (("start", start) for start in one.starts)
    if one.starts:
        # First starts within a minute fall into the same one or into neighbours.
        minute = int(min(one.starts).timestamp()) // 60
        yield from (("minute", minute + shift) for shift in (0, 1))


def _best(pairs: Iterable[tuple[Likeness, int, int]]) -> Iterator[tuple[int, int]]:
    """The strongest pairs first; equals in the feed's order."""
    for _, one, other in sorted(pairs, key=lambda pair: (*(-each for each in pair[0].weight), pair[1], pair[2])):
        yield one, other


def _moved(listed: Sequence[Alert], known: Sequence[_Known], found: Mapping[int, int]) -> frozenset[str]:
    """Ids that stand for something else than they did in the last poll."""
    before: defaultdict[str, set[str]] = defaultdict(set)
    for each in known:
        before[each.alert.entity_id].add(each.incident)
    moved: set[str] = set()
    for index, alert in enumerate(listed):
        incident = known[found[index]].incident if index in found else ""
        if index in found and known[found[index]].alert.entity_id != alert.entity_id:
            moved.add(known[found[index]].alert.entity_id)
        if before.get(alert.entity_id, {incident}) != {incident} and incident not in before[alert.entity_id]:
            moved.add(alert.entity_id)
    return frozenset(moved)
