"""A demonstration's feed that is edited as an agency's staff would; a made-up day can be played on it, too."""

import asyncio
from collections.abc import Sequence

from sandbox.desk import HELP, Desk
from sandbox.phone_page.lines import sample_lines
from sandbox.pipes import let_a_pipe_wait
from sandbox.player import Player
from sandbox.sample_day import sample_day
from sandbox.stack import Stack
from sandbox.transcript import Transcript

FRESH_S = 15  # an untouched feed is stamped anew this often, as a live producer would


class HandMadeFeed:
    """The desk at a stack's board, the day, and the commands for both."""

    help = f"""\
{HELP}
  /day                     play a made-up day of alerts; /next plays its next poll now"""

    def __init__(self, stack: Stack, transcript: Transcript) -> None:
        self._stack = stack
        self.desk = Desk(stack.board, transcript.note, routes=[line.route_id for line in sample_lines()])
        self.player: Player = sample_day(stack.board, zone=stack.watched.zone, note=transcript.note)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._play_days())
            while True:
                await asyncio.sleep(FRESH_S)
                self.desk.board.publish()

    async def obey(self, words: Sequence[str]) -> bool:
        match words:
            case ["/day", *_]:
                self.player.go_on()
                return True
            case ["/next", *_]:
                self.player.skip()
            case _ if not self.desk.obey(words):
                return False
        await let_a_pipe_wait(self._stack.feed)
        return True

    def hear_rider(self) -> None:
        """Nothing here depends on it."""

    async def finish(self) -> None:
        """The lines were all there is."""

    async def _play_days(self) -> None:
        while True:
            await self.player.begun.wait()
            self.player.playback.rewind()
            await self.player.run()
            self.player.begun.clear()
