"""A test text: its words, and what is said about where it stands."""

from dataclasses import dataclass

from models.composing import MOST_SEGMENTS
from models.delivery import REACHED, UNSETTLED, DeliveryState
from models.segments import count_segments, thrifty

WORDS = "This is a test of text alerts. You need not answer."


class TooLongError(Exception):
    """The text takes more segments than one may have."""


@dataclass(frozen=True, slots=True)
class Stands:
    """Where the text stands, as its row says."""

    state: DeliveryState
    reason: str | None = None
    error_code: int | None = None
    sid: str | None = None

    @property
    def is_settled(self) -> bool:
        """Whether Twilio has it, or never will."""
        return self.state not in UNSETTLED

    @property
    def has_gone(self) -> bool:
        return self.state in REACHED

    @property
    def is_final(self) -> bool:
        """Whether nothing is to be expected any more."""
        return self.is_settled and self.state not in {DeliveryState.ACCEPTED, DeliveryState.SENT}


def parse_words(text: str) -> str:
    """The words as they are sent.

    Raises:
        TooLongError: the message says by how much.
    """
    words = thrifty(" ".join(text.split()))
    segments = count_segments(words)
    if segments > MOST_SEGMENTS:
        raise TooLongError(f"it takes {segments} segments, {MOST_SEGMENTS} are the most: write less")
    return words


def said(stands: Stands, after_s: float) -> str:
    """One line about where the text stands."""
    if stands.sid:
        code = f", error {stands.error_code}" if stands.error_code is not None else ""
        return f"{stands.state} after {after_s:.1f} s: {stands.sid}{code}"
    why = str(stands.error_code) if stands.error_code is not None else stands.reason
    return f"{stands.state} after {after_s:.1f} s" + (f": {why}" if why else "")
