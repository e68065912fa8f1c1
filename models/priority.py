"""Which texts go first where a sender cannot send all at once."""

from enum import IntEnum

from models.delivery import Kind
from models.event import AlertEvent, Change
from models.incident import AlertClass


class Priority(IntEnum):
    """The lower number goes first; within one, incidents take turns."""

    ANSWER = 0  # what a rider has asked for, outside incidents
    URGENT = 1
    UPDATE = 2
    CLEAR = 3
    CALM = 4  # planned work, elevators and escalators
    INFO = 5


_OF_CLASS = {
    AlertClass.URGENT: Priority.URGENT,
    AlertClass.PLANNED: Priority.CALM,
    AlertClass.ACCESS: Priority.CALM,
    AlertClass.INFO: Priority.INFO,
}


def priority_of(kind: Kind, alert_class: AlertClass) -> Priority:
    """The priority of one text; an update of what is not urgent goes with its class."""
    match kind:
        case Kind.NOTE:
            return Priority.ANSWER
        case Kind.CORRECTION:
            # Who was told something wrong may be on their way because of it.
            return Priority.URGENT
        case Kind.CLEAR:
            return Priority.CLEAR
        case Kind.UPDATE if alert_class is AlertClass.URGENT:
            return Priority.UPDATE
        case _:
            return _OF_CLASS[alert_class]


def priority_of_event(event: AlertEvent) -> Priority:
    """The priority of a fan-out: that of most of its texts."""
    kinds = {Change.UPDATED: Kind.UPDATE, Change.UPCOMING: Kind.PLANNED, Change.CLEARED: Kind.CLEAR}
    return priority_of(kinds.get(event.change, Kind.FIRST), event.alert_class)
