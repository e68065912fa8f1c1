"""What is to be said of a feed before it is configured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from models.incident import Why


class Level(IntEnum):
    """How much a finding should worry the operator, the worst last."""

    OK = 0
    NOTE = 1
    WARNING = 2
    PROBLEM = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One plain sentence about one topic, which says what to do; `examples` are what it is about."""

    level: Level
    topic: str
    text: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one examination found: numbers by name, and what they mean."""

    facts: Mapping[str, object] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One text that a default subscriber gets today if there is one, and if all was news at the time of the check."""

    at: datetime
    change: str
    alert_class: str
    incident: str
    routes: tuple[str, ...]
    text: str
    segments: int
    why: Why


@dataclass(frozen=True, slots=True)
class Report:
    """The whole judgement; `is_usable` is false where nobody could be told anything.

    `findings` come worst first; `table` is a `[[feeds]]` table for feeds.toml.
    """

    source: str
    judged_at: datetime
    zone: str
    is_usable: bool
    facts: Mapping[str, object] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    texts: tuple[Told, ...] = ()
    table: str = ""


def share(part: int, whole: int, what: str = "alerts") -> str:
    """`3 of 52 alerts (6 %)`."""
    return f"{part:,} of {whole:,} {what} ({_percent(part, whole)} %)" if whole else f"0 of 0 {what}"


def _percent(part: int, whole: int) -> int:
    """Never 0 for some, nor 100 for nearly all."""
    rounded = round(100 * part / whole)
    return rounded if part in {0, whole} else min(max(rounded, 1), 99)


def plural(count: int, one: str, many: str = "") -> str:
    """`1 alert`, `2 alerts`, `1,200 entities`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
