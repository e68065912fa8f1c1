"""How a demonstration looks on the terminal: one line for each text, each step, each thing that starts."""

import sys
import time
from collections.abc import Mapping

from sandbox.twilio_simulator.phones import Text


class Transcript:
    """Prints what happens, each line with the seconds since the beginning."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)
        self._begun = time.monotonic()

    def progress(self, step: str) -> None:
        """What is being started: on standard error, because it is no part of the conversation."""
        print(f"{self._now()}  ... {step}", file=sys.stderr, flush=True)

    def said(self, phone: str, words: str) -> None:
        self._line(f"{self._name(phone)} → {words}")

    def heard(self, phone: str, text: Text) -> None:
        body = text.body.replace("\n", "\\n")
        self._line(f"{self._name(phone)} ← [{text.segments} seg] {body}")

    def step(self, verdict: str, number: int, name: str, remark: str) -> None:
        self._line(f"{verdict:<4} {number:02d} {name}  {remark}")

    def note(self, words: str) -> None:
        self._line(words)

    def _line(self, words: str) -> None:
        print(f"{self._now()}  {words}", flush=True)

    def _now(self) -> str:
        return f"{time.monotonic() - self._begun:8.3f}"

    def _name(self, phone: str) -> str:
        return self.names.get(phone, phone)
