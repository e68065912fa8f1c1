"""One event on its way to one sender's riders."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.event import AlertEvent, Change
from models.fanout import FanoutState
from models.incident import AlertClass
from notifier.deciding.correction import Correction


@dataclass(frozen=True, slots=True)
class Fanout:
    """How far an event has got; `cursor` is the last subscriber id that was looked at, "" before the first.

    It began at the id `begun_at`, where its predecessor had got to, and `is_wrapped` once it goes round from the first
    to there. With a `correction` that is what is told, not the event. `saw_unsettled` says that this pass met a notice
    without an outcome: its rider may be owed more later. `not_reached` candidates were left when its texts were of use
    no more; None while they are. `answered` is how often it had been asked to sweep again when this pass began.
    `trace` is the span that it goes on with.
    """

    id: str
    sender: str
    event: AlertEvent
    state: FanoutState
    cursor: str
    not_before: datetime
    told: int = 0
    saw_unsettled: bool = False
    correction: Correction | None = None
    not_reached: int | None = None
    begun_at: str = ""
    is_wrapped: bool = False
    answered: int = 0
    trace: str | None = None

    @property
    def is_of_the_told(self) -> bool:
        """Whether it is for those who were told of the incident, not for those who subscribe."""
        return self.event.change is Change.CLEARED or self.correction is not None

    @property
    def awaits_clears_below(self) -> int:
        """A clear of a lower revision than this that has no outcome leaves open what is owed; 0 where none does."""
        return self.event.revision if self.event.change is Change.CLEARED and self.correction is None else 0

    @property
    def is_at_start(self) -> bool:
        return not self.cursor

    @property
    def spans(self) -> tuple[tuple[str, str | None], ...]:
        """The ids that are left, as spans from behind the first to the last; None is the end of all."""
        if self.is_wrapped:
            return ((self.cursor, self.begun_at),)
        return ((self.cursor, None), ("", self.begun_at)) if self.begun_at else ((self.cursor, None),)

    def moved_to(self, cursor: str, *, told: int, saw_unsettled: bool) -> "Fanout":
        """One page further; what the pass saw before stays seen."""
        return replace(self, cursor=cursor, told=self.told + told, saw_unsettled=self.saw_unsettled or saw_unsettled)

    def swept_from(self, moment: datetime) -> "Fanout":
        """Every candidate was looked at: those who changed meanwhile get a second look from `moment` on."""
        return replace(
            self,
            state=FanoutState.SWEEPING,
            cursor="",
            not_before=moment,
            saw_unsettled=False,
            begun_at="",
            is_wrapped=False,
        )

    def put_off(self, moment: datetime) -> "Fanout":
        return replace(self, not_before=moment)

    def closed(self, state: FanoutState) -> "Fanout":
        return replace(self, state=state)


def starts_at(event: AlertEvent, *, access_waits: timedelta) -> datetime:
    """When an event is told: of elevators a little later, for several of a station often fail or come back together."""
    return event.at + access_waits if event.alert_class is AlertClass.ACCESS else event.at


def fanout_id(event: AlertEvent, sender: str) -> str:
    return f"{event.event_id}@{sender}"


def after_pass(fanout: Fanout, *, sweep_after: timedelta, recheck: timedelta, now: datetime) -> Fanout:
    """What follows when the cursor has reached the end of a span.

    Who began where a predecessor had got to goes round: else a slow sender would tell the first riders again and
    again, and never the last.
    A rider who subscribed, or was told, while the pass ran is seen by a sweep some time after the event. A
    clear or a correction stays until a whole pass has met no notice without an outcome: who was told after all is
    owed it.
    """
    if fanout.begun_at and not fanout.is_wrapped:
        return replace(fanout, cursor="", is_wrapped=True)
    due = fanout.event.at + sweep_after
    if fanout.saw_unsettled and fanout.is_of_the_told:
        return fanout.swept_from(now + recheck)
    if fanout.state is FanoutState.OPEN or now < due:
        return fanout.swept_from(max(due, now))
    return fanout.closed(FanoutState.DONE)
