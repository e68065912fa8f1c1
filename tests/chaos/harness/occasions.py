"""What happened on the board, and when, as the agency knows it: every occasion for a text."""

from dataclasses import dataclass, field

NEVER = float("inf")


@dataclass(slots=True)
class Occasion:
    """One thing that riders of `routes` are to be told: what `place` names, or that it is over.

    It was put on the board at `at`, and the pipeline had taken it in at `known_at`. From `over_at` on it is no news any
    more, as the next occasion of its incident has begun. One that `is_hurried` was over before it could be told to all.
    """

    incident: int
    number: int
    place: str
    routes: frozenset[str]
    at: float
    is_clear: bool = False
    is_again: bool = False
    is_hurried: bool = False
    known_at: float = NEVER
    over_at: float = NEVER

    @property
    def name(self) -> str:
        what = "clear of " if self.is_clear else ""
        return f"{self.incident}.{self.number} {what}{self.place} on {', '.join(sorted(self.routes))}"


@dataclass(slots=True)
class Chronicle:
    """All occasions so far, in order, by incident; and which place names which of them."""

    by_incident: dict[int, list[Occasion]] = field(default_factory=dict)
    notices: dict[str, Occasion] = field(default_factory=dict)
    clears: dict[str, Occasion] = field(default_factory=dict)
    latest_at: float = 0.0

    def add(self, occasion: Occasion) -> Occasion:
        told = self.by_incident.setdefault(occasion.incident, [])
        if told:
            told[-1].over_at = occasion.at
        told.append(occasion)
        self.latest_at = occasion.at
        (self.clears if occasion.is_clear else self.notices)[occasion.place] = occasion
        return occasion

    def all(self) -> list[Occasion]:
        return [each for some in self.by_incident.values() for each in some]

    def before(self, occasion: Occasion) -> list[Occasion]:
        """The earlier occasions of the same incident, the latest last."""
        return self.by_incident[occasion.incident][: occasion.number]

    def began_at(self, incident: int) -> float:
        return self.by_incident[incident][0].at
