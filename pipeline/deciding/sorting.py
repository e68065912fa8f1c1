"""Which of a poll's entities belong to what is known, which are new, and which say that something is over."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.alert import Alert
from models.incident import Incident
from pipeline.deciding.clearing import RESUMED, ended_by, is_reopened, resumed_by
from pipeline.deciding.grouping import diverged, merged
from pipeline.deciding.identity import names_other_places, profile
from pipeline.deciding.recognition import recognise
from pipeline.deciding.round import Incidents, Round, open_ones
from pipeline.reading.snapshot import FeedSnapshot


@dataclass(frozen=True, slots=True)
class Sorted:
    """The entities of a poll: those of open and of closed incidents by id, new ones, and incidents said to be over.

    `origins` are the incidents that some of the new ones belonged to, by position in `news`.
    """

    open: Mapping[str, tuple[Alert, ...]]
    reopened: Mapping[str, tuple[Alert, ...]]
    news: Sequence[Alert]
    ended: Mapping[str, Alert]
    moved_ids: frozenset[str]
    origins: Mapping[Alert, Incident]


def sorted_out(snapshot: FeedSnapshot, incidents: Incidents, this: Round) -> Sorted:
    """What each entity of `snapshot` is to the incidents that are known."""
    listed = _going_on(_listed(snapshot), incidents, this)
    rules, lexicon = this.guidance.rules, this.guidance.lexicon
    trusted = this.before.ids.trusted([alert.entity_id for alert in listed], rules)
    known_ones = recognise(listed, open_ones(incidents), trusted_ids=trusted, rules=rules)
    staying, origins = _parted(known_ones.members, incidents, this)
    # The latest first: of two that an entity may belong to, it is the one that closed last.
    closed = sorted((each for each in incidents.values() if not each.is_open), key=_closed_at, reverse=True)
    closed_ones = recognise(known_ones.news, closed, trusted_ids=trusted, rules=rules)
    reopened: dict[str, tuple[Alert, ...]] = {}
    known: set[int] = set()
    for name, entities in closed_ones.members.items():
        over = [each for each in entities if _is_still_over(each, incidents[name], this)]
        known.update(id(each) for each in over)
        # An id that is used again for another place tells of something new, and something new must be told.
        going_on = tuple(each for each in entities if each not in over and not _is_elsewhere(each, incidents[name]))
        if going_on and is_reopened(incidents[name], rules, this.now):
            reopened[name] = going_on
            known.update(id(each) for each in going_on)
    news = [each for each in (*origins, *known_ones.news) if id(each) not in known and not each.has_ended(this.now)]
    ended: dict[str, Alert] = {}
    if not this.is_baseline and any(open_ones(incidents)):
        for alert in [each for each in news if resumed_by(each, lexicon)]:
            going_on_still = [_as_listed(each, staying, this) for each in open_ones(incidents) if each.id not in ended]
            if over_now := ended_by(alert, going_on_still, rules, this.now):
                ended[over_now.id] = alert
        used = {id(each) for each in ended.values()}
        news = [each for each in news if id(each) not in used]
    return Sorted(staying, reopened, news, ended, known_ones.moved_ids, origins)


def _is_elsewhere(alert: Alert, incident: Incident) -> bool:
    return names_other_places(profile(alert), profile(incident.alert))


def _parted(
    members: Mapping[str, tuple[Alert, ...]], incidents: Incidents, this: Round
) -> tuple[Mapping[str, tuple[Alert, ...]], Mapping[Alert, Incident]]:
    """The entities that stay with their incident, and those that now tell of something else, with where from."""
    origins: dict[Alert, Incident] = {}
    staying = dict(members)
    for name, entities in members.items():
        if len(entities) > 1 and (leaving := diverged(incidents[name], entities, this.guidance)):
            origins |= dict.fromkeys(leaving, incidents[name])
            staying[name] = tuple(each for each in entities if each not in leaving)
    return staying, origins


def _listed(snapshot: FeedSnapshot) -> list[Alert]:
    """The alerts; one that the same poll calls deleted is not listed, and one that is listed twice counts once."""
    listed: list[Alert] = []
    by_name: dict[object, list[Alert]] = {}
    for alert in snapshot.alerts:
        same = by_name.setdefault((alert.entity_id, alert.header_text), [])
        if alert.entity_id not in snapshot.deleted_ids and alert not in same:
            listed.append(alert)
            same.append(alert)
    return listed


def _going_on(listed: Sequence[Alert], incidents: Incidents, this: Round) -> list[Alert]:
    """`listed` without those with which an incident has ended: they must not be taken for one that goes on."""
    ended: dict[object, list[tuple[Alert, Incident]]] = {}
    for incident in incidents.values():
        for alert in () if incident.is_open else incident.entities:
            # By the words alone: to compare all of every alert in every poll would take long.
            ended.setdefault(alert.header_text, []).append((_content(alert), incident))
    over = [(each, of) for each in listed if (of := _ended_with(each, ended.get(each.header_text, ()), this))]
    if not over:
        return list(listed)
    # Of two that said the same, the one that is open counts.
    still_open = {_content(alert) for each in open_ones(incidents) for alert in each.entities}
    since = {alert.entity_id: each.opened_at for each in open_ones(incidents) for alert in each.entities}
    repeated = _repeated([each.entity_id for each in listed])
    left_out = set()
    for alert, incident in over:
        # What goes on under this id, and did not while the other had it, may end in the same words.
        began = since.get(alert.entity_id) if alert.entity_id not in repeated else None
        had_it = any(each.entity_id == alert.entity_id for each in incident.entities)
        is_other = began is not None and (began > _closed_at(incident) or not had_it)
        if _content(alert) not in still_open and not is_other:
            left_out.add(id(alert))
    return [each for each in listed if id(each) not in left_out]


def _repeated(names: Sequence[str]) -> set[str]:
    """Those that say nothing because one poll has them more than once."""
    return {name for name, times in Counter(names).items() if times > 1}


def _ended_with(alert: Alert, ended: Sequence[tuple[Alert, Incident]], this: Round) -> Incident | None:
    """The latest incident that ended with what `alert` still says."""
    found = [each for content, each in ended if _content(alert) == content and _is_still_over(alert, each, this)]
    return max(found, key=_closed_at, default=None)


def _content(alert: Alert) -> Alert:
    """What it says, under whatever id."""
    return replace(alert, entity_id="")


def _as_listed(incident: Incident, staying: Mapping[str, tuple[Alert, ...]], this: Round) -> Incident:
    """The incident as this poll has it: good news about what it was before does not end what it is now."""
    entities = staying.get(incident.id) or incident.entities
    if entities == incident.entities:
        return incident
    return replace(incident, alert=merged(entities, this.guidance.lexicon))


def _is_still_over(alert: Alert, incident: Incident, this: Round) -> bool:
    """Whether `alert` of a closed incident only says once more that it is over."""
    is_resumed = incident.why.rule == RESUMED
    # Its end was told by an entity of its own, while this one was listed as it is now.
    if is_resumed and _content(alert) in map(_content, incident.entities):
        return True
    phrase = resumed_by(alert, this.guidance.lexicon, counts_no_effect=is_resumed)
    return phrase is not None or alert.has_ended(this.now)


def fingerprints(incidents: Incidents) -> set[str]:
    return {each.fingerprint for each in open_ones(incidents)}


def _closed_at(incident: Incident) -> datetime:
    return incident.closed_at or incident.changed_at
