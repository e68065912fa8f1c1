"""`python -m pipeline` as an operator calls it in a terminal."""

import asyncio
import os
import sys

from runtime.settings import ProcessSettings


async def ask_pipeline(settings: ProcessSettings, *arguments: str) -> tuple[int, str, str]:
    """The command, which is given nothing but MongoDB's settings."""
    env = {
        "PATH": os.environ["PATH"],
        "MONGODB_URI": settings.mongodb_uri,
        "MONGODB_DATABASE": settings.mongodb_database,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pipeline", *arguments),
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()
