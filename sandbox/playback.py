"""A feed server that plays recorded polls, one after the other, as if they were made now."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from google.transit import gtfs_realtime_pb2 as pb

from models.alert import Alert
from pipeline.reading.decode import decode_frame
from runtime.clock import utc_now
from sandbox.feed_server import FeedServer
from sandbox.poll_changes import PollChanges, changes_between
from sandbox.poll_series import PollSeries
from sandbox.retimed import retimed, stamped
from sandbox.timeline import plan

Show = Callable[[Sequence[pb.FeedEntity]], None]
ON_TIME = timedelta(seconds=1)


class Playback:
    """Shows the first poll when it is first asked for, and each later one when it is told to; `number` is from 0."""

    def __init__(
        self,
        series: PollSeries,
        *,
        speed: float,
        now: Callable[[], datetime] = utc_now,
        show: Show = lambda _entities: None,
    ) -> None:
        self.polls = series.polls
        self.number = 0
        self.server = FeedServer(refresh=self._refresh)
        self.speed = speed
        self._now = now
        self._show = show
        self._timeline = plan([poll.moment for poll in series.polls], speed=speed, now=now())
        self._message: pb.FeedMessage | None = None
        self._stamped_before: timedelta | None = None
        self._shown: dict[datetime, datetime] = {}
        self._alerts: tuple[Alert, ...] = ()
        self._beside: tuple[pb.FeedEntity, ...] = ()
        self._is_edited = False

    @property
    def is_over(self) -> bool:
        return self.number == len(self.polls) - 1

    @property
    def next_at(self) -> datetime:
        """When the next poll is due."""
        return self._timeline.played[self.number + 1]

    @property
    def lasts(self) -> timedelta:
        return self._timeline.lasts

    def play_next(self) -> PollChanges:
        """Show the next poll from now on; how it differs from the one before."""
        return self._play(self.number + 1)

    def rewind(self) -> None:
        """Show the first poll again, as if nothing had been played."""
        self._timeline = plan([poll.moment for poll in self.polls], speed=self.speed, now=self._now())
        self._shown, self._alerts = {}, ()
        self._play(0)

    def show_beside(self, entities: Sequence[pb.FeedEntity]) -> None:
        """List these beside each poll from now on: they are no part of the recording, and keep their times."""
        self._beside = tuple(entities)
        self._is_edited = True
        self._note_changes(self._now())

    def hurry(self, speed: float) -> None:
        """Play what is left at that speed."""
        self.speed = speed
        self._timeline = self._timeline.hurried(self.number, speed, self._now())

    def _play(self, number: int) -> PollChanges:
        poll, now = self.polls[number], self._now()
        # What is on time leaves the plan as it is: else every poll would move what lies ahead by a little.
        if abs(now - self._timeline.played[number]) > ON_TIME:
            self._timeline = self._timeline.moved(number, now)
        frame = poll.frame()
        self._message = retimed(frame, self._at)
        # A producer that hung, or whose clock was wrong, does so again.
        self._stamped_before = (poll.moment - frame.stamped_at) / self.speed if frame.stamped_at else None
        self._note_changes(now)
        self._show(self._message.entity)
        before, self._alerts = self._alerts, decode_frame(frame).alerts
        self.number = number
        return changes_between(before, self._alerts)

    def _note_changes(self, now: datetime) -> None:
        if self._message is not None:
            self.server.changes.note((*self._message.entity, *self._beside), now)

    def _at(self, moment: datetime) -> datetime:
        # Once shown, a time stays: a poll that is played early would else move every end, which is news to riders.
        return self._shown.setdefault(moment, self._timeline.at(moment))

    def _refresh(self) -> None:
        """Stamp what is shown with the present time: a live producer's header moves with every answer."""
        if self._message is None:
            self._play(0)
        if self._message is not None:
            message = pb.FeedMessage()
            message.CopyFrom(self._message)
            message.entity.extend(self._beside)
            self.server.body = stamped(message, self._stamp())

    def _stamp(self) -> datetime | None:
        if self._stamped_before is None:
            return None
        # Of a producer that hangs nothing new is believed: who raises alerts here is one that lives.
        return self._now() if self._is_edited else self._now() - self._stamped_before
