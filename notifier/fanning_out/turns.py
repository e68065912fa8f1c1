"""Whose turn it is where a sender cannot serve all at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

HEAD_START = 50  # texts for whoever comes new: a small incident is told before the next round of a huge one


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that has texts to send, and how urgent they are (the lower number first)."""

    key: str
    priority: int


class Turns:
    """The most urgent goes first; among those equally urgent, whoever was served least."""

    def __init__(self) -> None:
        self._served: Counter[str] = Counter()

    def next(self, waiting: Sequence[Waiting]) -> Waiting | None:
        """Whose turn it is; None where nobody waits."""
        if not waiting:
            return None
        # Who has nothing to do now comes back as somebody new.
        self._served = Counter({each.key: self._served[each.key] for each in waiting if each.key in self._served})
        most_urgent = min(each.priority for each in waiting)
        peers = [each for each in waiting if each.priority == most_urgent]
        self._welcome(peers)
        return min(peers, key=lambda each: self._served[each.key])

    def served(self, key: str, texts: int) -> None:
        """Note what a turn came to; one without a text is a turn, too."""
        self._served[key] += max(texts, 1)

    def _welcome(self, peers: Sequence[Waiting]) -> None:
        """Let who is new begin a little behind the others, not at nothing: those have waited, too."""
        known = [self._served[each.key] for each in peers if each.key in self._served]
        start = max(0, min(known, default=0) - HEAD_START)
        for each in peers:
            self._served.setdefault(each.key, start)
