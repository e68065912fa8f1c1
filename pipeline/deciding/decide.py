"""The heart of the pipeline: what one poll changes, as data that somebody else acts on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.alert import Alert
from models.incident import Incident, Why
from pipeline.deciding import outcomes
from pipeline.deciding.belief import Belief, Verdict, believe
from pipeline.deciding.classify import began_at
from pipeline.deciding.clearing import RESUMED, over_because, resumed_by, said_to_be_over
from pipeline.deciding.grouping import Grouping, group
from pipeline.deciding.guard import held_drop, is_crowd
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import IDENTITY_VERSION, FeedMemory, Start
from pipeline.deciding.outcome import Outcome
from pipeline.deciding.outcomes import BASELINE
from pipeline.deciding.round import Incidents, Poll, Round, open_ones
from pipeline.deciding.rules import Rules
from pipeline.deciding.shaping import judge
from pipeline.deciding.sorting import Sorted, fingerprints, sorted_out


@dataclass(frozen=True, slots=True)
class Decision:
    """What to remember, what to write, and how the poll was judged."""

    memory: FeedMemory
    belief: Belief
    outcomes: tuple[Outcome, ...] = ()


def decide(memory: FeedMemory, incidents: Incidents, poll: Poll, *, guidance: Guidance, now: datetime) -> Decision:
    """What `poll` changes, given the open and the lately closed incidents by id."""
    rules = guidance.rules
    belief = believe(memory, poll.stamped_at, poll.content_hash, stamp=poll.stamp, rules=rules, now=now)
    if not belief.is_good:
        return Decision(_after_bad_poll(memory, belief, now), belief)
    good = _after_good_poll(memory, poll, belief, rules, now)
    this = Round(good, memory, poll, guidance, now)
    if poll.snapshot is None:
        return Decision(good, belief, () if poll.is_quiet else tuple(_without_news(incidents, this)))
    found = sorted_out(poll.snapshot, incidents, this)
    grouping = group(found.news, open_ones(incidents), rules=rules, now=now, catalogue=guidance.catalogue)
    is_held = not this.is_baseline and memory.start is Start.KNOWN and _is_held(memory, grouping, incidents, rules)
    good = replace(
        good,
        held_openings=memory.held_openings + 1 if is_held else 0,
        catalogue_version=guidance.catalogue.version,
        ids=memory.ids.after(found.moved_ids, rules, now),
    )
    taken = fingerprints(incidents)
    followed = (_follow(each, found, grouping, taken, this) for each in incidents.values())
    results = [outcome for outcome in followed if outcome]
    if not is_held:
        named = zip(grouping.openings, grouping.names, strict=True)
        results = [*(_opening(members, _free(name, taken), found, this) for members, name in named), *results]
    return Decision(good, belief, tuple(results))


def decide_by_time(incidents: Incidents, *, guidance: Guidance, now: datetime) -> tuple[Outcome, ...]:
    """What time alone brings about between two polls: updates that came too soon, and reminders of planned work."""
    found = (_by_time(each, None, guidance, now) for each in open_ones(incidents))
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


def _is_held(memory: FeedMemory, grouping: Grouping, incidents: Incidents, rules: Rules) -> bool:
    open_incidents = sum(1 for _ in open_ones(incidents))
    return memory.held_openings < rules.crowd_polls and is_crowd(len(grouping.openings), open_incidents, rules)


def _opening(members: Sequence[Alert], name: str, found: Sorted, this: Round) -> Outcome:
    judgement = judge(members, this.guidance, this.now)
    opened = outcomes.opened(members, name, judgement=judgement, poll=this.number, guidance=this.guidance, now=this.now)
    # To look an alert up is to go through all of its selectors.
    origin = found.origins.get(members[0]) if found.origins else None
    if origin is not None and not outcomes.is_news_beside(origin, opened.incident, this.guidance, this.now):
        why = Why("diverged", f"was part of {origin.id}, and says nothing new")
        return outcomes.untold(opened, why, this.guidance, this.now)
    if this.is_baseline and not _has_just_begun(opened.incident, this):
        why = Why(BASELINE, "listed in the feed's first good poll")
        return outcomes.untold(opened, why, this.guidance, this.now)
    return outcomes.reminded(opened.incident, opened, this.guidance, this.now) or opened


def _has_just_begun(incident: Incident, this: Round) -> bool:
    began = began_at(incident.alert, this.now)
    patience = timedelta(seconds=this.guidance.rules.baseline_urgent_s)
    return began is not None and this.now - began < patience and incident.is_urgent


def _follow(incident: Incident, found: Sorted, grouping: Grouping, taken: set[str], this: Round) -> Outcome | None:
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


def _seen(incident: Incident, entities: Sequence[Alert], this: Round) -> Outcome | None:
    return outcomes.seen(
        incident,
        entities,
        guidance=this.guidance,
        is_new_catalogue=this.is_new_catalogue,
        gap=this.gap,
        now=this.now,
    )


def _without_news(incidents: Incidents, this: Round) -> Iterator[Outcome]:
    """What time alone brings about, in a poll that lists what the last one did."""
    for incident in open_ones(incidents):
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


def _ending(before: Incident, state: Incident, entities: Sequence[Alert], this: Round) -> Outcome | None:
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


def _follow_silently(incident: Incident, entities: Sequence[Alert], this: Round) -> Outcome | None:
    """A baseline takes the feed's word for what is going on, and tells nobody."""
    if not entities:
        return outcomes.dropped(incident, this.now)
    seen = _seen(incident, entities, this)
    return outcomes.silenced(incident, seen, this.guidance, this.now) if seen else None


def _follow_closed(incident: Incident, found: Sorted, taken: set[str], this: Round) -> Outcome | None:
    entities = found.reopened.get(incident.id)
    if not entities:
        return None
    name = _free(incident.fingerprint, taken)
    again = outcomes.reopened(incident, entities, name, guidance=this.guidance, now=this.now)
    return outcomes.reminded(incident, again, this.guidance, this.now)


def _free(name: str, taken: set[str]) -> str:
    """`name`, or one made from it that no open incident has; taken from now on."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
