"""How much is left to do for a sender's riders, by priority."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.delivery import DeliveryState
from models.priority import Priority

WAITING = (DeliveryState.HELD, DeliveryState.RETRY, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class OpenFanout:
    """An event that is being told: since when, and how many candidates were not looked at yet."""

    priority: Priority
    event_at: datetime
    left: int


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of the fan-outs of one priority; without one, nothing is left and nothing is old."""

    riders: int = 0
    oldest: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What a sender has before it: fan-outs, and texts that wait."""

    fanouts: Mapping[Priority, Left]
    texts: Mapping[DeliveryState, int]


def left_by_priority(fanouts: Iterable[OpenFanout], now: datetime) -> dict[Priority, Left]:
    """Every priority, those without a fan-out included."""
    left = dict.fromkeys(Priority, Left())
    for each in fanouts:
        so_far = left[each.priority]
        age = max(so_far.oldest, now - each.event_at)
        left[each.priority] = Left(so_far.riders + each.left, age)
    return left
