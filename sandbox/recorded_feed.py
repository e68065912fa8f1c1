"""A demonstration's feed that is a recording: polls are played by the clock, or at a word."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import timedelta

from runtime.clock import utc_now
from sandbox.pipes import let_a_pipe_wait, wait_for_reads
from sandbox.playback import Playback
from sandbox.poll_changes import PollChanges
from sandbox.recording_words import clock, duration
from sandbox.stack import Stack
from sandbox.timeline import LEAST_GAP, MOST_GAP
from sandbox.transcript import Transcript

PATIENCE_S = 20.0  # for the first rider: what is played before anybody subscribed reaches nobody
SETTLES_S = 30.0
TAKEN_IN = 3  # polls by the pipeline
QUIET = timedelta(seconds=15)
NOT_HERE = "This feed is a recording: /alert, /change, /clear and /alerts belong to `make demo` without FEED."


class RecordedFeed:
    """Plays what is left of a recording whose first poll the product has read."""

    help = "  /next                    play the next recorded poll now"

    def __init__(self, playback: Playback, stack: Stack, transcript: Transcript, *, speed: float) -> None:
        self._playback = playback
        self._stack = stack
        self._transcript = transcript
        self._speed = speed
        self._moments = [poll.moment for poll in playback.polls]
        self._has_rider = asyncio.Event()
        self._is_wanted = asyncio.Event()
        self._is_over = asyncio.Event()
        self._noted_at = utc_now()

    async def run(self) -> None:
        await self._wait_for_rider()
        while not self._playback.is_over:
            self._announce_short_gap()
            await self._wait_for_next()
            self._note(self._playback.play_next())
            self._is_wanted.clear()
        self._transcript.note(f"The recording is over: poll {self._place()} stays as it is.")
        self._is_over.set()

    async def obey(self, words: Sequence[str]) -> bool:
        match words:
            case ["/next", *_] if self._playback.is_over:
                self._transcript.note("The recording is over: there is no next poll.")
            case ["/next", *_]:
                self._is_wanted.set()
                self._has_rider.set()
                await let_a_pipe_wait(self._stack.feed)
            case ["/alert" | "/change" | "/clear" | "/alerts", *_]:
                self._transcript.note(NOT_HERE)
            case _:
                return False
        return True

    def hear_rider(self) -> None:
        self._has_rider.set()

    async def finish(self) -> None:
        """Wait for the last poll, and until its texts have arrived."""
        self._has_rider.set()
        await self._is_over.wait()
        await wait_for_reads(self._stack.feed, TAKEN_IN)
        # A feed that is suddenly empty is doubted longest.
        patience_s = SETTLES_S + float(self._stack.watched.env["RULES_EMPTY_S"])
        try:
            await self._stack.watcher.wait_until_settled(timeout_s=patience_s)
        except TimeoutError:
            self._transcript.note(f"Not everything had settled after {patience_s:.0f} s.")

    async def _wait_for_rider(self) -> None:
        # A pipe speaks at once, or never.
        patience_s = PATIENCE_S if sys.stdin.isatty() else None
        try:
            async with asyncio.timeout(patience_s):
                await self._has_rider.wait()
        except TimeoutError:
            self._transcript.note("Nobody has texted yet; the recording goes on.")

    async def _wait_for_next(self) -> None:
        due_in_s = max(self._playback.next_at - utc_now(), LEAST_GAP).total_seconds()
        try:
            async with asyncio.timeout(due_in_s):
                await self._is_wanted.wait()
        except TimeoutError:
            return

    def _announce_short_gap(self) -> None:
        number = self._playback.number
        recorded = self._moments[number + 1] - self._moments[number]
        if recorded / self._speed > MOST_GAP:
            self._transcript.note(
                f"[{duration(recorded)} without a recorded poll, shortened to {duration(MOST_GAP)}; /next skips it]"
            )

    def _note(self, changes: PollChanges) -> None:
        # A long silence looks as if something hung.
        if changes or self._is_wanted.is_set() or utc_now() - self._noted_at > QUIET:
            self._noted_at = utc_now()
            moment = self._moments[self._playback.number]
            recorded_at = clock(moment, self._moments, self._stack.watched.zone)
            self._transcript.note(f"[poll {self._place()}, {recorded_at} recorded] {changes}")

    def _place(self) -> str:
        return f"{self._playback.number + 1}/{len(self._moments)}"
