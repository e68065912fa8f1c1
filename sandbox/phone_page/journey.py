"""One alert's way from the feed to the riders, as six stops with the times at which it passed them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from models.delivery import REACHED, UNSETTLED, DeliveryState
from models.event import Change


class Stop(StrEnum):
    """Where an alert passes on its way."""

    FEED = "feed"
    INCIDENT = "incident"
    KAFKA = "kafka"
    MATCHED = "matched"
    SENT = "sent"
    DELIVERED = "delivered"


class Passage(StrEnum):
    """Whether an alert has passed a stop."""

    AHEAD = "ahead"
    UNDER_WAY = "under way"
    PASSED = "passed"
    NOBODY = "nobody"  # it ends before: no rider is concerned, or none could be reached


@dataclass(frozen=True, slots=True)
class RiderText:
    """What one rider is told of it."""

    state: DeliveryState
    claimed_at: datetime
    sent_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passing:
    """One stop of the way; `count` of `of` riders, where it is about riders."""

    stop: Stop
    passage: Passage
    at: datetime | None = None
    count: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """One event, and what came of it so far; `texts` by delivery, `looked_at` once every rider was looked at."""

    event_id: str
    incident: str
    change: Change
    title: str
    words: str
    incident_at: datetime
    feed_at: datetime | None = None
    kafka_at: datetime | None = None
    looked_at: datetime | None = None
    texts: Mapping[str, RiderText] = field(default_factory=dict)

    def passings(self) -> tuple[Passing, ...]:
        return (
            Passing(Stop.FEED, Passage.PASSED, self.feed_at),
            Passing(Stop.INCIDENT, Passage.PASSED, self.incident_at),
            Passing(Stop.KAFKA, Passage.PASSED if self.kafka_at or self._is_taken else Passage.AHEAD, self.kafka_at),
            self._matched(),
            self._sent(),
            self._delivered(),
        )

    @property
    def waiting(self) -> Mapping[str, int]:
        """How many texts wait, and how many will not come, by the state that says why."""
        shown = {DeliveryState.HELD, DeliveryState.RETRY, DeliveryState.UNKNOWN, DeliveryState.SKIPPED}
        failed = {DeliveryState.FAILED, DeliveryState.UNDELIVERED}
        return dict(Counter(text.state.value for text in self.texts.values() if text.state in shown | failed))

    @property
    def _is_taken(self) -> bool:
        return bool(self.texts) or self.looked_at is not None

    def _matched(self) -> Passing:
        if not self.texts:
            passage = Passage.NOBODY if self.looked_at else Passage.AHEAD
            return Passing(Stop.MATCHED, passage, self.looked_at, 0 if self.looked_at else None)
        passage = Passage.PASSED if self.looked_at else Passage.UNDER_WAY
        last = max(text.claimed_at for text in self.texts.values())
        return Passing(Stop.MATCHED, passage, last, len(self.texts))

    def _sent(self) -> Passing:
        times = [text.sent_at for text in self.texts.values() if text.sent_at]
        wanted = sum(text.state in UNSETTLED or text.sent_at is not None for text in self.texts.values())
        return self._of_riders(Stop.SENT, times, wanted)

    def _delivered(self) -> Passing:
        times = [text.delivered_at for text in self.texts.values() if text.delivered_at]
        wanted = sum(text.state in UNSETTLED | REACHED for text in self.texts.values())
        return self._of_riders(Stop.DELIVERED, times, wanted)

    def _of_riders(self, stop: Stop, times: list[datetime], wanted: int) -> Passing:
        if not wanted:
            return Passing(stop, Passage.NOBODY if self.looked_at else Passage.AHEAD)
        if not times:
            return Passing(stop, Passage.AHEAD, None, 0, wanted)
        is_whole = len(times) >= wanted and self.looked_at is not None
        return Passing(stop, Passage.PASSED if is_whole else Passage.UNDER_WAY, max(times), len(times), wanted)
