"""Runs a benchmark's module as a process of its own, which prints its figures as JSON."""

import asyncio
import json
import sys
from typing import Any


async def figures_of(module: str, *arguments: str) -> Any:
    """What `python -m module` prints.

    Raises:
        RuntimeError: it failed; what it said is on our standard error.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    return json.loads(output)
