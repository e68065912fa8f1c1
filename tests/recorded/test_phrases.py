"""What riders write and read, on the TTC's own static GTFS, by the command that anybody can run."""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.commands.parse import parse
from models.segments import count_segments

PHRASES = Path(__file__).with_name("phrases.toml")
LEAST = {"english": 50, "french": 40, "sloppy": 40, "hostile": 20}
CLOCK = "@2026-08-05T08:12-04:00"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the table; `before` is what the same rider wrote first."""

    kind: str
    say: str
    command: str
    reply: str
    before: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return (*self.before, self.say)


def phrases() -> list[Phrase]:
    rows = tomllib.loads(PHRASES.read_text(encoding="utf-8"))["phrase"]
    return [
        Phrase(
            row["kind"], row["say"] * row.get("times", 1), row["command"], row["reply"], tuple(row.get("before", ()))
        )
        for row in rows
    ]


ALL = phrases()


@cache
def answers(static: Path) -> Sequence[str]:
    """The reply to each phrase, each from a phone of its own, by one run of the command."""
    lines = [CLOCK]
    for number, phrase in enumerate(ALL):
        lines += [f"+1416555{number:04}: {words}" for words in phrase.lines]
    command = [sys.executable, "-m", "sandbox", "chat", "--json", "--gtfs", str(static)]
    ran = subprocess.run(command, input="\n".join(lines).encode(), capture_output=True, timeout=120, check=True)
    said: dict[str, list[str]] = {}
    for line in ran.stdout.decode().splitlines():
        row = json.loads(line)
        said.setdefault(row["to"], []).append(row["text"] or "")
    assert ran.stderr == b""
    return [said[f"+1416555{number:04}"][-1] for number in range(len(ALL))]


def test_the_table_has_phrases_of_every_kind() -> None:
    counts = Counter(phrase.kind for phrase in ALL)

    assert len(ALL) >= 150
    assert {kind: counts[kind] >= least for kind, least in LEAST.items()} == dict.fromkeys(LEAST, True)


@pytest.mark.parametrize("number", range(len(ALL)), ids=lambda number: f"{ALL[number].kind}: {ALL[number].say[:40]!r}")
def test_a_phrase_is_answered(number: int, real_feeds: Path) -> None:
    phrase = ALL[number]
    reply = answers(real_feeds / "ttc" / "static-pulse-202603")[number]

    assert (type(parse(phrase.say)).__name__, reply) == (phrase.command, phrase.reply)
    assert count_segments(phrase.reply) <= 2
