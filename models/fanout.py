"""How far an event has got on its way to one sender's riders."""

from enum import StrEnum


class FanoutState(StrEnum):
    """How far a fan-out is."""

    OPEN = "open"
    SWEEPING = "sweeping"  # every candidate was looked at once; those who changed meanwhile are owed a second look
    DONE = "done"
    SUPERSEDED = "superseded"


UNDER_WAY = frozenset({FanoutState.OPEN, FanoutState.SWEEPING})
