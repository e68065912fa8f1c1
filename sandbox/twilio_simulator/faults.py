"""What goes wrong on purpose: scripted, one create after the other, or by chance."""

import random
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What may befall one create and the message it makes."""

    HTTP_429 = "http_429"
    HTTP_500 = "http_500"  # nothing is created
    HTTP_500_AFTER_ACCEPT = "http_500_after_accept"
    HANG_BEFORE_ACCEPT = "hang_before_accept"
    ACCEPT_THEN_HANG = "accept_then_hang"
    ACCEPT_THEN_CLOSE = "accept_then_close"
    ACCEPT_THEN_SILENCE = "accept_then_silence"  # neither an answer nor a report: only its list tells
    UNDELIVERED = "undelivered"
    OPTED_OUT_CALLBACK = "opted_out_callback"  # a STOP that only Twilio saw: accepted, then failed with 21610
    CALLBACK_BEFORE_ANSWER = "callback_before_answer"
    DUPLICATE_CALLBACKS = "duplicate_callbacks"
    REORDERED_CALLBACKS = "reordered_callbacks"
    NO_CALLBACKS = "no_callbacks"


@dataclass(slots=True)
class Faults:
    """The faults to come; may be changed at any time."""

    probabilities: dict[Fault, float] = field(default_factory=dict)
    undelivered_code: int = 30003
    accept_delay_s: float = 0.0  # how long ACCEPT_THEN_HANG takes to create the message
    outage: bool = False  # every request, look-ups too, is answered 503 and nothing is created
    seed: int = 0
    _scripted: deque[Fault | None] = field(default_factory=deque)
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        """Make chance repeatable."""
        self._chance = random.Random(self.seed)  # noqa: S311  # chances of a test, not secrets

    def next(self, *faults: Fault | None) -> None:
        """Line up what happens to the next creates, one each; None lets one pass."""
        self._scripted.extend(faults)

    def draw(self) -> Fault | None:
        """Return what happens to this create."""
        if self._scripted:
            return self._scripted.popleft()
        lot = self._chance.random()
        for fault, probability in self.probabilities.items():
            if lot < probability:
                return fault
            lot -= probability
        return None
