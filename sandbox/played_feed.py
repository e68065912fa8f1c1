"""One feed's state while its recorded polls go by, by the pipeline's own rules."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from models.incident import RELISTED, REOPENED, Incident
from models.segments import count_segments
from models.wording import Wording
from pipeline.deciding.belief import Verdict
from pipeline.deciding.decide import Decision, decide, decide_by_time
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import FeedMemory
from pipeline.deciding.outcome import Occurrence, Outcome
from pipeline.deciding.reminders import next_moment
from pipeline.deciding.round import Poll
from pipeline.deciding.unsolicited import is_texted, preview
from pipeline.reading.decode import decode_frame
from pipeline.reading.frame import UnreadableError
from pipeline.reading.frame_formats import read_poll
from pipeline.reading.snapshot import FeedSnapshot
from pipeline.static.offline import with_all_named
from sandbox.recorded_polls import moment_of

Line = Mapping[str, object]


@dataclass(slots=True)
class PlayedFeed:
    """Plays polls in order; without a static GTFS every route and stop that a poll names is taken for known."""

    guidance: Guidance
    memory: FeedMemory
    wording: Wording
    is_catalogue_given: bool = False
    incidents: dict[str, Incident] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    now: datetime | None = None

    def play(self, name: str, content: bytes) -> Iterator[Line]:
        """The events that come due before one more poll, and those that it causes."""
        self.counts["polls"] += 1
        try:
            frame = read_poll(content)
            snapshot = decode_frame(frame)
        except UnreadableError:
            self.counts["rejected"] += 1
            return
        moment = moment_of(name, frame.stamped_at, self.now, self.guidance.catalogue.zone)
        yield from self._let_time_pass(moment)
        self.now = moment
        yield from self._lines(self._decide(snapshot, moment).outcomes, moment, name)

    def summary(self, ignored: int) -> Mapping[str, int]:
        names = ("polls", "accepted", "skipped", "rejected")
        changes = ("incidents", "opened", "updated", "reopened", "upcoming", "cleared")
        return (
            {name: self.counts[name] for name in names}
            | {"files_ignored": ignored}
            | {name: self.counts[name] for name in changes}
        )

    def _let_time_pass(self, until: datetime) -> Iterator[Line]:
        """What is due by the clock alone, between the last poll and `until`."""
        if self.now is None:
            return
        while (moment := next_moment(self.incidents.values(), self.guidance.rules, self.now)) and moment < until:
            moment = max(moment, self.now)
            results = decide_by_time(self.incidents, guidance=self.guidance, now=moment)
            yield from self._lines(results, moment, None)
            self.now = moment
            if not results:
                return

    def _decide(self, snapshot: FeedSnapshot, now: datetime) -> Decision:
        if not self.is_catalogue_given:
            self.guidance = replace(self.guidance, catalogue=with_all_named(self.guidance.catalogue, snapshot.alerts))
        poll = Poll(snapshot.stamped_at, snapshot.content_hash, snapshot)
        decision = decide(self.memory, self.incidents, poll, guidance=self.guidance, now=now)
        self.memory = decision.memory
        is_ignored = decision.belief.verdict is Verdict.IGNORE
        self.counts["skipped" if is_ignored else "accepted"] += 1
        return decision

    def _lines(self, results: Sequence[Outcome], now: datetime, name: str | None) -> Iterator[Line]:
        for outcome in results:
            self.incidents[outcome.incident.id] = outcome.incident
            self.counts["incidents"] += outcome.is_new
            for occurrence in outcome.occurrences:
                self.counts[occurrence.change.value] += 1
                self.counts["reopened"] += occurrence.why.rule in {REOPENED, RELISTED}
                yield _line(outcome.incident, occurrence, now, name, self.wording)


def _line(incident: Incident, occurrence: Occurrence, now: datetime, name: str | None, wording: Wording) -> Line:
    text = preview(incident, occurrence, now, wording)
    return {
        "at": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "feed": incident.feed,
        "incident": incident.id,
        "change": occurrence.change.value,
        "class": incident.alert_class.value,
        "revision": incident.revision,
        "service_date": occurrence.service_date.isoformat() if occurrence.service_date else None,
        "routes": [route.number for route in incident.routes],
        "stops": [station.name or station.station_id for station in incident.stations],
        "texted": is_texted(incident, occurrence),
        "text": text,
        "segments": None if text is None else count_segments(text),
        "why": {"rule": occurrence.why.rule, "evidence": occurrence.why.evidence},
        "poll": name,
    }
