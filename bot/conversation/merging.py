"""How a new wish about a subscription joins the one that is there."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.directory.subject import Subject
from models.rider import Level, Subscription
from models.window import Window

WHOLE_WEEK = Window()


def wished_subscription(
    known: Subscription | None, subject: Subject, wish: tuple[Sequence[Window], Level | None], now: datetime
) -> Subscription:
    """What the rider gets after wishing for `subject` with these windows and this level.

    Hours are added to the hours that are there; without any, it counts always. A direction alone goes with the hours
    that are there. A level that was not said stays.
    """
    windows, level = wish
    said = tuple(_with_direction_id(each, subject) for each in windows)
    if known is None:
        return Subscription(subject.target, subject.label, now, said, level or Level.NORMAL)
    if not said and level is not None:
        # "504 MAJOR" is about how much, not about when.
        said = known.windows
    elif known.windows and said and _says_direction_alone(said):
        said = tuple(
            dict.fromkeys(
                replace(old, heading=new.heading, direction_id=new.direction_id)
                for old in known.windows
                for new in said
            )
        )
    elif said:
        said = tuple(dict.fromkeys((*known.windows, *said)))
    return replace(known, label=subject.label, windows=said, level=level or known.level)


def with_wished(subscriptions: Iterable[Subscription], wished: Sequence[Subscription]) -> tuple[Subscription, ...]:
    """All subscriptions: those changed in their old places, the new ones at the end."""
    new = {each.target: each for each in wished}
    kept = [new.pop(each.target, each) for each in subscriptions]
    return (*kept, *new.values())


def _says_direction_alone(windows: Sequence[Window]) -> bool:
    return all(replace(each, heading=None, direction_id=None) == WHOLE_WEEK for each in windows)


def _with_direction_id(window: Window, subject: Subject) -> Window:
    """The window with GTFS's id of its direction, where static GTFS tells which one goes that way."""
    if window.heading is None:
        return window
    ids = [each.direction_id for each in subject.directions if each.heading is window.heading]
    return replace(window, direction_id=ids[0]) if len(ids) == 1 else window
