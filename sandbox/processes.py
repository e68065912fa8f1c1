"""Child processes that log to a file and never outlive their parent."""

import asyncio
import ctypes
import os
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h


class ChildProcess:
    """A process of ours: stopped, killed, frozen and started again by its own pid."""

    def __init__(self, name: str, argv: Sequence[str], *, env: Mapping[str, str], log: Path) -> None:
        """Describe the process; nothing runs before `start`."""
        self.name = name
        self.argv = list(argv)
        self.env = dict(env)
        self.log = log
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The pid of the latest start."""
        return self._started().pid

    @property
    def running(self) -> bool:
        """Whether the latest start has not ended yet."""
        return self._process is not None and self._process.returncode is None

    @property
    def exit_code(self) -> int | None:
        """How the latest start ended: negative for a signal, None while it runs."""
        return self._started().returncode

    async def start(self) -> None:
        """Start it, with its output appended to the log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *self.argv,
                env=self.env,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # Its own session: Ctrl-C in the terminal reaches us alone, and we stop it in order.
                start_new_session=True,
                preexec_fn=_die_with_parent(),
            )

    async def wait(self) -> int:
        """Wait for its end; returns the exit code."""
        return await self._started().wait()

    async def terminate(self, timeout_s: float = 10) -> int:
        """Ask it to end, insist after the timeout; returns the exit code."""
        self._signal(signal.SIGTERM)
        self.resume()  # a frozen process would never see the request
        try:
            async with asyncio.timeout(timeout_s):
                return await self.wait()
        except TimeoutError:
            return await self.kill()

    async def kill(self) -> int:
        """End it as a crash would; returns the exit code."""
        self._signal(signal.SIGKILL)
        return await self.wait()

    async def restart(self) -> None:
        """Start it again with the same arguments, ending it first if it still runs."""
        if self.running:
            await self.terminate()
        await self.start()

    def suspend(self) -> None:
        """Freeze it, as a machine that is out of breath would."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def log_tail(self, lines: int = 20) -> str:
        """Return the last lines of its log, for error messages."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _signal(self, number: signal.Signals) -> None:
        if self.running:
            self._started().send_signal(number)

    def _started(self) -> asyncio.subprocess.Process:
        if self._process is None:
            message = f"{self.name} was never started"
            raise RuntimeError(message)
        return self._process


@asynccontextmanager
async def open_process(
    name: str, argv: Sequence[str], *, env: Mapping[str, str], log: Path
) -> AsyncIterator[ChildProcess]:
    """Run a child process until the context is left."""
    process = ChildProcess(name, argv, env=env, log=log)
    await process.start()
    try:
        yield process
    finally:
        await process.terminate()


def _die_with_parent() -> Callable[[], None]:
    # Everything is looked up before the fork: the child may only do what needs no lock.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def in_child() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # The parent may have died before the request was made; then no signal will come.
        if os.getppid() != parent:
            os._exit(1)

    return in_child
