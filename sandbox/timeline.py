"""When a recorded moment takes place while a recording is played: faster, and with gaps kept within bounds."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

LEAST_GAP = timedelta(seconds=1)  # two reads by the pipeline: no poll goes by unseen
MOST_GAP = timedelta(seconds=30)


def gap(before: datetime, after: datetime, speed: float) -> timedelta:
    """How long the later of two polls lets us wait."""
    return min(max((after - before) / speed, LEAST_GAP), MOST_GAP)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The polls' recorded moments, and when each is played; in between, time runs evenly."""

    moments: tuple[datetime, ...]
    played: tuple[datetime, ...]
    speed: float

    def at(self, moment: datetime) -> datetime:
        """When a recorded moment takes place; what is earlier stays earlier."""
        index = bisect_right(self.moments, moment) - 1
        if index < 0:
            return self.played[0] + (moment - self.moments[0]) / self.speed
        since = moment - self.moments[index]
        if index == len(self.moments) - 1:
            return self.played[index] + since / self.speed
        share = since / (self.moments[index + 1] - self.moments[index])
        return self.played[index] + share * (self.played[index + 1] - self.played[index])

    def moved(self, number: int, now: datetime) -> "Timeline":
        """The same where poll `number` is played now, and the later ones at their distance from it."""
        shift = now - self.played[number]
        return replace(self, played=(*self.played[:number], *(each + shift for each in self.played[number:])))

    def hurried(self, number: int, speed: float, now: datetime) -> "Timeline":
        """The same at another speed from poll `number` on, as if that one had been played now."""
        later = plan(self.moments[number:], speed=speed, now=now)
        return Timeline(self.moments, (*self.played[:number], *later.played), speed)

    @property
    def lasts(self) -> timedelta:
        return self.played[-1] - self.played[0]


def plan(moments: Sequence[datetime], *, speed: float, now: datetime) -> Timeline:
    """The timeline of polls of which the first is played now."""
    played = [now]
    for before, after in pairwise(moments):
        played.append(played[-1] + gap(before, after, speed))
    return Timeline(tuple(moments), tuple(played), speed)
