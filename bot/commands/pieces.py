"""The parts of "weekdays 7-9am westbound", before they are put together."""

from dataclasses import dataclass

from models.route import Heading


@dataclass(frozen=True, slots=True)
class Days:
    """Some days of the week, 0 (Monday) to 6."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Spans in minutes after midnight; `days` are those that the words imply ("rush hour"), if none are said."""

    spans: tuple[tuple[int, int], ...]
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """Which way the rider goes; None is both."""

    heading: Heading | None


Piece = Days | Hours | Way
