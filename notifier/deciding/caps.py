"""How many texts a day are enough, and what the last ones say about it."""

from dataclasses import dataclass, replace

from models.composing import MOST_SEGMENTS
from models.delivery import Kind
from models.segments import count_segments
from notifier.deciding.texts import OutboundMessage

# That something is over or was wrong, and what a rider asked for, is told at any time.
COUNTED = frozenset({Kind.FIRST, Kind.UPDATE, Kind.PLANNED})


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
