"""`make demo`: text as a rider in the terminal, change the feed, see texts arrive."""

import asyncio
import sys
import tempfile
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from sandbox.exit_codes import INTERRUPTED, run_demonstration
from sandbox.stack import Stack, StackError, open_stack
from sandbox.transcript import Transcript

RIDERS = {"A": "+14165550101", "B": "+14165550102", "C": "+14165550103"}
FRESH_S = 15  # an untouched feed is stamped anew this often, as a live producer would
POLLS_A_LINE = 8  # an alert that left the feed is over after 4 polls
READ_S = 30
SHOWN_S = 0.05  # an answer is shown before the next line is read
HELP = """\
  SUBSCRIBE 504            text the bot (you are rider A; try LIST, STATUS, STOP, START, COMMANDS)
  B: SUBSCRIBE 501         text as another rider (A, B or C)
  /alert 504 No service Broadview to Parliament, collision
                           put an alert on the feed; several routes: /alert 504,501 ...
  /change 80001 Detour via Queen St
                           change an alert's text
  /clear 80001             take an alert off the feed
  /alerts                  list the alerts that you raised
  /help                    this page
  /quit                    end (or Ctrl-C, or end of input)"""


def main() -> int:
    """0 = ended by the user, 1 = a process failed, 3 = this machine lacks something."""
    folder = Path(tempfile.mkdtemp(prefix="headway-demo-"))
    code = run_demonstration(_demo(folder), folder)
    # Ctrl-C is how one leaves a conversation.
    return 0 if code == INTERRUPTED else code


async def _demo(folder: Path) -> int:
    transcript = Transcript({phone: name for name, phone in RIDERS.items()})
    async with open_stack(folder, progress=transcript.progress) as stack:
        transcript.note("Ready. You are rider A; every text stays on this machine. Type /help, or SUBSCRIBE 504.")
        transcript.note(f"Logs are in {folder}")
        async with asyncio.TaskGroup() as group:
            watchers = [group.create_task(_show_texts(stack, phone, transcript)) for phone in RIDERS.values()]
            watchers.append(group.create_task(_keep_fresh(stack)))
            watchers.append(group.create_task(_watch_processes(stack)))
            async for line in _lines():
                if not await _obey(line, stack, transcript):
                    break
            for watcher in watchers:
                watcher.cancel()
    return 0


async def _obey(line: str, stack: Stack, transcript: Transcript) -> bool:
    """Do what one line says; False ends the demo."""
    match line.split(maxsplit=2):
        case []:
            return True
        case ["/quit" | "/exit", *_]:
            return False
        case ["/help", *_]:
            print(HELP, flush=True)
        case ["/alerts", *_]:
            for alert, text in stack.board.alerts.items():
                transcript.note(f"{alert}: {text}")
        case ["/alert", routes, text]:
            transcript.note(f"feed + {stack.board.raise_alert(routes.split(','), text)}: {text}")
            await _let_a_pipe_wait(stack)
        case ["/change" | "/clear" as action, alert, *text]:
            _edit(action, alert, text, stack, transcript)
            await _let_a_pipe_wait(stack)
        case [word, *_] if word.startswith("/"):
            transcript.note("Not understood: type /help")
        case _:
            await _say(line, stack, transcript)
    return True


async def _let_a_pipe_wait(stack: Stack) -> None:
    """Lines of a pipe or a file come at once, but a feed must be read and a rule must run before the next one."""
    if not sys.stdin.isatty():
        polls = stack.feed.requests + POLLS_A_LINE
        async with asyncio.timeout(READ_S):
            while stack.feed.requests < polls:  # noqa: ASYNC110  # the feed server counts, it does not call
                await asyncio.sleep(SHOWN_S)


def _edit(action: str, alert: str, text: list[str], stack: Stack, transcript: Transcript) -> None:
    try:
        if action == "/clear":
            stack.board.clear(alert)
            transcript.note(f"feed - {alert}")
        elif text:
            stack.board.change(alert, text[0])
            transcript.note(f"feed ~ {alert}: {text[0]}")
        else:
            transcript.note("Say the new text, too: /change 80001 Detour via Queen St")
    except KeyError:
        transcript.note(f"There is no alert {alert}: /alerts lists them")


async def _say(line: str, stack: Stack, transcript: Transcript) -> None:
    name, colon, words = line.partition(":")
    if not colon or name.strip().upper() not in RIDERS:
        name, words = "A", line
    phone = RIDERS[name.strip().upper()]
    transcript.said(phone, words.strip())
    result = await stack.simulator.text(phone, words.strip())
    await asyncio.sleep(SHOWN_S)
    if result.webhook_status != 200:
        transcript.note(f"The bot answered {result.webhook_status}: its log is {stack.processes['bot'].log}")


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


async def _keep_fresh(stack: Stack) -> None:
    while True:
        await asyncio.sleep(FRESH_S)
        stack.board.publish()


async def _lines() -> AsyncIterator[str]:
    """Lines of standard input, until its end; a terminal, a pipe or a file."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    # A thread that is blocked in a read must not keep the demo from ending.
    threading.Thread(target=read, daemon=True).start()
    while line := await lines.get():
        yield line.strip()
