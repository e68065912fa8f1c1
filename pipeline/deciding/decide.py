"""The heart of the pipeline: what one poll changes, as data that somebody else acts on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.alert import Alert
from models.incident import Incident, Why
from pipeline.deciding import outcomes
from pipeline.deciding.belief import Belief, Stamp, Verdict, believe
from pipeline.deciding.classify import began_at
from pipeline.deciding.clearing import RESUMED, ended_by, is_reopened, over_because, resumed_by, said_to_be_over
from pipeline.deciding.grouping import Grouping, diverged, group, merged
from pipeline.deciding.guard import held_drop, is_crowd
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import IDENTITY_VERSION, FeedMemory, Start
from pipeline.deciding.outcomes import BASELINE, Outcome
from pipeline.deciding.recognition import recognise
from pipeline.deciding.rules import Rules
from pipeline.reading.snapshot import FeedSnapshot

Incidents = Mapping[str, Incident]


@dataclass(frozen=True, slots=True)
class Poll:
    """One readable poll; `snapshot` may be None where the content is that of the last good poll.

    `released` and `let_go` are the held incidents that the operator has decided about since. `is_quiet` says that time
    alone has brought nothing about either.
    """

    stamped_at: datetime | None
    content_hash: str
    snapshot: FeedSnapshot | None = None
    stamp: Stamp = Stamp.GENERATED
    released: frozenset[str] = frozenset()
    let_go: frozenset[str] = frozenset()
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What to remember, what to write, and how the poll was judged."""

    memory: FeedMemory
    belief: Belief
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class _Round:
    """What every step of one good poll has in common; its number is `memory.good_polls`."""

    memory: FeedMemory
    before: FeedMemory
    poll: Poll
    guidance: Guidance
    now: datetime

    @property
    def number(self) -> int:
        return self.memory.good_polls

    @property
    def is_baseline(self) -> bool:
        return self.before.is_baseline_due

    @property
    def is_new_catalogue(self) -> bool:
        return self.before.catalogue_version != self.guidance.catalogue.version

    @property
    def gap(self) -> timedelta:
        """The time since the last good poll."""
        return self.now - self.before.good_at if self.before.good_at else timedelta()


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The entities of a poll: those of open and of closed incidents by id, new ones, and incidents said to be over.

    `origins` are the incidents that some of the new ones belonged to, by position in `news`.
    """

    open: Mapping[str, tuple[Alert, ...]]
    reopened: Mapping[str, tuple[Alert, ...]]
    news: Sequence[Alert]
    ended: Mapping[str, Alert]
    moved_ids: frozenset[str]
    origins: Mapping[Alert, Incident]


def decide(memory: FeedMemory, incidents: Incidents, poll: Poll, *, guidance: Guidance, now: datetime) -> Decision:
    """What `poll` changes, given the open and the lately closed incidents by id."""
    rules = guidance.rules
    belief = believe(memory, poll.stamped_at, poll.content_hash, stamp=poll.stamp, rules=rules, now=now)
    if not belief.is_good:
        return Decision(_after_bad_poll(memory, belief, now), belief)
    good = _after_good_poll(memory, poll, belief, rules, now)
    this = _Round(good, memory, poll, guidance, now)
    if poll.snapshot is None:
        return Decision(good, belief, () if poll.is_quiet else tuple(_without_news(incidents, this)))
    found = _sorted(poll.snapshot, incidents, this)
    grouping = group(found.news, _open(incidents), rules=rules, now=now, catalogue=guidance.catalogue)
    is_held = not this.is_baseline and memory.start is Start.KNOWN and _is_held(memory, grouping, incidents, rules)
    good = replace(
        good,
        held_openings=memory.held_openings + 1 if is_held else 0,
        catalogue_version=guidance.catalogue.version,
        ids=memory.ids.after(found.moved_ids, rules, now),
    )
    taken = _fingerprints(incidents)
    followed = (_follow(each, found, grouping, taken, this) for each in incidents.values())
    results = [outcome for outcome in followed if outcome]
    if not is_held:
        named = zip(grouping.openings, grouping.names, strict=True)
        results = [*(_opening(members, _free(name, taken), found, this) for members, name in named), *results]
    return Decision(good, belief, tuple(results))


def decide_by_time(incidents: Incidents, *, guidance: Guidance, now: datetime) -> tuple[Outcome, ...]:
    """What time alone brings about between two polls: updates that came too soon, and reminders of planned work."""
    found = (_by_time(each, None, guidance, now) for each in _open(incidents))
    return tuple(outcome for outcome in found if outcome)


def _after_bad_poll(memory: FeedMemory, belief: Belief, now: datetime) -> FeedMemory:
    if belief.verdict is Verdict.IGNORE:
        return replace(memory, older_polls=memory.older_polls + 1, older_since=memory.older_since or now)
    return replace(memory, is_stale=belief.is_stale)


def _after_good_poll(memory: FeedMemory, poll: Poll, belief: Belief, rules: Rules, now: datetime) -> FeedMemory:
    number = memory.good_polls + 1
    count = len(poll.snapshot.alerts) if poll.snapshot else memory.alert_count
    return replace(
        memory,
        start=Start.KNOWN,
        identity_version=IDENTITY_VERSION,
        good_polls=number,
        good_at=now,
        stamped_at=belief.stamped_at or memory.stamped_at,
        is_stale=belief.is_stale,
        content_hash=poll.content_hash,
        alert_count=count,
        older_polls=0,
        older_since=None,
        drop=held_drop(memory, count, poll=number, rules=rules, now=now),
    )


def _sorted(snapshot: FeedSnapshot, incidents: Incidents, this: _Round) -> _Sorted:
    listed = _going_on(_listed(snapshot), incidents, this)
    rules, lexicon = this.guidance.rules, this.guidance.lexicon
    trusted = this.before.ids.trusted([alert.entity_id for alert in listed], rules)
    open_ones = recognise(listed, _open(incidents), trusted_ids=trusted, rules=rules)
    staying, origins = _parted(open_ones.members, incidents, this)
    # The latest first: of two that an entity may belong to, it is the one that closed last.
    closed = sorted((each for each in incidents.values() if not each.is_open), key=_closed_at, reverse=True)
    closed_ones = recognise(open_ones.news, closed, trusted_ids=trusted, rules=rules)
    reopened: dict[str, tuple[Alert, ...]] = {}
    known: set[int] = set()
    for name, entities in closed_ones.members.items():
        over = [each for each in entities if _is_still_over(each, incidents[name], this)]
        known.update(id(each) for each in over)
        going_on = tuple(each for each in entities if each not in over)
        if going_on and is_reopened(incidents[name], rules, this.now):
            reopened[name] = going_on
            known.update(id(each) for each in going_on)
    news = [each for each in (*origins, *open_ones.news) if id(each) not in known and not each.has_ended(this.now)]
    ended: dict[str, Alert] = {}
    if not this.is_baseline and any(_open(incidents)):
        for alert in [each for each in news if resumed_by(each, lexicon)]:
            going_on_still = [_as_listed(each, staying, this) for each in _open(incidents) if each.id not in ended]
            if over_now := ended_by(alert, going_on_still, rules, this.now):
                ended[over_now.id] = alert
        used = {id(each) for each in ended.values()}
        news = [each for each in news if id(each) not in used]
    return _Sorted(staying, reopened, news, ended, open_ones.moved_ids, origins)


def _parted(
    members: Mapping[str, tuple[Alert, ...]], incidents: Incidents, this: _Round
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


def _going_on(listed: Sequence[Alert], incidents: Incidents, this: _Round) -> list[Alert]:
    """`listed` without those with which an incident has ended: they must not be taken for one that goes on."""
    ended: dict[object, list[tuple[Alert, Incident]]] = {}
    for incident in incidents.values():
        for alert in () if incident.is_open else incident.entities:
            # By the words alone: to compare all of every alert in every poll would take long.
            ended.setdefault(alert.header_text, []).append((_content(alert), incident))
    over = [each for each in listed if _is_of_ended(each, ended.get(each.header_text, ()), this)] if ended else []
    # Of two that said the same, the one that is open counts; and it may end in the same words as one did before.
    still_open = [alert for each in _open(incidents) for alert in each.entities] if over else []
    contents, ids = {_content(each) for each in still_open}, {each.entity_id for each in still_open}
    ids -= _repeated([each.entity_id for each in listed]) if over else set()
    left_out = {id(each) for each in over if _content(each) not in contents and each.entity_id not in ids}
    return [each for each in listed if id(each) not in left_out]


def _repeated(names: Sequence[str]) -> set[str]:
    """Those that say nothing because one poll has them more than once."""
    return {name for name, times in Counter(names).items() if times > 1}


def _is_of_ended(alert: Alert, ended: Sequence[tuple[Alert, Incident]], this: _Round) -> bool:
    return any(_content(alert) == content and _is_still_over(alert, each, this) for content, each in ended)


def _content(alert: Alert) -> Alert:
    """What it says, under whatever id."""
    return replace(alert, entity_id="")


def _as_listed(incident: Incident, staying: Mapping[str, tuple[Alert, ...]], this: _Round) -> Incident:
    """The incident as this poll has it: good news about what it was before does not end what it is now."""
    entities = staying.get(incident.id) or incident.entities
    if entities == incident.entities:
        return incident
    return replace(incident, alert=merged(entities, this.guidance.lexicon))


def _is_still_over(alert: Alert, incident: Incident, this: _Round) -> bool:
    """Whether `alert` of a closed incident only says once more that it is over."""
    is_resumed = incident.why.rule == RESUMED
    # Its end was told by an entity of its own, while this one was listed as it is now.
    if is_resumed and _content(alert) in map(_content, incident.entities):
        return True
    phrase = resumed_by(alert, this.guidance.lexicon, counts_no_effect=is_resumed)
    return phrase is not None or alert.has_ended(this.now)


def _is_held(memory: FeedMemory, grouping: Grouping, incidents: Incidents, rules: Rules) -> bool:
    open_incidents = sum(1 for _ in _open(incidents))
    return memory.held_openings < rules.crowd_polls and is_crowd(len(grouping.openings), open_incidents, rules)


def _opening(members: Sequence[Alert], name: str, found: _Sorted, this: _Round) -> Outcome:
    judgement = outcomes.judge(members, this.guidance, this.now)
    opened = outcomes.opened(members, name, judgement=judgement, poll=this.number, guidance=this.guidance, now=this.now)
    origin = found.origins.get(members[0])
    if origin is not None and not outcomes.is_news_beside(origin, opened.incident, this.guidance, this.now):
        why = Why("diverged", f"was part of {origin.id}, and says nothing new")
        return outcomes.untold(opened, why, this.guidance, this.now)
    if this.is_baseline and not _has_just_begun(opened.incident, this):
        why = Why(BASELINE, "listed in the feed's first good poll")
        return outcomes.untold(opened, why, this.guidance, this.now)
    return outcomes.reminded(opened.incident, opened, this.guidance, this.now) or opened


def _has_just_begun(incident: Incident, this: _Round) -> bool:
    began = began_at(incident.alert, this.now)
    patience = timedelta(seconds=this.guidance.rules.baseline_urgent_s)
    return began is not None and this.now - began < patience and incident.is_urgent


def _follow(incident: Incident, found: _Sorted, grouping: Grouping, taken: set[str], this: _Round) -> Outcome | None:
    """What the poll does to an incident that is known."""
    entities = (*found.open.get(incident.id, ()), *grouping.joining.get(incident.id, ()))
    if not incident.is_open:
        again = _follow_closed(incident, found, taken, this)
        # What a baseline did not list was over for nobody: that it is listed again is no news either.
        is_silent = this.is_baseline or incident.why.rule == BASELINE
        return outcomes.silenced(incident, again, this.guidance, this.now) if again and is_silent else again
    if this.is_baseline:
        return _follow_silently(incident, entities, this)
    if incident.id in found.ended:
        alert = found.ended[incident.id]
        why = Why(RESUMED, resumed_by(alert, this.guidance.lexicon) or "")
        # All are remembered: both the good news and what it is about are listed for some time to come.
        members = (*(entities or incident.entities), alert)
        return outcomes.cleared(incident, replace(incident, members=members), why, this.guidance, this.now)
    seen = _seen(incident, entities, this) if entities else outcomes.missing(incident, this.number, this.now)
    state = seen.incident if seen else incident
    return _ending(incident, state, entities, this) or _by_time(incident, seen, this.guidance, this.now, this.poll)


def _seen(incident: Incident, entities: Sequence[Alert], this: _Round) -> Outcome | None:
    return outcomes.seen(
        incident,
        entities,
        guidance=this.guidance,
        is_new_catalogue=this.is_new_catalogue,
        gap=this.gap,
        now=this.now,
    )


def _without_news(incidents: Incidents, this: _Round) -> Iterator[Outcome]:
    """What time alone brings about, in a poll that lists what the last one did."""
    for incident in _open(incidents):
        outcome = _ending(incident, incident, incident.entities, this)
        if outcome := outcome or _by_time(incident, None, this.guidance, this.now, this.poll):
            yield outcome


def _by_time(
    incident: Incident, outcome: Outcome | None, guidance: Guidance, now: datetime, poll: Poll | None = None
) -> Outcome | None:
    """`outcome` of an open incident, with what time and the operator add to it."""
    if poll is not None and incident.hold is not None and incident.id in poll.released | poll.let_go:
        state = replace(outcome.incident if outcome else incident, version=incident.version)
        is_released = incident.id in poll.released
        outcome = outcomes.released(state, guidance, now) if is_released else outcomes.let_go(state, guidance, now)
    if outcome is None:
        outcome = outcomes.overdue(incident, guidance, now)
    outcome = outcomes.forgotten(incident, outcome, guidance, now)
    return outcomes.reminded(incident, outcome, guidance, now)


def _ending(before: Incident, state: Incident, entities: Sequence[Alert], this: _Round) -> Outcome | None:
    """The end of an incident that stood as `before`, and that this poll has led to `state`."""
    if this.memory.drop is not None:
        return None
    rules, snapshot = this.guidance.rules, this.poll.snapshot
    deleted = snapshot.deleted_ids if snapshot else frozenset()
    is_deleted = not entities and any(each.entity_id in deleted for each in before.entities)
    why = said_to_be_over(before, entities, this.guidance.lexicon) if entities else None
    why = why or over_because(
        state, poll=this.number, is_deleted=is_deleted, is_fresh=not this.memory.is_stale, rules=rules, now=this.now
    )
    return outcomes.cleared(before, state, why, this.guidance, this.now) if why else None


def _follow_silently(incident: Incident, entities: Sequence[Alert], this: _Round) -> Outcome | None:
    """A baseline takes the feed's word for what is going on, and tells nobody."""
    if not entities:
        return outcomes.dropped(incident, this.now)
    seen = _seen(incident, entities, this)
    return outcomes.silenced(incident, seen, this.guidance, this.now) if seen else None


def _follow_closed(incident: Incident, found: _Sorted, taken: set[str], this: _Round) -> Outcome | None:
    entities = found.reopened.get(incident.id)
    if not entities:
        return None
    name = _free(incident.fingerprint, taken)
    again = outcomes.reopened(incident, entities, name, guidance=this.guidance, now=this.now)
    return outcomes.reminded(incident, again, this.guidance, this.now)


def _open(incidents: Incidents) -> Iterator[Incident]:
    return (each for each in incidents.values() if each.is_open)


def _fingerprints(incidents: Incidents) -> set[str]:
    return {each.fingerprint for each in _open(incidents)}


def _closed_at(incident: Incident) -> datetime:
    return incident.closed_at or incident.changed_at


def _free(name: str, taken: set[str]) -> str:
    """`name`, or one made from it that no open incident has; taken from now on."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
