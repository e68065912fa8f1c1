"""How long it takes a sender to reach its riders."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """So many riders, each with a text of one segment."""

    riders: int
    segments_per_second: float

    @property
    def seconds(self) -> float:
        return self.riders / self.segments_per_second

    def __str__(self) -> str:
        minutes = round(self.seconds / 60)
        lasts = "less than a minute" if minutes == 0 else "1 minute" if minutes == 1 else f"{minutes:,} minutes"
        return f"this sender reaches {self.riders:,} riders in {lasts}"
