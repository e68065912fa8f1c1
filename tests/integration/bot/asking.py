"""`python -m bot` as an operator calls it in a terminal."""

import os
import subprocess
import sys

from bot.settings import BotSettings


def ask_bot(settings: BotSettings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, which is given MongoDB's settings alone."""
    env = {
        "PATH": os.environ["PATH"],
        "MONGODB_URI": settings.mongodb_uri,
        "MONGODB_DATABASE": settings.mongodb_database,
    }
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
