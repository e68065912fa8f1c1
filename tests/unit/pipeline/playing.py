"""Plays polls through the pure heart, as the poller and replay do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from models.alert import Alert
from models.incident import Incident
from pipeline.deciding.belief import Stamp
from pipeline.deciding.decide import decide, decide_by_time
from pipeline.deciding.guidance import Guidance
from pipeline.deciding.memory import FeedMemory, Start
from pipeline.deciding.outcome import Outcome
from pipeline.deciding.round import Poll
from pipeline.deciding.rules import Rules
from pipeline.reading.decode import decode
from pipeline.static.catalogue import Catalogue
from pipeline.words.lexicon_files import read_lexicon
from tests.builders import after, encode_feed, make_catalogue

LEXICON = read_lexicon()


@dataclass
class Play:
    """One feed, polled every 20 seconds from noon; every poll's header is its own time."""

    memory: FeedMemory = field(default_factory=lambda: FeedMemory(start=Start.EMPTY))
    catalogue: Catalogue = field(default_factory=make_catalogue)
    incidents: dict[str, Incident] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    rules: Rules = field(default_factory=Rules)
    seconds: float = 0

    @property
    def guidance(self) -> Guidance:
        return Guidance(self.catalogue, self.rules, LEXICON)

    def incident(self, entity_id: str) -> Incident:
        """The latest incident that the entity tells of."""
        found = [
            each for each in self.incidents.values() if any(entity.entity_id == entity_id for entity in each.entities)
        ]
        return max(found, key=lambda each: each.opened_at)

    def keep_time(self, wait_s: float) -> list[str]:
        """Let time pass without a poll; what is told then."""
        self.seconds += wait_s
        self.outcomes = list(decide_by_time(self.incidents, guidance=self.guidance, now=self.now))
        self.incidents |= {each.incident.id: each.incident for each in self.outcomes}
        return _said(self.outcomes)

    @property
    def now(self) -> datetime:
        return after(seconds=self.seconds)

    def poll(
        self,
        *alerts: Alert,
        wait_s: float = 20,
        times: int = 1,
        deleted: Iterable[str] = (),
        stamped_ago_s: float = 0,
        decoded: bool = True,
        released: Iterable[str] = (),
        let_go: Iterable[str] = (),
    ) -> list[str]:
        """Poll so many times; what the last poll told, as "change entity revision"."""
        told: list[str] = []
        for _ in range(times):
            self.seconds += wait_s
            stamped_at = after(seconds=self.seconds - stamped_ago_s)
            snapshot = decode(encode_feed(alerts, stamped_at=stamped_at, deleted=deleted))
            content = snapshot if decoded else None
            poll = Poll(
                stamped_at, snapshot.content_hash, content, Stamp.GENERATED, frozenset(released), frozenset(let_go)
            )
            told = self._decide(poll)
        return told

    def _decide(self, poll: Poll) -> list[str]:
        decision = decide(self.memory, self.incidents, poll, guidance=self.guidance, now=self.now)
        self.memory = decision.memory
        self.outcomes = list(decision.outcomes)
        self.incidents |= {each.incident.id: each.incident for each in decision.outcomes}
        return _said(decision.outcomes)


def _said(outcomes: Iterable[Outcome]) -> list[str]:
    return [
        f"{each.change} {outcome.incident.entities[0].entity_id} {each.service_date or outcome.incident.revision}"
        for outcome in outcomes
        for each in outcome.occurrences
    ]
