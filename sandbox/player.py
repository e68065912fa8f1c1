"""Plays the polls of a recording by the clock, or at a word; it can be held and, where the rules allow it, hurried."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from runtime.clock import utc_now
from sandbox.playback import Playback
from sandbox.poll_changes import PollChanges
from sandbox.recording_words import clock, duration
from sandbox.timeline import LEAST_GAP, MOST_GAP

QUIET = timedelta(seconds=15)


class Player:
    """Plays what is left of a recording; `begun` is for who starts it, `speeds` are those to choose from, if any."""

    def __init__(
        self,
        playback: Playback,
        *,
        title: str,
        zone: str,
        note: Callable[[str], None],
        speeds: Sequence[float] = (),
    ) -> None:
        self.playback = playback
        self.title = title
        self.zone = zone
        self.speeds = tuple(speeds)
        self.moments: Sequence[datetime] = [poll.moment for poll in playback.polls]
        self.is_held = False
        self.begun = asyncio.Event()
        self._say = note
        self._is_wanted = False
        self._stirred = asyncio.Event()
        self._noted_at = utc_now()

    async def run(self) -> None:
        """Play every poll that is left."""
        while not self.playback.is_over:
            self._announce_short_gap()
            is_asked_for = await self._wait_for_next()
            self._note(self.playback.play_next(), is_asked_for=is_asked_for)
        self._say(f"The recording is over: poll {self._place()} stays as it is.")

    def skip(self) -> None:
        """Play the next poll now."""
        self.begun.set()
        self._is_wanted = True
        self._stirred.set()

    def hold(self) -> None:
        """Let the present poll stay as it is."""
        self.is_held = True
        self._stirred.set()

    def go_on(self) -> None:
        """Begin, or play on."""
        self.is_held = False
        self.begun.set()
        self._stirred.set()

    def hurry(self, speed: float) -> None:
        """Play what is left at one of `speeds`.

        Raises:
            ValueError: it is none of them.
        """
        if speed not in self.speeds:
            raise ValueError(speed)
        self.playback.hurry(speed)
        self._stirred.set()

    async def _wait_for_next(self) -> bool:
        """Wait until the next poll is due or wanted; whether it was wanted."""
        while not self._is_wanted:
            self._stirred.clear()
            due_in = max(self.playback.next_at - utc_now(), LEAST_GAP)
            try:
                async with asyncio.timeout(None if self.is_held else due_in.total_seconds()):
                    await self._stirred.wait()
            except TimeoutError:
                return False
        self._is_wanted = False
        return True

    def _announce_short_gap(self) -> None:
        number = self.playback.number
        recorded = self.moments[number + 1] - self.moments[number]
        if recorded / self.playback.speed > MOST_GAP:
            self._say(
                f"[{duration(recorded)} without a recorded poll, shortened to {duration(MOST_GAP)}; /next skips it]"
            )

    def _note(self, changes: PollChanges, *, is_asked_for: bool) -> None:
        # A long silence looks as if something hung.
        if changes or is_asked_for or utc_now() - self._noted_at > QUIET:
            self._noted_at = utc_now()
            recorded_at = clock(self.moments[self.playback.number], self.moments, self.zone)
            self._say(f"[poll {self._place()}, {recorded_at} recorded] {changes}")

    def _place(self) -> str:
        return f"{self.playback.number + 1}/{len(self.moments)}"
