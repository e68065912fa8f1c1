"""What a poll may do to one incident: its next state, and what riders are to be told of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from models.alert import Alert
from models.event import Change
from models.incident import (
    RELISTED,
    REOPENED,
    UNSOLICITED,
    AlertClass,
    Hold,
    Incident,
    IncidentState,
    Why,
    incident_id,
)
from models.told import Facts
from pipeline.deciding.classify import Judgement
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.material import facts_in, facts_of, material_change
from pipeline.deciding.outcome import Occurrence, Outcome
from pipeline.deciding.reminders import due_reminders, missed_reminders
from pipeline.deciding.shaping import Concerned, concerned, enriched, members_of, told_as, with_entities
from pipeline.deciding.updates import (
    counted_event,
    counted_update,
    day_of,
    is_event_allowed,
    is_update_allowed,
    too_soon_until,
)

BASELINE = "baseline"


def opened(
    members: Sequence[Alert], fingerprint: str, *, judgement: Judgement, poll: int, guidance: Guidance, now: datetime
) -> Outcome:
    alert = told_as(members, guidance, now)
    catalogue = guidance.catalogue
    whom = concerned(alert, judgement.alert_class, guidance)
    # Made in one go: to copy so many fields takes as long as to read the alert.
    incident = Incident(
        id=incident_id(catalogue.feed, fingerprint, poll),
        feed=catalogue.feed,
        fingerprint=fingerprint,
        alert=alert,
        members=members_of(alert, members),
        alert_class=judgement.alert_class,
        judged=judgement.why,
        agency=catalogue.agency,
        zone=catalogue.zone,
        opened_at=now,
        changed_at=now,
        revision=1,
        version=1,
        counted_day=day_of(now, catalogue.zone),
        events_today=1,
        why=judgement.why,
        told=_facts_for(whom, alert, judgement.alert_class, guidance),
        is_announced=judgement.alert_class in UNSOLICITED,
        **whom,
    )
    return Outcome(incident, (Occurrence(Change.OPENED, judgement.why),), is_new=True)


def _facts_for(whom: Concerned, alert: Alert, alert_class: AlertClass, guidance: Guidance) -> Facts:
    routes, stations, headings = whom["routes"], whom["stations"], whom["headings"]
    return facts_in(alert, alert_class, routes=routes, stations=stations, headings=headings, lexicon=guidance.lexicon)


def untold(opening: Outcome, why: Why, guidance: Guidance, now: datetime) -> Outcome:
    """The same incident, stored without telling anybody."""
    incident = replace(opening.incident, revision=0, why=why, is_announced=False, reminded=())
    missed = missed_reminders(incident, guidance.rules, now)
    return Outcome(replace(incident, reminded=missed), is_new=True)


def seen(
    incident: Incident,
    entities: Sequence[Alert],
    *,
    guidance: Guidance,
    is_new_catalogue: bool,
    gap: timedelta,
    now: datetime,
) -> Outcome | None:
    """An open incident that the poll lists as `entities`, `gap` after the last one; None where nothing changed."""
    is_same = tuple(entities) == incident.entities
    is_due = incident.pending_until is not None and incident.pending_until <= now
    if is_same and incident.missing_since is None and not is_due and not is_new_catalogue:
        return None
    current = replace(_next(incident), missing_since=None, missing_from_poll=None)
    if not is_same:
        current = with_entities(current, entities, guidance, gap, now)
    if not is_same or is_new_catalogue:
        current = enriched(current, guidance)
    if is_same and is_new_catalogue:
        if current.targets and not incident.targets and incident.revision:
            # An alert whose routes were not known when it was first told has told nobody.
            return _paced(current, "its routes became known", guidance, now)
        if current.pending_until is None:
            # Other names of the same routes are no news; an update that waits is.
            current = replace(current, told=facts_of(current, guidance.lexicon))
        if replace(current, version=incident.version) == incident:
            return None
    return _paced(current, _news_of(current, guidance, now), guidance, now)


def overdue(incident: Incident, guidance: Guidance, now: datetime) -> Outcome | None:
    """An update that came too soon, when its time has come; None where there is none, or it is not true any more."""
    if incident.pending_until is None or now < incident.pending_until or incident.missing_since is not None:
        return None
    current = _next(incident)
    return _paced(current, _news_of(current, guidance, now), guidance, now)


def reminded(incident: Incident, outcome: Outcome | None, guidance: Guidance, now: datetime) -> Outcome | None:
    """`outcome` with the reminders that are due now."""
    current = outcome.incident if outcome else incident
    if not (dates := due_reminders(current, guidance.rules, now)):
        return outcome
    state = current if outcome else _next(incident)
    occurrences = tuple(Occurrence(Change.UPCOMING, Why("upcoming", f"the work of {each}"), each) for each in dates)
    before = outcome.occurrences if outcome else ()
    state = replace(state, reminded=(*state.reminded, *dates), is_announced=True)
    return Outcome(state, (*before, *occurrences), is_new=outcome is not None and outcome.is_new)


def forgotten(incident: Incident, outcome: Outcome | None, guidance: Guidance, now: datetime) -> Outcome | None:
    """`outcome` without the urgency of what its agency seems to have forgotten."""
    current = outcome.incident if outcome else incident
    is_open_ended = all(period.end is None for period in current.alert.active_periods)
    age = now - current.changed_at
    is_old = age >= timedelta(seconds=guidance.rules.forgotten_s)
    if current.alert_class is not AlertClass.URGENT or not is_open_ended or not is_old:
        return outcome
    state = current if outcome else _next(incident)
    why = Why("forgotten", f"no end, and unchanged for {age.total_seconds() / 3600:.0f} h")
    told = replace(state.told, alert_class=AlertClass.INFO.value)
    state = replace(state, alert_class=AlertClass.INFO, judged=why, told=told)
    return Outcome(state, outcome.occurrences if outcome else ())


def is_news_beside(origin: Incident, incident: Incident, guidance: Guidance, now: datetime) -> bool:
    """Whether riders who were told of `origin` do not know yet what `incident` says, which was part of it."""
    return material_change(origin.told, facts_of(incident, guidance.lexicon), guidance.rules, now) is not None


def missing(incident: Incident, poll: int, now: datetime) -> Outcome | None:
    """An open incident that the poll does not list; None where that was known."""
    if incident.missing_since is not None:
        return None
    return Outcome(replace(_next(incident), missing_since=now, missing_from_poll=poll))


def cleared(before: Incident, state: Incident, why: Why, guidance: Guidance, now: datetime) -> Outcome:
    """The end of an incident that stood as `before` and that the same poll has led to `state`."""
    # The update that the poll might have told is not told any more: one poll, one event.
    closed = replace(
        state,
        # "Regular service has resumed" is no urgent news, but who was told of something urgent is owed its end.
        alert_class=before.alert_class,
        judged=before.judged,
        version=before.version + 1,
        revision=before.revision,
        state=IncidentState.CLOSED,
        closed_at=now,
        changed_at=now,
        pending_until=None,
        hold=None,
    )
    if not is_event_allowed(before, guidance.rules, now):
        return Outcome(replace(closed, why=why))
    closed = counted_event(replace(closed, revision=before.revision + 1, why=why), now)
    return Outcome(closed, (Occurrence(Change.CLEARED, why),))


def dropped(incident: Incident, now: datetime) -> Outcome:
    """The end of an incident of another dataset: nobody knows whether it is over."""
    why = Why(BASELINE, "not listed in the feed's first good poll")
    closed = replace(_next(incident), state=IncidentState.CLOSED, closed_at=now, changed_at=now, why=why, hold=None)
    return Outcome(closed)


def silenced(before: Incident, outcome: Outcome, guidance: Guidance, now: datetime) -> Outcome:
    """The same next state, told to nobody."""
    incident = replace(
        _heard_as(before, outcome.incident), told=facts_of(outcome.incident, guidance.lexicon), pending_until=None
    )
    missed = missed_reminders(incident, guidance.rules, now)
    return Outcome(replace(incident, reminded=(*incident.reminded, *missed)))


def reopened(
    incident: Incident, entities: Sequence[Alert], fingerprint: str, *, guidance: Guidance, now: datetime
) -> Outcome:
    state = replace(
        _next(incident),
        state=IncidentState.OPEN,
        fingerprint=fingerprint,
        closed_at=None,
        missing_since=None,
        missing_from_poll=None,
    )
    state = enriched(with_entities(state, entities, guidance, timedelta(), now), guidance)
    state = replace(state, changed_at=now)
    if not is_update_allowed(state, guidance.rules, now):
        return Outcome(replace(state, told=facts_of(state, guidance.lexicon)))
    # What a baseline found running is no news because its agency dropped it for some minutes.
    why = Why(REOPENED if incident.is_announced else RELISTED, "listed again soon after it was closed")
    told = _told(counted_update(state, now), Change.UPDATED, why, guidance)
    return replace(told, incident=replace(told.incident, is_announced=incident.is_announced))


def held(before: Incident | None, outcome: Outcome, hold: Hold) -> Outcome:
    """The same next state, but what it would tell waits for the operator."""
    why = Why("held", hold.why.evidence)
    unheard = replace(outcome.incident, revision=0, why=why, is_announced=False, events_today=0, reminded=())
    known = before or unheard
    return Outcome(replace(_heard_as(known, outcome.incident), told=known.told, hold=hold), is_new=outcome.is_new)


def released(incident: Incident, guidance: Guidance, now: datetime) -> Outcome:
    """What was held is told, as it stands now."""
    state = replace(_next(incident), hold=None)
    change = Change.UPDATED if incident.revision else Change.OPENED
    counted = counted_update(state, now) if incident.revision else counted_event(state, now)
    return _told(counted, change, Why("released", "by the operator"), guidance)


def let_go(incident: Incident, guidance: Guidance, now: datetime) -> Outcome:
    """What was held is told to nobody, nor is the reminder that was held sent with the same poll."""
    state = replace(_next(incident), hold=None, told=facts_of(incident, guidance.lexicon))
    return Outcome(replace(state, reminded=(*state.reminded, *missed_reminders(state, guidance.rules, now))))


def _news_of(current: Incident, guidance: Guidance, now: datetime) -> str | None:
    """What riders do not know yet of `current`."""
    return material_change(current.told, facts_of(current, guidance.lexicon), guidance.rules, now)


def _paced(current: Incident, evidence: str | None, guidance: Guidance, now: datetime) -> Outcome:
    """`current`, with an update if there is news, it is not too soon, and there were not too many."""
    if evidence is None:
        return Outcome(replace(current, pending_until=None))
    if current.hold is not None:
        # It is told as it stands when it is released.
        return Outcome(replace(current, pending_until=None))
    if until := too_soon_until(current, guidance.rules, now):
        return Outcome(replace(current, pending_until=until))
    if not is_update_allowed(current, guidance.rules, now):
        # Told to nobody, and not tomorrow morning either.
        return Outcome(replace(current, pending_until=None, told=facts_of(current, guidance.lexicon)))
    return _told(counted_update(current, now), Change.UPDATED, Why("updated", evidence), guidance)


def _told(incident: Incident, change: Change, why: Why, guidance: Guidance) -> Outcome:
    state = replace(
        incident,
        revision=incident.revision + 1,
        why=why,
        told=facts_of(incident, guidance.lexicon),
        is_announced=incident.is_announced or incident.alert_class in UNSOLICITED,
        # What was reminded of was another revision.
        reminded=(),
    )
    return Outcome(state, (Occurrence(change, why),))


def _heard_as(before: Incident, incident: Incident) -> Incident:
    """`incident`, of which riders have heard what they had of `before`."""
    return replace(
        incident,
        revision=before.revision,
        why=before.why,
        is_announced=before.is_announced,
        updated_at=before.updated_at,
        updates_today=before.updates_today,
        events_today=before.events_today,
        counted_day=before.counted_day,
        reminded=before.reminded,
    )


def _next(incident: Incident) -> Incident:
    return replace(incident, version=incident.version + 1)
