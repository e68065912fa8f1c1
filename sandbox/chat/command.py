"""`chat`: the conversation alone, in memory: lines of `PHONE: words` in, the bot's texts out."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from runtime.clock import utc_now
from runtime.errors import StartError
from sandbox.chat.line import BadLineError, Clock, Words, read_line
from sandbox.chat.room import Room, Said, open_room

UNREADABLE, INTERRUPTED = 2, 130
OUT = "\N{RIGHTWARDS ARROW}"


def main(argv: Sequence[str]) -> int:
    """Answer line by line until the end of input; the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return _chat(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our texts has left. Python would complain when it flushes the pipe at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _chat(arguments: argparse.Namespace) -> int:
    try:
        room = open_room(arguments.gtfs, arguments.feed, feed_id=arguments.feed_id, now=utc_now())
    except (StartError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    # Texts hold what no terminal's encoding may know.
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream, as Python opens it
    with asyncio.Runner() as runner:
        for line in _lines():
            runner.run(_obey(line, room, as_json=arguments.json))
    return 0


async def _obey(line: str, room: Room, *, as_json: bool) -> None:
    try:
        match read_line(line):
            case None:
                return
            case Clock(moment):
                room.set_clock(moment)
            case Words(phone, words):
                for said in await room.hear(phone, words):
                    _show(said, as_json=as_json)
    except BadLineError as error:
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()


def _show(said: Said, *, as_json: bool) -> None:
    if as_json:
        fields = {
            "to": said.phone,
            "text": said.text,
            "segments": said.segments,
            "effect": said.effect,
            "at": _iso(said.at),
        }
        print(json.dumps(fields, ensure_ascii=False), flush=True)
        return
    text = "(no reply)" if said.text is None else said.text.replace("\r", "").replace("\n", "\\n")
    print(f"{OUT} {said.phone} [{said.segments} seg] {text}", flush=True)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _lines() -> Iterator[str]:
    """Lines as bytes end them: a text may hold any other line separator of Unicode."""
    encoding = "utf-8-sig"  # editors on Windows put a mark before the first line
    while line := sys.stdin.buffer.readline():
        yield line.decode(encoding, errors="replace").rstrip("\r\n")
        encoding = "utf-8"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox chat",
        description="Answers lines of `PHONE: words` from standard input as the bot would, in memory. "
        "A line `@2026-08-03T07:30-04:00` sets the clock.",
        epilog="example: echo '+14165550101: SUBSCRIBE 504' | python -m sandbox chat",
    )
    parser.add_argument("--gtfs", type=Path, metavar="DIR|ZIP", help="the agency's static GTFS; else a small sample")
    parser.add_argument("--feed", type=Path, metavar="FILE", help="a recorded poll: what goes on")
    parser.add_argument("--feed-id", default="ttc", help="the feed's id, and its agency's name where no file says it")
    parser.add_argument("--json", action="store_true", help="one JSON object for each text")
    return parser
