"""How many texts a day are enough, and what the last ones say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.composing import MOST_SEGMENTS
from models.delivery import Kind
from models.rider import Rider
from models.segments import count_segments
from notifier.texts import OutboundMessage, Place

_FREE = frozenset({Kind.CLEAR, Kind.CORRECTION, Kind.NOTE})


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


class Tally:
    """How many texts each rider has got on their latest day, while a batch is looked at."""

    def __init__(self, riders: Mapping[str, Rider]) -> None:
        self._latest = {each.id: Place(each.texts_today, each.counted_day) for each in riders.values()}

    def following(self, subscriber: str, day: str) -> Place:
        """The place of the rider's next text.

        Where agencies differ in their date, the later one holds: a day that has begun does not begin again.
        """
        latest = self._latest[subscriber]
        return Place(1, day) if day > latest.day else Place(latest.number + 1, latest.day)

    def take(self, subscriber: str, place: Place) -> None:
        self._latest[subscriber] = place


def counts(kind: Kind) -> bool:
    """Whether the caps are about it: an end, a correction and what a rider asked for are told at any time."""
    return kind not in _FREE


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
