"""A demonstration's feed that is a recording: polls are played by the clock, or at a word, and alerts raised beside."""

import asyncio
import sys
from collections.abc import Sequence

from sandbox.alert_board import AlertBoard
from sandbox.desk import HELP, Desk
from sandbox.feed_server import FeedServer
from sandbox.pipes import let_a_pipe_wait, wait_for_reads
from sandbox.player import Player
from sandbox.stack import Stack
from sandbox.transcript import Transcript

PATIENCE_S = 20.0  # for the first rider: what is played before anybody subscribed reaches nobody
SETTLES_S = 30.0
TAKEN_IN = 3  # polls by the pipeline


class RecordedFeed:
    """Plays what is left of a recording whose first poll the product has read; who likes raises alerts beside it."""

    help = f"""\
  /next                    play the next recorded poll now
{HELP}"""
    desk = None  # the page's own desk draws the routes of the sample

    def __init__(self, player: Player, stack: Stack, transcript: Transcript) -> None:
        self.player = player
        self._stack = stack
        self._transcript = transcript
        self._is_over = asyncio.Event()
        # Nobody reads this board's server: what is raised goes out with the recording.
        self._beside = Desk(AlertBoard(FeedServer(), standing=()), transcript.note)

    async def run(self) -> None:
        await self._wait_for_rider()
        await self.player.run()
        self._is_over.set()

    async def obey(self, words: Sequence[str]) -> bool:
        match words:
            case ["/next", *_] if self.player.playback.is_over:
                self._transcript.note("The recording is over: there is no next poll.")
                return True
            case ["/next", *_]:
                self.player.skip()
            case _ if self._beside.obey(words):
                self.player.playback.show_beside(self._beside.board.listed)
            case _:
                return False
        await let_a_pipe_wait(self._stack.feed)
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
