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
    """The most urgent goes first; among those equally urgent, who has little left, then whoever was served least."""

    def __init__(self) -> None:
        self._served: Counter[str] = Counter()
        self._nearly_done: set[str] = set()

    def next(self, waiting: Sequence[Waiting]) -> Waiting | None:
        """Whose turn it is; None where nobody waits."""
        if not waiting:
            return None
        # Who has nothing to do now comes back as somebody new.
        self._served = Counter({each.key: self._served[each.key] for each in waiting if each.key in self._served})
        most_urgent = min(each.priority for each in waiting)
        peers = [each for each in waiting if each.priority == most_urgent]
        self._welcome(peers)
        chosen = min(peers, key=lambda each: (each.key not in self._nearly_done, self._served[each.key]))
        self._nearly_done = {each.key for each in waiting if each.key in self._nearly_done} - {chosen.key}
        return chosen

    def served(self, key: str, texts: int) -> None:
        """Note what a turn came to; one without a text is a turn, too."""
        self._served[key] += max(texts, 1)

    def hurry(self, key: str) -> None:
        """Let who has little left finish: ten riders wait for nobody's thousands, however slow the sender is."""
        self._nearly_done.add(key)

    def _welcome(self, peers: Sequence[Waiting]) -> None:
        """Let who is new begin a little behind the others, not at nothing: those have waited, too."""
        known = [self._served[each.key] for each in peers if each.key in self._served]
        start = max(0, min(known, default=0) - HEAD_START)
        for each in peers:
            if each.key not in self._served:
                self._served[each.key] = start
                # Nobody knows yet how much it is: its first turn shows that.
                self.hurry(each.key)
