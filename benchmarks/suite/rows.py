"""What was measured, against what it is held to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median

MOST_OF_OTHERS = 0.15  # the share of the machine's cores that others may use while something is measured


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
    # Others kept the machine busy while a short measurement went on.
    DISTURBED = "disturbed"
    MISSING = "not measured"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Without a `limit` it is only shown; without a `value` it was not measured, and `note` says why.

    `slack` is the share by which the limit may be missed where a time was measured shortly; such a figure is not judged
    if it `is_disturbed`. `facts` are what the figure was worked out from.
    """

    name: str
    value: float | None
    unit: str = ""
    bound: Bound = Bound.AT_LEAST
    limit: float | None = None
    slack: float = 0.0
    note: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    is_disturbed: bool = False

    @property
    def verdict(self) -> Verdict:
        if self.value is None:
            return Verdict.MISSING
        if self.limit is None:
            return Verdict.SHOWN
        if self.slack and self.is_disturbed:
            return Verdict.DISTURBED
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


def judged(rows: Iterable[Row], *, others: float, cores: int) -> list[Row]:
    """The rows, given that others used `others` of the `cores` while they were measured."""
    is_disturbed = others > MOST_OF_OTHERS * cores
    return [replace(each, is_disturbed=is_disturbed) for each in rows]


def _figure(row: Row) -> str:
    if row.value is None:
        return "-"
    digits = f"{row.value:,.0f}" if row.value >= 1000 else f"{row.value:.4g}"
    return f"{digits} {row.unit}".rstrip()
