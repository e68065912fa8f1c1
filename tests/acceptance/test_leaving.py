"""However a demonstration ends, it leaves no process and no heap of files behind."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

CHILDREN = 5  # mongod, the broker, bot, pipeline, notifier
PATIENCE_S = 30


@asynccontextmanager
async def running(folder: Path, command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A demonstration whose processes are all up; its temporary files go into `folder`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        command,
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            while len(children_of(process.pid)) < CHILDREN:  # noqa: ASYNC110  # processes are no Events
                await asyncio.sleep(0.05)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


async def end_of(process: asyncio.subprocess.Process) -> int:
    async with asyncio.timeout(PATIENCE_S):
        return await process.wait()


async def wait_until_gone(pids: list[int]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while any(is_running(pid) for pid in pids):  # noqa: ASYNC110  # processes are no Events
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("command", "number", "code"),
    [
        pytest.param("demo", signal.SIGINT, 0, id="Ctrl-C ends a conversation"),
        pytest.param("demo-check", signal.SIGINT, 130, id="Ctrl-C does not pass a check"),
        pytest.param("demo", signal.SIGTERM, 0, id="SIGTERM"),
        pytest.param("demo", signal.SIGKILL, -9, id="kill -9"),
    ],
)
async def test_no_process_is_left_behind(tmp_path: Path, command: str, number: int, code: int) -> None:
    async with running(tmp_path, command) as process:
        pids = children_of(process.pid)
        process.send_signal(number)
        ended_with = await end_of(process)
        await wait_until_gone(pids)

    assert (ended_with, len(pids)) == (code, CHILDREN)


async def test_the_end_of_input_is_a_clean_end_that_leaves_no_files(tmp_path: Path) -> None:
    async with running(tmp_path, "demo") as process:
        pids = children_of(process.pid)
        assert process.stdin
        process.stdin.close()
        code = await end_of(process)
        await wait_until_gone(pids)

    assert (code, list(tmp_path.iterdir())) == (0, [])


async def test_a_process_that_dies_in_a_demo_is_named(tmp_path: Path) -> None:
    async with running(tmp_path, "demo") as process:
        await asyncio.sleep(3)
        notifier = next(pid for pid in children_of(process.pid) if b"notifier" in command_of(pid))
        os.kill(notifier, signal.SIGKILL)
        code = await end_of(process)

    assert code == 1


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
