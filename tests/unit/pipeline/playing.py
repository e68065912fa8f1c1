"""Plays polls through the pure heart, as the poller and replay do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from models.alert import Alert
from models.event import Change
from models.incident import Incident
from pipeline.catalogue import Catalogue
from pipeline.decide import Poll, decide
from pipeline.decode import decode
from pipeline.memory import FeedMemory, Start
from pipeline.outcomes import Outcome
from pipeline.rules import Rules
from tests.builders import after, encode_feed, make_catalogue


@dataclass
class Play:
    """One feed, polled every 20 seconds from noon; every poll's header is its own time."""

    memory: FeedMemory = field(default_factory=lambda: FeedMemory(start=Start.EMPTY))
    catalogue: Catalogue = field(default_factory=make_catalogue)
    incidents: dict[str, Incident] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    seconds: float = 0

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
    ) -> list[str]:
        """Poll so many times; what the last poll told, as "change entity revision"."""
        told: list[str] = []
        for _ in range(times):
            self.seconds += wait_s
            told = self._poll_once(alerts, deleted, stamped_ago_s, decoded=decoded)
        return told

    def _poll_once(
        self, alerts: Iterable[Alert], deleted: Iterable[str], stamped_ago_s: float, *, decoded: bool
    ) -> list[str]:
        stamped_at = after(seconds=self.seconds - stamped_ago_s)
        snapshot = decode(encode_feed(alerts, stamped_at=stamped_at, deleted=deleted))
        poll = Poll(stamped_at, snapshot.content_hash, snapshot if decoded else None)
        decision = decide(self.memory, self.incidents, poll, catalogue=self.catalogue, rules=Rules(), now=self.now)
        self.memory = decision.memory
        self.outcomes = list(decision.outcomes)
        self.incidents |= {each.incident.fingerprint: each.incident for each in decision.outcomes}
        return [_said(outcome.incident, outcome.change) for outcome in decision.outcomes if outcome.change]


def _said(incident: Incident, change: Change) -> str:
    return f"{change} {incident.fingerprint} {incident.revision}"
