"""The terminal as a rider's phone: lines go to the bot, texts come back, slash commands are about the feed."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Protocol

from sandbox.desk import Desk
from sandbox.player import Player
from sandbox.stack import Stack, StackError
from sandbox.transcript import Transcript

RIDERS = {"A": "+14165550101", "B": "+14165550102", "C": "+14165550103"}
SHOWN_S = 0.05  # an answer is shown before the next line is read
HELP = """\
  SUBSCRIBE 504            text the bot (you are rider A; try LIST, STATUS, STOP, START, COMMANDS)
  B: SUBSCRIBE 501         text as another rider (A, B or C)"""
HELP_AT_LAST = """\
  /routes                  list the routes with open alerts
  /help                    this page
  /quit                    end (or Ctrl-C, or end of input)"""


class DemoFeed(Protocol):
    """What goes on behind the feed of a demonstration, and what may be typed about it."""

    help: str

    @property
    def desk(self) -> Desk | None:
        """Where its alerts are raised and changed; None where nobody here can."""
        ...

    @property
    def player(self) -> Player | None:
        """What plays a recording on it; None where none is played."""
        ...

    async def run(self) -> None:
        """Keep the feed going; may return before the conversation ends."""
        ...

    async def obey(self, words: Sequence[str]) -> bool:
        """Do what a slash command says; False where it is not understood."""
        ...

    def hear_rider(self) -> None:
        """A rider's text was answered."""
        ...

    async def finish(self) -> None:
        """Wait for what still belongs to the conversation when a pipe has said all it has to say."""
        ...


async def converse(stack: Stack, feed: DemoFeed, transcript: Transcript) -> None:
    """Do what the lines of standard input say, until they end or one of them says so."""
    async with asyncio.TaskGroup() as group:
        watchers = [group.create_task(_show_texts(stack, phone, transcript)) for phone in RIDERS.values()]
        watchers.append(group.create_task(feed.run()))
        watchers.append(group.create_task(_watch_processes(stack)))
        async for line in _lines():
            if not await _obey(line, stack, feed, transcript):
                break
        else:
            if not sys.stdin.isatty():
                await feed.finish()
        for watcher in watchers:
            watcher.cancel()


async def _obey(line: str, stack: Stack, feed: DemoFeed, transcript: Transcript) -> bool:
    """Do what one line says; False ends the demo."""
    match line.split(maxsplit=2):
        case []:
            return True
        case ["/quit" | "/exit", *_]:
            return False
        case ["/help", *_]:
            print("\n".join(each for each in (HELP, feed.help, HELP_AT_LAST) if each), flush=True)
        case ["/routes", *_]:
            await _list_routes(stack, transcript)
        case [word, *_] as words if word.startswith("/"):
            if not await feed.obey(words):
                transcript.note("Not understood: type /help")
        case _:
            await _say_line(line, stack, transcript)
            feed.hear_rider()
    return True


async def _list_routes(stack: Stack, transcript: Transcript) -> None:
    incidents = await stack.watcher.open_incidents()
    routes = sorted({route for named in incidents.values() for route in named}, key=_in_order)
    transcript.note(f"Routes with open alerts: {', '.join(routes) or 'none'}")


def _in_order(route: str) -> tuple[int, str]:
    """2 before 10 before Red."""
    return (int(route), "") if route.isdecimal() else (sys.maxsize, route)


async def _say_line(line: str, stack: Stack, transcript: Transcript) -> None:
    name, colon, words = line.partition(":")
    if not colon or name.strip().upper() not in RIDERS:
        name, words = "A", line
    await say(RIDERS[name.strip().upper()], words.strip(), stack, transcript)


async def say(phone: str, words: str, stack: Stack, transcript: Transcript) -> bool:
    """Text the bot as a rider; whether it heard that."""
    transcript.said(phone, words)
    result = await stack.simulator.text(phone, words)
    await asyncio.sleep(SHOWN_S)
    if result.webhook_status != 200:
        transcript.note(f"The bot answered {result.webhook_status}: its log is {stack.processes['bot'].log}")
    return result.webhook_status == 200


async def _show_texts(stack: Stack, phone: str, transcript: Transcript) -> None:
    while True:
        with suppress(TimeoutError):
            transcript.heard(phone, await stack.simulator.phone(phone).next_text(3600))


async def _watch_processes(stack: Stack) -> None:
    while True:
        await asyncio.sleep(1)
        for process in stack.processes.values():
            if not process.running:
                raise StackError(f"The {process.name} ended with {process.exit_code}; its log is {process.log}")


async def _lines() -> AsyncIterator[str]:
    """Lines of standard input, until its end; a terminal, a pipe or a file."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        # The loop may be over before the input is.
        with suppress(RuntimeError):
            for line in sys.stdin:
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, "")

    # A thread that is blocked in a read must not keep the demo from ending.
    threading.Thread(target=read, daemon=True).start()
    while line := await lines.get():
        yield line.strip()
