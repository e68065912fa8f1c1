"""The demonstration in a process of its own, and a real browser that looks at its page."""

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

READY_S = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(slots=True)
class Demonstration:
    """A running `make demo` whose terminal is ours."""

    url: str
    process: asyncio.subprocess.Process

    def type(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n".encode())

    async def printed(self, words: str) -> str:
        """The next line on the terminal that has these words."""
        assert self.process.stdout
        async with asyncio.timeout(READY_S):
            while words not in (line := (await self.process.stdout.readline()).decode()):
                assert line, f"it ended without {words!r}"
        return line


@asynccontextmanager
async def demonstration(folder: Path, *arguments: str) -> AsyncIterator[Demonstration]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "demo", *arguments),
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout
        first = (await process.stdout.readline()).decode()
        named = re.search(r"http://127\.0\.0\.1:\d+", first)
        assert named, first
        yield Demonstration(named[0], process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.communicate()


@pytest.fixture(scope="session")
def browser_program() -> str:
    """Chromium's path: HEADWAY_BROWSER, else the first one that is installed."""
    pytest.importorskip("playwright", reason="the package playwright drives the browser: requirements/browser.txt")
    named = os.environ.get("HEADWAY_BROWSER")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.skip("no Chromium is installed, and HEADWAY_BROWSER names none")
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(browser_program: str) -> AsyncIterator[Any]:
    from playwright.async_api import async_playwright  # noqa: PLC0415  # where it is missing, the tests are skipped

    async with async_playwright() as playwright:
        # Chromium refuses its sandbox to root, as which containers run.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        opened = await playwright.chromium.launch(executable_path=browser_program, args=arguments)
        yield opened
        await opened.close()
