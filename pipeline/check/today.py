"""What riders would get today, if there were riders and everything listed were news."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.alert import text_in
from models.event import Change
from models.incident import Incident, Why
from models.prose.cleaning import one_line
from models.segments import count_segments
from models.wording import Wording
from pipeline.check.report import Finding, Level, Part, Told, share
from pipeline.check.sample import Sample
from pipeline.deciding.belief import Stamp
from pipeline.deciding.classify import began_at
from pipeline.deciding.decide import decide, decide_by_time
from pipeline.deciding.memory import FeedMemory, Start
from pipeline.deciding.outcome import Outcome
from pipeline.deciding.reminders import next_moment
from pipeline.deciding.round import Poll
from pipeline.deciding.unsolicited import is_texted, preview

TOPIC = "classes"
OLD = timedelta(days=1)
NOT_UNDERSTOOD = Why("text", "no words known")
_WHEN = re.compile(r"starts in \d+ (?:min|h)")


@dataclass(frozen=True, slots=True)
class Day:
    """The incidents that one poll makes, and every text of the rest of the agency's day."""

    incidents: tuple[Incident, ...]
    texts: tuple[Told, ...]


def play_day(sample: Sample) -> Day:
    """By the pipeline's own rules: the poll, then the clock until midnight."""
    snapshot, guidance, now = sample.snapshot, sample.guidance, sample.now
    # By content alone: how old the poll may be is judged elsewhere.
    poll = Poll(None, snapshot.content_hash, snapshot, Stamp.CHANGED)
    results = decide(FeedMemory(start=Start.EMPTY), {}, poll, guidance=guidance, now=now).outcomes
    incidents = {each.incident.id: each.incident for each in results}
    texts = list(_texts(results, now, sample.wording))
    midnight = _midnight(now, guidance.catalogue.zone)
    while results and (moment := next_moment(incidents.values(), guidance.rules, now)) and moment < midnight:
        now = max(moment, now)
        results = decide_by_time(incidents, guidance=guidance, now=now)
        incidents |= {each.incident.id: each.incident for each in results}
        texts.extend(_texts(results, now, sample.wording))
    return Day(tuple(incidents.values()), tuple(texts))


def classes(sample: Sample, day: Day) -> Part:
    incidents = [each for each in day.incidents if each.is_open]
    reach_nobody = [each for each in incidents if not each.targets]
    unclear = [each for each in incidents if each.judged == NOT_UNDERSTOOD and _has_text(each)]
    judged = Counter((each.alert_class.value, _reason(each.judged)) for each in incidents)
    facts = {
        "incidents": len(incidents),
        "merged": sum(len(each.entities) > 1 for each in incidents),
        "classes": dict(Counter(each.alert_class.value for each in incidents)),
        "judged": [{"class": each, "why": why, "count": count} for (each, why), count in judged.most_common()],
        "reach_nobody": [_name(each) for each in reach_nobody],
        "texts_now": sum(each.change != Change.UPCOMING for each in day.texts),
        "reminders": sum(each.change == Change.UPCOMING for each in day.texts),
    }
    return Part(facts, tuple(_findings(sample, incidents, reach_nobody, unclear)))


def _findings(
    sample: Sample, incidents: list[Incident], reach_nobody: list[Incident], unclear: list[Incident]
) -> Iterator[Finding]:
    count = len(incidents)
    if astray := [each for each in reach_nobody if each.alert.informed_entities]:
        text = f"{share(len(astray), count, 'incidents')} reach nobody: what they name is unknown, or an elevator"
        level = Level.PROBLEM if len(astray) == count else Level.WARNING
        yield Finding(level, TOPIC, f"{text} without a stop.", tuple(_name(each) for each in astray))
    if unclear:
        text = f"{share(len(unclear), count, 'incidents')} are not understood, so nobody is texted: add their words to"
        names = tuple(f"{each.alert.entity_id}: {_said(each)}" for each in unclear)
        yield Finding(Level.WARNING, TOPIC, f"{text} pipeline/words/lexicon/*.toml.", names)
    if merged := sum(len(each.entities) > 1 for each in incidents):
        entities = sum(len(each.entities) for each in incidents)
        text = f"{entities} alerts make {count} incidents, {merged} of them told by several; nothing to do."
        yield Finding(Level.OK, TOPIC, text)
    yield from _of_old_news(incidents, sample)
    if len(incidents) > sample.guidance.rules.crowd_alerts and len({each.alert_class for each in incidents}) == 1:
        text = f"All {count} incidents are {incidents[0].alert_class}: does the agency use one effect for everything?"
        yield Finding(Level.WARNING, TOPIC, text)


def _of_old_news(incidents: list[Incident], sample: Sample) -> Iterator[Finding]:
    urgent = [each for each in incidents if each.is_urgent]
    began = [began_at(each.alert, sample.now) for each in urgent]
    if old := sum(each is not None and sample.now - each > OLD for each in began):
        text = f"{share(old, len(urgent), 'urgent incidents')} are over a day old: the first poll will text nobody."
        yield Finding(Level.NOTE, TOPIC, text)


def _texts(results: Iterable[Outcome], now: datetime, wording: Wording) -> Iterator[Told]:
    for outcome in results:
        incident = outcome.incident
        for occurrence in outcome.occurrences:
            text = preview(incident, occurrence, now, wording) if is_texted(incident, occurrence) else None
            if text is not None:
                yield Told(
                    at=now,
                    change=occurrence.change.value,
                    alert_class=incident.alert_class.value,
                    incident=incident.id,
                    routes=tuple(each.number for each in incident.routes),
                    text=text,
                    segments=count_segments(text),
                    why=occurrence.why,
                )


def _midnight(now: datetime, zone: str) -> datetime:
    local = now.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo)


def _reason(why: Why) -> str:
    return f"{why.rule} {_WHEN.sub('starts later', why.evidence)}".strip()


def _name(incident: Incident) -> str:
    return f"{incident.alert.entity_id}: {_said(incident)}"


def _has_text(incident: Incident) -> bool:
    return bool(incident.alert.header_text or incident.alert.description_text)


def _said(incident: Incident) -> str:
    alert = incident.alert
    texts = dict.fromkeys(one_line(text_in("en", each)) for each in (alert.header_text, alert.description_text))
    return ": ".join(each for each in texts if each) or alert.effect
