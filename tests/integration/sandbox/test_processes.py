"""Child processes: they stop when asked, insistently if need be, and never outlive their parent."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from sandbox.processes import open_process
from tests.integration.sandbox.surroundings import until

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
SLEEPER = "import time; print('up', flush=True); time.sleep(60)"
PARENT = f"""
import asyncio, os, sys
from pathlib import Path
from sandbox.processes import open_process

async def main() -> None:
    argv = [sys.executable, "-c", {SLEEPER!r}]
    async with open_process("sleeper", argv, env=os.environ, log=Path(sys.argv[1])) as child:
        print(child.pid, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_leaving_the_context_ends_the_process(tmp_path: Path) -> None:
    argv = [sys.executable, "-c", SLEEPER]
    async with open_process("sleeper", argv, env=os.environ, log=tmp_path / "log") as process:
        assert process.running

    assert process.exit_code == -signal.SIGTERM


async def test_a_process_that_ignores_sigterm_is_killed_after_the_timeout(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with open_process("deaf", [sys.executable, "-c", DEAF], env=os.environ, log=log) as process:
        await until(lambda: "deaf" in log.read_text())

        assert await process.terminate(timeout_s=0.1) == -signal.SIGKILL


async def test_a_restarted_process_is_another_one_and_appends_to_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    async with open_process("sleeper", [sys.executable, "-c", SLEEPER], env=os.environ, log=log) as process:
        await until(lambda: "up\n" in log.read_text())
        first = process.pid
        await process.kill()

        await process.restart()

        assert process.pid != first
        await until(lambda: "up\nup\n" in log.read_text())


async def test_a_suspended_process_can_still_be_terminated(tmp_path: Path) -> None:
    argv = [sys.executable, "-c", SLEEPER]
    async with open_process("sleeper", argv, env=os.environ, log=tmp_path / "log") as process:
        process.suspend()

        assert await process.terminate() == -signal.SIGTERM


async def test_a_child_dies_with_its_killed_parent(tmp_path: Path) -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, str(tmp_path / "log"), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    assert is_alive(child)

    parent.kill()
    await parent.wait()

    await until(lambda: not is_alive(child))


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
