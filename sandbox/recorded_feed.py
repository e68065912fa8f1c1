"""A demonstration's feed that is a recording: polls are played by the clock, or at a word."""

import asyncio
import sys
from collections.abc import Sequence

from sandbox.pipes import let_a_pipe_wait, wait_for_reads
from sandbox.player import Player
from sandbox.stack import Stack
from sandbox.transcript import Transcript

PATIENCE_S = 20.0  # for the first rider: what is played before anybody subscribed reaches nobody
SETTLES_S = 30.0
TAKEN_IN = 3  # polls by the pipeline
NOT_HERE = "This feed is a recording: /alert, /change, /clear and /alerts belong to `make demo` without FEED."


class RecordedFeed:
    """Plays what is left of a recording whose first poll the product has read."""

    help = "  /next                    play the next recorded poll now"
    desk = None

    def __init__(self, player: Player, stack: Stack, transcript: Transcript) -> None:
        self.player = player
        self._stack = stack
        self._transcript = transcript
        self._is_over = asyncio.Event()

    async def run(self) -> None:
        await self._wait_for_rider()
        await self.player.run()
        self._is_over.set()

    async def obey(self, words: Sequence[str]) -> bool:
        match words:
            case ["/next", *_] if self.player.playback.is_over:
                self._transcript.note("The recording is over: there is no next poll.")
            case ["/next", *_]:
                self.player.skip()
                await let_a_pipe_wait(self._stack.feed)
            case ["/alert" | "/change" | "/clear" | "/alerts", *_]:
                self._transcript.note(NOT_HERE)
            case _:
                return False
        return True

    def hear_rider(self) -> None:
        self.player.begun.set()

    async def finish(self) -> None:
        """Wait for the last poll, and until its texts have arrived."""
        self.player.begun.set()
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
                await self.player.begun.wait()
        except TimeoutError:
            self._transcript.note("Nobody has texted yet; the recording goes on.")
