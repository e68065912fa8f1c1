"""How many texts a day are enough, and what the last ones say about it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.composing import MOST_SEGMENTS
from models.delivery import Kind
from models.rider import Rider
from models.segments import count_segments
from notifier.standing import Standing
from notifier.texts import OutboundMessage

_FREE = frozenset({Kind.CLEAR, Kind.NOTE})


@dataclass(frozen=True, slots=True)
class Caps:
    """Texts a day to one rider: of any kind, and with urgent ones."""

    daily: int = 8
    urgent: int = 12

    def allow(self, number: int, *, is_urgent: bool) -> bool:
        return number <= (self.urgent if is_urgent else self.daily)

    def ending(self, number: int) -> str | None:
        """The name of what a text of that number adds, in the wording; None for most."""
        if number == self.urgent:
            return "cap.last"
        return "cap.urgent_only" if number == self.daily else None


def counted(texts: Sequence[OutboundMessage], standings: Mapping[str, Standing]) -> list[OutboundMessage]:
    """Those that the caps are about: that something is over, and what a rider asked for, is told at any time.

    Of an incident that is gone nobody knows the agency's day; its texts are not sent.
    """
    return [each for each in texts if each.kind not in _FREE and each.incident in standings]


def days_of(texts: Sequence[OutboundMessage], standings: Mapping[str, Standing], now: datetime) -> dict[str, list[str]]:
    """The agency's date (ISO) of each counted text, by subscriber."""
    days = defaultdict(list)
    for text in counted(texts, standings):
        days[text.subscriber].append(standings[text.incident].date_of(now).isoformat())
    return dict(days)


def numbers(counted_texts: Sequence[OutboundMessage], riders: Mapping[str, Rider]) -> dict[str, int]:
    """Which of its rider's day each text is, by delivery; the riders' count has all of them in it already."""
    left = {each.id: each.texts_today for each in riders.values()}
    found = {}
    for text in reversed(counted_texts):
        if text.subscriber in left:
            found[text.delivery] = left[text.subscriber]
            left[text.subscriber] -= 1
    return found


def with_ending(text: OutboundMessage, words: str) -> OutboundMessage:
    """The text with a sentence behind it, for which the text is shortened where both do not fit."""
    if text.body.endswith(words):
        # An earlier attempt has added them.
        return text
    said = text.body.split(" ")
    body = f"{text.body} {words}"
    while count_segments(body) > MOST_SEGMENTS and len(said) > 1:
        said.pop()
        body = f"{' '.join(said).rstrip(' ,;:-.')}... {words}"
    return replace(text, body=body, segments=count_segments(body))
