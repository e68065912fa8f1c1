"""What a subscription's target stands for: feed, kind and name in one key."""

from enum import StrEnum

_ESCALATORS, _ELEVATORS = "/escalators", "/elevators"


class TargetKind(StrEnum):
    """What riders can hear about."""

    ROUTE = "route"
    STATION = "station"
    STOP = "stop"
    ELEVATORS = "elevators"
    ESCALATORS = "escalators"
    MODE = "mode"
    AGENCY = "agency"


# What access alerts are for.
DEVICES = frozenset({TargetKind.ELEVATORS, TargetKind.ESCALATORS})


def agency_target(feed: str) -> str:
    """The key of those who want to hear about everything that runs."""
    return f"{feed}/agency"


def mode_target(feed: str, route_type: int) -> str:
    """The key of those who want to hear about one GTFS route_type: the whole subway."""
    return f"{feed}/mode/{route_type}"


def feed_of(target: str) -> str:
    return target.partition("/")[0]


def kind_of(target: str) -> TargetKind:
    """What the target stands for.

    >>> kind_of("ttc/station/wilson/elevators")
    <TargetKind.ELEVATORS: 'elevators'>
    """
    kind = target.split("/", 2)[1]
    if kind in {TargetKind.STATION, TargetKind.STOP}:
        if target.endswith(_ELEVATORS):
            return TargetKind.ELEVATORS
        if target.endswith(_ESCALATORS):
            return TargetKind.ESCALATORS
    return TargetKind(kind)
