"""A demonstration's feed that is edited as an agency's staff would; a made-up day can be played on it, too."""

import asyncio
from collections.abc import Sequence

from sandbox.desk import Desk
from sandbox.pipes import let_a_pipe_wait
from sandbox.player import Player
from sandbox.sample_day import sample_day
from sandbox.stack import Stack
from sandbox.transcript import Transcript

FRESH_S = 15  # an untouched feed is stamped anew this often, as a live producer would


class HandMadeFeed:
    """The desk at a stack's board, the day, and the commands for both."""

    help = """\
  /alert 504 No service Broadview to Parliament, collision
                           put an alert on the feed; several routes: /alert 504,501 ...
  /change 80001 Detour via Queen St
                           change an alert's text
  /clear 80001             take an alert off the feed
  /alerts                  list the alerts that you raised
  /day                     play a made-up day of alerts; /next plays its next poll now"""

    def __init__(self, stack: Stack, transcript: Transcript) -> None:
        self._stack = stack
        self._transcript = transcript
        self.desk = Desk(stack.board, transcript.note)
        self.player: Player = sample_day(stack.board, zone=stack.watched.zone, note=transcript.note)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._play_days())
            while True:
                await asyncio.sleep(FRESH_S)
                self.desk.board.publish()

    async def obey(self, words: Sequence[str]) -> bool:
        match words:
            case ["/alerts", *_]:
                for alert, text in self.desk.board.alerts.items():
                    self._transcript.note(f"{alert}: {text}")
            case ["/alert", routes, text]:
                self.desk.raise_alert(routes.split(","), text)
                await let_a_pipe_wait(self._stack.feed)
            case ["/change" | "/clear" as action, alert, *text]:
                self._edit(action, alert, text)
                await let_a_pipe_wait(self._stack.feed)
            case ["/day", *_]:
                self.player.go_on()
            case ["/next", *_]:
                self.player.skip()
                await let_a_pipe_wait(self._stack.feed)
            case _:
                return False
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

    def _edit(self, action: str, alert: str, text: list[str]) -> None:
        try:
            if action == "/clear":
                self.desk.clear(alert)
            elif text:
                self.desk.change(alert, text[0])
            else:
                self._transcript.note("Say the new text, too: /change 80001 Detour via Queen St")
        except KeyError:
            self._transcript.note(f"There is no alert {alert}: /alerts lists them")
