"""One event on its way to one sender's riders."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.event import AlertEvent, Change
from models.fanout import FanoutState


@dataclass(frozen=True, slots=True)
class Fanout:
    """How far an event has got; `cursor` is the last subscriber id that was looked at, "" before the first."""

    id: str
    sender: str
    event: AlertEvent
    state: FanoutState
    cursor: str
    not_before: datetime
    told: int = 0

    @property
    def is_clear(self) -> bool:
        return self.event.change is Change.CLEARED

    def moved_to(self, cursor: str, told: int) -> "Fanout":
        return replace(self, cursor=cursor, told=self.told + told)

    def swept_from(self, moment: datetime) -> "Fanout":
        """Every candidate was looked at: those who changed meanwhile get a second look from `moment` on."""
        return replace(self, state=FanoutState.SWEEPING, cursor="", not_before=moment)

    def closed(self, state: FanoutState) -> "Fanout":
        return replace(self, state=state)


def fanout_id(event: AlertEvent, sender: str) -> str:
    return f"{event.event_id}@{sender}"


def after_pass(fanout: Fanout, *, unsettled: bool, sweep_after: timedelta, recheck: timedelta, now: datetime) -> Fanout:
    """What follows when the cursor has reached the end.

    A rider who subscribed, or was told, while the pass ran is seen by a sweep some time after the event. A clear
    stays until every notice of its incident has an outcome: who was told after all is owed it.
    """
    due = fanout.event.at + sweep_after
    if unsettled and fanout.is_clear:
        return fanout.swept_from(now + recheck)
    if fanout.state is FanoutState.OPEN or now < due:
        return fanout.swept_from(max(due, now))
    return fanout.closed(FanoutState.DONE)
