"""A rider's life as an onlooker knows it: what they wrote, and where that has put them for sure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum

# How long before and after a message both states count as possible: clocks of a database and of a phone company.
SLACK_S = 1.0


class Word(Enum):
    """What a rider may write."""

    STOP = "STOP"
    START = "START"
    PAUSE = "PAUSE"
    RESUME = "RESUME"
    SUBSCRIBE = "SUBSCRIBE"
    UNSUBSCRIBE = "UNSUBSCRIBE"
    STATUS = "STATUS"


class Sure(Enum):
    """What an onlooker can say."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a rider wanted, written from `at` until `answered_at`; not `is_done`: perhaps it never was."""

    word: Word
    at: float
    answered_at: float
    route: str = ""
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """One state that a rider may be in."""

    routes: frozenset[str]
    is_stopped: bool = False
    is_paused: bool = False

    def hears_of(self, routes: Collection[str]) -> bool:
        return not self.is_stopped and not self.is_paused and not self.routes.isdisjoint(routes)

    def after(self, act: Act) -> "State":
        if self.is_stopped:
            # Who comes back comes back from a pause, too; nothing else that they write is heard.
            return State(self.routes) if act.word is Word.START else self
        match act.word:
            case Word.STOP:
                return replace(self, is_stopped=True)
            case Word.PAUSE | Word.RESUME:
                return replace(self, is_paused=act.word is Word.PAUSE)
            case Word.SUBSCRIBE:
                return replace(self, routes=self.routes | {act.route})
            case Word.UNSUBSCRIBE:
                return replace(self, routes=self.routes - {act.route})
        return self


@dataclass(slots=True)
class Life:
    """What a rider began with, and all they wrote to their sender, in order."""

    phone: str
    routes: frozenset[str]
    acts: list[Act]
    sender: str = ""

    def hears_of(self, routes: Collection[str], start: float, end: float) -> Sure:
        """Whether they heard of what happens on `routes` all the time from `start` to `end`, or never."""
        found = {
            state.hears_of(routes)
            for since, until, states in self._ages()
            if since <= end and until >= start
            for state in states
        }
        if len(found) > 1:
            return Sure.MAYBE
        return Sure.YES if True in found else Sure.NO

    def wrote(self, start: float, end: float) -> bool:
        """Whether they wrote anything between the two, or may still have been heard in it."""
        return any(act.at - SLACK_S <= end and _until(act) >= start for act in self.acts)

    def stops(self) -> Sequence[tuple[float, float]]:
        """From when to when nothing may be texted: from the answer to a STOP on, until the next START is sent."""
        found: list[tuple[float, float]] = []
        for index, act in enumerate(self.acts):
            if act.word is Word.STOP and act.is_done:
                back = (later.at for later in self.acts[index + 1 :] if later.word is Word.START)
                found.append((act.answered_at, next(back, float("inf"))))
        return found

    def _ages(self) -> Sequence[tuple[float, float, frozenset[State]]]:
        """Since when and until when which states were possible."""
        states = frozenset({State(self.routes)})
        ages: list[tuple[float, float, frozenset[State]]] = []
        since = float("-inf")
        for act in self.acts:
            ages.append((since, act.at - SLACK_S, states))
            after = frozenset(each.after(act) for each in states)
            if act.is_done:
                ages.append((act.at - SLACK_S, act.answered_at + SLACK_S, states | after))
                states = after
            else:
                # Perhaps it was heard, perhaps it will be when the bot catches up.
                states |= after
                ages.append((act.at - SLACK_S, act.answered_at + SLACK_S, states))
            since = act.answered_at + SLACK_S
        return [*ages, (since, float("inf"), states)]


def _until(act: Act) -> float:
    return act.answered_at + SLACK_S if act.is_done else float("inf")
