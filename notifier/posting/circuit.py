"""Whether texts are posted at all, and how many at once, as the provider's latest answers allow."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from notifier.deciding.texts import QUEUE_FULL, Accepted, NotProcessed, OursToMend, Outcome, OutcomeUnknown, Refused

HALVED_EVERY_S = 1.0  # posts that were under way together are throttled together: that counts once


class _State(Enum):
    CLOSED = auto()
    OPEN = auto()
    HALF_OPEN = auto()


@dataclass(frozen=True, slots=True)
class Waits:
    """How long nothing is tried: at first, and at the most; each wait is twice as long as the one before."""

    first_s: float
    longest_s: float

    def after(self, failures: int, jitter: float) -> float:
        """The wait after so many failures; `jitter`, from 0 to 1, takes up to a half off it."""
        # No more than 2**30: far beyond any longest wait, and no overflow after a weekend.
        return min(self.first_s * 2.0 ** min(failures - 1, 30), self.longest_s) * (1 - jitter / 2)


@dataclass(frozen=True, slots=True)
class CircuitRules:
    """The numbers of the circuit."""

    most_at_once: int
    failures: int = 5
    waits: Waits = Waits(2, 60)
    mend_waits: Waits = Waits(30, 300)
    queue_full_wait_s: float = 60


class Circuit:
    """Open: nothing is posted, and after a wait the provider is asked. Half open: one text tells. Closed: all go.

    Throttling does not open it: it halves how many go at once, which comes back by and by.
    """

    def __init__(self, rules: CircuitRules, *, jitter: Callable[[], float] = random.random) -> None:
        self._rules = rules
        self._jitter = jitter
        self._state = _State.CLOSED
        self._unanswered = 0  # posts in a row
        self._openings = 0  # in a row, without a text that went through
        self._is_ours_to_mend = False
        self._try_at_s = 0.0
        self._most = float(rules.most_at_once)
        self._halved_at_s = float("-inf")
        self._paused_until_s = 0.0
        self.reason: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it takes a probe, or a text that gets through, until all may go again."""
        return self._state is not _State.CLOSED

    def allowance(self, now_s: float) -> int:
        """The most posts that may be under way at once."""
        if self._state is _State.OPEN or now_s < self._paused_until_s:
            return 0
        return 1 if self._state is _State.HALF_OPEN else int(self._most)

    def needs_probe(self, now_s: float) -> bool:
        """Whether it is time to ask the provider, by a request that creates nothing."""
        return self._state is _State.OPEN and now_s >= self._try_at_s

    def probed(self, works: bool, now_s: float) -> None:  # noqa: FBT001  # the probe's answer
        """Note what the probe found; where it works, a single text is let through."""
        if self._state is not _State.OPEN:
            return
        if works:
            self._state = _State.HALF_OPEN
        else:
            self._open(now_s, self.reason or "unreachable")

    def note(self, outcome: Outcome, now_s: float) -> None:
        """Note what became of a post."""
        match outcome:
            case Accepted() | Refused():
                self._answered()
                self._most = min(self._rules.most_at_once, self._most + 1 / self._most)
            case NotProcessed(is_throttled=True):
                self._throttled(outcome, now_s)
            case OursToMend(code):
                self._refused(code, now_s)
            case NotProcessed(reason) | OutcomeUnknown(reason):
                self._failed(reason, now_s)

    def _answered(self) -> None:
        """An answer about the text itself: the provider works.

        What was under way when our account was refused says nothing about it: only the text that was let through does.
        """
        self._unanswered = 0
        if self._is_ours_to_mend and self._state is _State.OPEN:
            return
        self._state = _State.CLOSED
        self._openings = 0
        self._is_ours_to_mend = False
        self.reason = None

    def _throttled(self, outcome: NotProcessed, now_s: float) -> None:
        self._unanswered = 0
        if self._state is _State.HALF_OPEN and not self._is_ours_to_mend:
            self._answered()
        if now_s - self._halved_at_s >= HALVED_EVERY_S:
            self._most = max(1.0, self._most / 2)
            self._halved_at_s = now_s
        asked_s = self._rules.queue_full_wait_s if outcome.reason == QUEUE_FULL else outcome.retry_after_s or 0
        self._paused_until_s = max(self._paused_until_s, now_s + min(asked_s, self._rules.mend_waits.longest_s))

    def _refused(self, code: int, now_s: float) -> None:
        if self._state is _State.OPEN and self._is_ours_to_mend:
            return
        if not self._is_ours_to_mend:
            self._openings = 0
        self._is_ours_to_mend = True
        self._open(now_s, f"ours-to-mend-{code}")

    def _failed(self, reason: str, now_s: float) -> None:
        self._unanswered += 1
        is_tried = self._state is _State.HALF_OPEN
        if is_tried or (self._state is _State.CLOSED and self._unanswered >= self._rules.failures):
            self._open(now_s, reason)

    def _open(self, now_s: float, reason: str) -> None:
        self._state = _State.OPEN
        self._unanswered = 0
        self._openings += 1
        # The reason that somebody can do something about stays the one that is shown.
        self.reason = self.reason if self._is_ours_to_mend and not reason.startswith("ours") and self.reason else reason
        waits = self._rules.mend_waits if self._is_ours_to_mend else self._rules.waits
        self._try_at_s = now_s + waits.after(self._openings, self._jitter())
