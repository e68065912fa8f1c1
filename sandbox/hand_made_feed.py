"""A demonstration's feed that is edited at the terminal, as an agency's staff would."""

import asyncio
from collections.abc import Sequence

from sandbox.pipes import let_a_pipe_wait
from sandbox.stack import Stack
from sandbox.transcript import Transcript

FRESH_S = 15  # an untouched feed is stamped anew this often, as a live producer would


class HandMadeFeed:
    """The board of a stack, and the commands that change it."""

    help = """\
  /alert 504 No service Broadview to Parliament, collision
                           put an alert on the feed; several routes: /alert 504,501 ...
  /change 80001 Detour via Queen St
                           change an alert's text
  /clear 80001             take an alert off the feed
  /alerts                  list the alerts that you raised"""

    def __init__(self, stack: Stack, transcript: Transcript) -> None:
        self._stack = stack
        self._transcript = transcript

    async def run(self) -> None:
        while True:
            await asyncio.sleep(FRESH_S)
            self._stack.board.publish()

    async def obey(self, words: Sequence[str]) -> bool:
        board = self._stack.board
        match words:
            case ["/alerts", *_]:
                for alert, text in board.alerts.items():
                    self._transcript.note(f"{alert}: {text}")
            case ["/alert", routes, text]:
                self._transcript.note(f"feed + {board.raise_alert(routes.split(','), text)}: {text}")
                await let_a_pipe_wait(self._stack.feed)
            case ["/change" | "/clear" as action, alert, *text]:
                self._edit(action, alert, text)
                await let_a_pipe_wait(self._stack.feed)
            case _:
                return False
        return True

    def hear_rider(self) -> None:
        """Nothing here depends on it."""

    async def finish(self) -> None:
        """The lines were all there is."""

    def _edit(self, action: str, alert: str, text: list[str]) -> None:
        try:
            if action == "/clear":
                self._stack.board.clear(alert)
                self._transcript.note(f"feed - {alert}")
            elif text:
                self._stack.board.change(alert, text[0])
                self._transcript.note(f"feed ~ {alert}: {text[0]}")
            else:
                self._transcript.note("Say the new text, too: /change 80001 Detour via Queen St")
        except KeyError:
            self._transcript.note(f"There is no alert {alert}: /alerts lists them")
