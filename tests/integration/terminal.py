"""A process's command as an operator calls it in a terminal."""

import asyncio
import os
import sys
from collections.abc import Mapping


async def in_terminal(process: str, *arguments: str, env: Mapping[str, str]) -> tuple[int, str, str]:
    """`python -m <process>` with those variables and PATH: its exit code, what it says, what it complains of."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", process, *arguments),
        env={"PATH": os.environ["PATH"], **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        out, err = await child.communicate()
    return child.returncode or 0, out.decode(), err.decode()
