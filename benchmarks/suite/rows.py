"""What was measured, against what it is held to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median


class Bound(StrEnum):
    """On which side of its limit a figure has to be."""

    AT_LEAST = ">="
    AT_MOST = "<="


class Verdict(StrEnum):
    """What a figure says about its limit."""

    HOLDS = "holds"
    BROKEN = "does not hold"
    # It was measured, but on a size, or a machine, that proves nothing.
    SHOWN = "shown"
    MISSING = "not measured"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Without a `limit` it is only shown; without a `value` it was not measured, and `note` says why.

    `slack` is the share by which the limit may be missed where the measurement is short and the machine noisy.
    `facts` are what the figure was worked out from.
    """

    name: str
    value: float | None
    unit: str = ""
    bound: Bound = Bound.AT_LEAST
    limit: float | None = None
    slack: float = 0.0
    note: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        if self.value is None:
            return Verdict.MISSING
        if self.limit is None:
            return Verdict.SHOWN
        if self.bound is Bound.AT_LEAST:
            holds = self.value >= self.limit * (1 - self.slack)
        else:
            holds = self.value <= self.limit * (1 + self.slack)
        return Verdict.HOLDS if holds else Verdict.BROKEN

    @property
    def asked(self) -> str:
        """The limit in words; "" for none."""
        if self.limit is None:
            return ""
        slack = f" (within {self.slack:.0%})" if self.slack else ""
        return f"{self.bound} {self.limit:g}{slack}"


def ratio_of_medians(of: Sequence[float], to: Sequence[float]) -> float:
    """How many times `to` goes into `of`, each by its median: one disturbed round of several counts for nothing."""
    return round(median(of) / median(to), 3)


def share(values: Sequence[float], part: float) -> float:
    """The value that `part` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


def table(rows: Sequence[Row]) -> str:
    """The rows as a page for a terminal."""
    lines = [(row.name, _figure(row), row.asked, row.verdict.value, row.note) for row in rows]
    widths = [max(len(each[column]) for each in lines) for column in range(4)]
    return "\n".join(
        f"{name:<{widths[0]}}  {figure:>{widths[1]}}  {asked:<{widths[2]}}  {verdict:<{widths[3]}}  {note}".rstrip()
        for name, figure, asked, verdict, note in lines
    )


def _figure(row: Row) -> str:
    return (
        "-"
        if row.value is None
        else f"{row.value:,.4g} {row.unit}".strip()
        if row.value < 1000
        else f"{row.value:,.0f} {row.unit}".strip()
    )
