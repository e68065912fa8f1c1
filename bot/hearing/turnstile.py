"""How many messages of one number are answered in a minute: so many, then one notice, then silence."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from enum import Enum

MINUTE_S = 60.0
MOST_NUMBERS = 10_000


class Turn(Enum):
    """What one message may do."""

    PASSES = 1
    NOTICE = 2  # is told that it was one too many
    SILENCE = 3


@dataclass(slots=True)
class _Number:
    """A number's messages of the last minute that passed, and the one that was told."""

    passed: deque[tuple[float, str]] = field(default_factory=deque)
    noticed: tuple[float, str] | None = None

    def forget(self, before_s: float) -> None:
        while self.passed and self.passed[0][0] <= before_s:
            self.passed.popleft()
        if self.noticed and self.noticed[0] <= before_s:
            self.noticed = None


class Turnstile:
    """Counts in this process's memory, for the numbers heard last and never for more than `most_numbers`.

    Several bots count each for itself, and a restart begins anew: then more may pass, never fewer.
    """

    def __init__(self, *, per_minute: int, most_numbers: int = MOST_NUMBERS) -> None:
        self._per_minute = per_minute
        self._most_numbers = most_numbers
        self._numbers: OrderedDict[str, _Number] = OrderedDict()

    def turn(self, phone: str, sid: str, *, now_s: float) -> Turn:
        """What message `sid` may do; a repeated webhook gets the same answer and does not count again."""
        number = self._number(phone)
        number.forget(now_s - MINUTE_S)
        if any(sid == each for _, each in number.passed):
            return Turn.PASSES
        if len(number.passed) < self._per_minute:
            number.passed.append((now_s, sid))
            return Turn.PASSES
        if number.noticed is None:
            number.noticed = (now_s, sid)
        return Turn.NOTICE if number.noticed[1] == sid else Turn.SILENCE

    def __len__(self) -> int:
        return len(self._numbers)

    def _number(self, phone: str) -> _Number:
        number = self._numbers.setdefault(phone, _Number())
        self._numbers.move_to_end(phone)
        if len(self._numbers) > self._most_numbers:
            self._numbers.popitem(last=False)
        return number
