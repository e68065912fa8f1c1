"""Plays polls of one feed through the pure heart, and keeps account of what they cause and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from models.alert import Alert, text_in
from models.event import Change
from models.incident import Incident, IncidentState
from models.route import unlisted_route
from models.station import Station, StationKind, stop_target
from pipeline.deciding.belief import Verdict
from pipeline.deciding.decide import Decision, decide, decide_by_time
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import FeedMemory, Start
from pipeline.deciding.outcome import Occurrence, Outcome
from pipeline.deciding.reminders import next_moment
from pipeline.deciding.round import Poll
from pipeline.deciding.rules import Rules
from pipeline.reading.snapshot import FeedSnapshot
from pipeline.static.catalogue import Catalogue, ServedStop
from pipeline.words.lexicon_files import read_lexicon

LEXICON = read_lexicon()
TORONTO = "America/Toronto"


@dataclass(frozen=True, slots=True)
class Told:
    """One event: what became of an incident, with the incident before it (None for a new one) and after it."""

    at: datetime
    occurrence: Occurrence
    before: Incident | None
    after: Incident

    @property
    def is_reopened(self) -> bool:
        return self.occurrence.why.rule == "reopened"

    def __str__(self) -> str:
        """`12:30 504 updated: a shuttle is named`, in UTC."""
        routes = ",".join(route.route_id for route in self.after.routes[:3]) or "-"
        why = self.occurrence.why
        what = why.rule if why.rule in {self.occurrence.change.value, "reopened"} else f"updated, {why.rule}"
        return f"{self.at:%d %H:%M} {routes} {what}: {why.evidence}"


@dataclass(frozen=True, slots=True)
class Table:
    """How much a series caused."""

    polls: int
    incidents: int
    opened: int = 0
    updated: int = 0
    cleared: int = 0
    reopened: int = 0
    upcoming: int = 0


@dataclass(slots=True)
class Player:
    """One feed while its polls go by; every route and stop that a poll names is taken for known."""

    start: Start = Start.UNSEEN
    zone: str = TORONTO
    rules: Rules = field(default_factory=Rules)
    memory: FeedMemory = field(init=False)
    catalogue: Catalogue = field(init=False)
    incidents: dict[str, Incident] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    writes: list[Outcome] = field(default_factory=list)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.memory = FeedMemory(start=self.start)
        self.catalogue = Catalogue("ttc", "TTC", self.zone)

    def play(self, snapshot: FeedSnapshot, at: datetime) -> Sequence[Told]:
        """What is due by the clock before `at`, and what one more poll causes then."""
        number = len(self.told)
        for _ in self._pass_time(at):
            pass
        self.now = at
        self.catalogue = with_all(self.catalogue, snapshot.alerts)
        self._take(self._decide(snapshot).outcomes)
        return self.told[number:]

    @property
    def table(self) -> Table:
        changes = Counter(each.occurrence.change for each in self.told)
        reopened = sum(each.is_reopened for each in self.told)
        return Table(
            polls=self.verdicts.total(),
            incidents=len(self.incidents),
            opened=changes[Change.OPENED],
            updated=changes[Change.UPDATED] - reopened,
            cleared=changes[Change.CLEARED],
            reopened=reopened,
            upcoming=changes[Change.UPCOMING],
        )

    @property
    def reasons(self) -> list[str]:
        """One line for every update and reopening, in the order in which they were told."""
        return [str(each) for each in self.told if each.occurrence.change is Change.UPDATED]

    @property
    def open(self) -> list[Incident]:
        return [each for each in self.incidents.values() if each.state is IncidentState.OPEN]

    def _pass_time(self, until: datetime) -> Iterator[datetime]:
        while (moment := next_moment(self.incidents.values(), self.rules, self.now)) and moment < until:
            self.now = max(moment, self.now)
            results = decide_by_time(self.incidents, guidance=self._guidance, now=self.now)
            assert results, f"nothing is due at {self.now}, though it was said to be"
            self._take(results)
            yield self.now

    @property
    def _guidance(self) -> Guidance:
        return Guidance(self.catalogue, self.rules, LEXICON)

    def _decide(self, snapshot: FeedSnapshot) -> Decision:
        poll = Poll(snapshot.stamped_at, snapshot.content_hash, snapshot)
        decision = decide(self.memory, self.incidents, poll, guidance=self._guidance, now=self.now)
        self.memory = decision.memory
        self.verdicts[decision.belief.verdict] += 1
        return decision

    def _take(self, results: Iterable[Outcome]) -> None:
        for outcome in results:
            before = self.incidents.get(outcome.incident.id)
            assert outcome.is_new is (before is None)
            self.incidents[outcome.incident.id] = outcome.incident
            self.writes.append(outcome)
            self.told += [Told(self.now, each, before, outcome.incident) for each in outcome.occurrences]


def with_all(catalogue: Catalogue, alerts: Iterable[Alert]) -> Catalogue:
    """The catalogue with every route and stop that the alerts name: a recording comes without static GTFS."""
    selectors = [selector for alert in alerts for selector in alert.informed_entities]
    routes = {each.route_id for each in selectors if each.route_id} - catalogue.routes.keys()
    stops = {each.stop_id for each in selectors if each.stop_id} - catalogue.stops.keys()
    if not routes and not stops:
        return catalogue
    feed = catalogue.feed
    stations = {each: Station(stop_target(feed, each), feed, each, "", StationKind.STOP) for each in stops}
    return replace(
        catalogue,
        routes={**catalogue.routes, **{each: unlisted_route(feed, each) for each in routes}},
        stops={**catalogue.stops, **{name: ServedStop(station) for name, station in stations.items()}},
    )


def header(incident: Incident | None) -> str:
    """What the incident says."""
    return text_in("en", incident.alert.header_text) if incident else ""
