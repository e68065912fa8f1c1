"""Text in, alert in the feed, text out: three real processes on real servers."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from sandbox.stack import Stack, open_stack
from tests.acceptance.town import Town

NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."
LONGER = "No service between Broadview Station and Spadina Ave due to a collision. Shuttles run."


async def run(*argv: str, env: dict[str, str] | None = None, timeout_s: float = 120) -> tuple[int, str, str]:
    """A command to its end: exit code, output, errors."""
    process = await asyncio.create_subprocess_exec(
        *argv,
        env={**os.environ, **(env or {})},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(timeout_s):
        out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_the_scripted_conversation_holds() -> None:
    code, out, _err = await run(sys.executable, "-m", "sandbox", "demo-check")
    last = out.splitlines()[-1]
    result = json.loads(last.removeprefix("RESULT "))

    assert (code, result["ok"], result["steps"], result["failed"]) == (0, True, 12, [])
    assert result["attempts"] == {"A": 5, "B": 0}
    assert result["took_s"] < 60


async def test_two_pipelines_and_two_notifiers_send_one_text_each(tmp_path: Path) -> None:
    async with open_stack(tmp_path) as stack:
        for kind in ("pipeline", "notifier"):
            await stack.start(kind, f"{kind}-2")
            await stack.wait_until_healthy(f"{kind}-2")
        town = Town(stack, king=30, queen=5)
        await town.subscribe()
        alert = stack.board.raise_alert(["504"], NO_SERVICE)
        await town.wait_until_told(town.king, "504 King")
        stack.board.change(alert, LONGER)
        await town.wait_until_told(town.king, "Update:")
        stack.board.clear(alert)
        await town.wait_until_told(town.king, "Clear:")
        await asyncio.sleep(2)

        assert town.told(town.king) == {("504", "Update:", "Clear:"): 30}
        assert town.attempts(town.queen) == 0


async def test_a_recorded_poll_of_toronto_reaches_the_riders_of_its_routes(tmp_path: Path, real_feeds: Path) -> None:
    recorded = (real_feeds / "ttc/rvcorridor/alerts_20260306T234556_a4773925.pb").read_bytes()
    async with open_stack(tmp_path) as stack:
        await _ask(stack, "+14165550301", "SUBSCRIBE 60", "60 Steeles West")
        await _ask(stack, "+14165550302", "SUBSCRIBE 501", "501 Queen")
        stack.feed.body = recorded
        first = await stack.simulator.phone("+14165550301").next_text(30)
        second = await stack.simulator.phone("+14165550301").next_text(30)
        await asyncio.sleep(2)

        assert {first.body.split(":")[0], second.body.split(":")[0]} == {"60 Steeles West"}
        assert "Dufferin St" in first.body + second.body
        assert [attempt.to for attempt in stack.simulator.attempts] == ["+14165550301"] * 2


@pytest.mark.parametrize("kind", ["bot", "pipeline", "notifier"])
async def test_a_process_ends_cleanly_on_sigterm(tmp_path: Path, kind: str) -> None:
    async with open_stack(tmp_path) as stack:
        process = stack.processes[kind]
        os.kill(process.pid, signal.SIGTERM)
        async with asyncio.timeout(15):
            code = await process.wait()

        assert (code, "Traceback" in process.log.read_text()) == (0, False)


async def _ask(stack: Stack, phone: str, words: str, expected: str) -> None:
    result = await stack.simulator.text(phone, words)
    assert expected in result.replies[0]
    await stack.simulator.phone(phone).next_text()
