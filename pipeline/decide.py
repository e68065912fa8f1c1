"""The heart of the pipeline: what one poll changes, as data that somebody else acts on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.alert import Alert
from models.incident import Incident
from pipeline import outcomes
from pipeline.belief import Belief, Stamp, Verdict, believe
from pipeline.catalogue import Catalogue
from pipeline.classify import began_at, classify
from pipeline.clearing import is_reopened, over_because
from pipeline.guard import held_drop, is_crowd
from pipeline.identity import by_fingerprint
from pipeline.memory import IDENTITY_VERSION, FeedMemory, Start
from pipeline.outcomes import Outcome
from pipeline.rules import Rules
from pipeline.snapshot import FeedSnapshot

Incidents = Mapping[str, Incident]


@dataclass(frozen=True, slots=True)
class Poll:
    """One readable poll; `snapshot` may be None where the content is that of the last good poll."""

    stamped_at: datetime | None
    content_hash: str
    snapshot: FeedSnapshot | None = None
    stamp: Stamp = Stamp.GENERATED


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
    is_baseline: bool
    catalogue: Catalogue
    rules: Rules
    now: datetime

    @property
    def poll(self) -> int:
        return self.memory.good_polls


def decide(
    memory: FeedMemory, incidents: Incidents, poll: Poll, *, catalogue: Catalogue, rules: Rules, now: datetime
) -> Decision:
    """What `poll` changes, given the open and just closed incidents by fingerprint."""
    belief = believe(memory, poll.stamped_at, poll.content_hash, stamp=poll.stamp, rules=rules, now=now)
    if not belief.is_good:
        return Decision(_after_bad_poll(memory, belief, now), belief)
    good = _after_good_poll(memory, poll, belief, rules, now)
    this = _Round(good, memory.is_baseline_due, catalogue, rules, now)
    if poll.snapshot is None:
        return Decision(good, belief, tuple(_endings(incidents, this)))
    listed = _listed(poll.snapshot)
    news = _news(listed, incidents, rules, now)
    is_held = not this.is_baseline and memory.start is Start.KNOWN and _is_held(memory, news, incidents, rules)
    held_openings = memory.held_openings + 1 if is_held else 0
    good = replace(good, held_openings=held_openings, catalogue_version=catalogue.version)
    openings = [] if is_held else [_opening(alert, fingerprint, this) for fingerprint, alert in news.items()]
    deleted = poll.snapshot.deleted_ids
    followed = (_follow(each, listed.get(name), this, is_deleted=name in deleted) for name, each in incidents.items())
    return Decision(good, belief, (*openings, *(outcome for outcome in followed if outcome)))


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


def _listed(snapshot: FeedSnapshot) -> Mapping[str, Alert]:
    """The alerts by fingerprint; one that the same poll calls deleted is not listed."""
    return by_fingerprint(alert for alert in snapshot.alerts if alert.entity_id not in snapshot.deleted_ids)


def _news(listed: Mapping[str, Alert], incidents: Incidents, rules: Rules, now: datetime) -> dict[str, Alert]:
    """Alerts that belong to no incident, open or just closed, and are not over already."""

    def is_known(incident: Incident | None) -> bool:
        return incident is not None and (incident.is_open or is_reopened(incident, rules, now))

    return {
        fingerprint: alert
        for fingerprint, alert in listed.items()
        if not is_known(incidents.get(fingerprint)) and not alert.has_ended(now)
    }


def _is_held(memory: FeedMemory, news: Mapping[str, Alert], incidents: Incidents, rules: Rules) -> bool:
    open_incidents = sum(incident.is_open for incident in incidents.values())
    return memory.held_openings < rules.crowd_polls and is_crowd(len(news), open_incidents, rules)


def _opening(alert: Alert, fingerprint: str, this: _Round) -> Outcome:
    alert_class = classify(alert, this.rules, this.now)
    opened = outcomes.opened(
        alert, fingerprint, alert_class=alert_class, poll=this.poll, catalogue=this.catalogue, now=this.now
    )
    if not this.is_baseline:
        return opened
    began = began_at(alert, this.now)
    has_just_begun = began is not None and this.now - began < timedelta(seconds=this.rules.baseline_urgent_s)
    return opened if has_just_begun and opened.is_urgent else outcomes.untold(opened)


def _follow(incident: Incident, alert: Alert | None, this: _Round, *, is_deleted: bool) -> Outcome | None:
    """What the poll does to an incident that is known."""
    if this.is_baseline:
        return _follow_silently(incident, alert, this)
    if not incident.is_open:
        return _follow_closed(incident, alert, this)
    seen = (
        outcomes.missing(incident, this.poll, this.now)
        if alert is None
        else outcomes.seen(incident, alert, catalogue=this.catalogue, rules=this.rules, now=this.now)
    )
    return _ending(incident, seen.incident if seen else incident, this, is_deleted=is_deleted) or seen


def _endings(incidents: Incidents, this: _Round) -> Iterator[Outcome]:
    """What time alone brings about, in a poll that lists what the last one did."""
    for incident in incidents.values():
        if incident.is_open and (outcome := _ending(incident, incident, this)):
            yield outcome


def _ending(before: Incident, state: Incident, this: _Round, *, is_deleted: bool = False) -> Outcome | None:
    """The end of an incident that stood as `before`, and that this poll has led to `state`."""
    if this.memory.drop is not None:
        return None
    is_fresh = not this.memory.is_stale
    why = over_because(state, poll=this.poll, is_deleted=is_deleted, is_fresh=is_fresh, rules=this.rules, now=this.now)
    return outcomes.cleared(before, state, why, this.now) if why else None


def _follow_silently(incident: Incident, alert: Alert | None, this: _Round) -> Outcome | None:
    """A baseline takes the feed's word for what is going on, and tells nobody."""
    if not incident.is_open:
        return None
    if alert is None:
        return outcomes.dropped(incident, this.now)
    seen = outcomes.seen(incident, alert, catalogue=this.catalogue, rules=this.rules, now=this.now)
    return outcomes.silenced(incident, seen) if seen else None


def _follow_closed(incident: Incident, alert: Alert | None, this: _Round) -> Outcome | None:
    if alert is None or alert.has_ended(this.now):
        return None
    if not is_reopened(incident, this.rules, this.now):
        return None  # another incident of the same name, which is among the news
    return outcomes.reopened(incident, alert, catalogue=this.catalogue, now=this.now)
