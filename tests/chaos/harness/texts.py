"""What was texted, as the phone company's log has it, sorted by what the texts are about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from tests.chaos.harness.names import heard
from tests.chaos.harness.occasions import Chronicle, Occasion


class Attempt(Protocol):
    """One try to text somebody, as the simulator logs it."""

    at: float
    to: str
    from_: str
    body: str
    outcome: str
    status_callback: str | None


@dataclass(slots=True)
class Other:
    """Texts of the same words to one phone about no occasion: which deliveries had them, and when any was accepted.

    Two deliveries of the same words may each be taken for the other's message: only their number says what is wrong.
    """

    deliveries: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Texts:
    """All attempts so far; those about an occasion by occasion and phone."""

    chronicle: Chronicle
    accepted: defaultdict[tuple[str, bool], defaultdict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    tried: defaultdict[tuple[str, bool], defaultdict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    others: defaultdict[tuple[str, str], Other] = field(default_factory=lambda: defaultdict(Other))
    accepted_count: int = 0
    together_count: int = 0  # of these, those that tell of several elevators
    failed_at: dict[str, float] = field(default_factory=dict)  # when a text for that phone was tried last and failed
    _seen: int = 0
    _pending: list[Attempt] = field(default_factory=list)

    def read(self, attempts: Sequence[Attempt]) -> None:
        """Take in what the log has had since the last time."""
        new = attempts[self._seen :]
        self._seen = len(attempts)
        for each in new:
            abouts = self._about(each.body)
            for about in abouts:
                self.tried[about][each.to].append(each.at)
            if not abouts:
                self.others[each.to, each.body].deliveries.add(_delivery(each.status_callback))
        waiting = [*self._pending, *new]
        self._pending = [each for each in waiting if each.outcome == "pending"]
        for each in waiting:
            if each.outcome == "accepted":
                self._accept(each)
            elif each.outcome != "pending":
                self.failed_at[each.to] = each.at

    def times(self, occasion: Occasion, phone: str) -> Sequence[float]:
        """When a text about the occasion was accepted for that phone."""
        found = self.accepted.get(_key(occasion))
        return found.get(phone, []) if found else []

    def tries(self, occasion: Occasion) -> Mapping[str, Sequence[float]]:
        return self.tried.get(_key(occasion), {})

    def last_told(self, occasion: Occasion, phone: str) -> Occasion | None:
        """The latest of the incident's earlier occasions of which a text was accepted for that phone."""
        earlier = reversed(self.chronicle.before(occasion))
        return next((each for each in earlier if self.times(each, phone)), None)

    def _accept(self, attempt: Attempt) -> None:
        self.accepted_count += 1
        abouts = self._about(attempt.body)
        self.together_count += len(abouts) > 1
        for about in abouts:
            self.accepted[about][attempt.to].append(attempt.at)
        if not abouts:
            self.others[attempt.to, attempt.body].times.append(attempt.at)

    def _about(self, body: str) -> list[tuple[str, bool]]:
        return [(each.place, each.is_clear) for each in heard(body, self.chronicle.notices)]


def _key(occasion: Occasion) -> tuple[str, bool]:
    return occasion.place, occasion.is_clear


def _delivery(status_callback: str | None) -> str:
    return parse_qs(urlsplit(status_callback or "").query).get("d", [""])[0]
