"""A Kafka-compatible broker that keeps everything in memory, started from a wheel."""

import asyncio
import os
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sandbox.embedded.errors import EnvironmentLacksError
from sandbox.embedded.platform import TANSU, check_platform, find_program
from sandbox.ports import free_port
from sandbox.processes import ChildProcess, open_process

# ApiVersions (key 18) in version 0: size, key, version, correlation id, no client id.
API_VERSIONS_REQUEST = struct.pack(">ihhih", 10, 18, 0, 1, -1)


@dataclass(frozen=True, slots=True)
class KafkaServer:
    """One broker; a restart brings it back empty, topics and offsets gone."""

    # Whether it has idempotent producers as aiokafka uses them.
    is_idempotent: ClassVar[bool] = False
    start_timeout_s: ClassVar[float] = 10.0
    process: ChildProcess
    port: int

    @property
    def bootstrap_servers(self) -> str:
        """Where clients connect."""
        return f"127.0.0.1:{self.port}"

    async def restart(self) -> None:
        """Start it again on the same port and wait until it answers."""
        await self.process.restart()
        await self.wait_until_ready()

    async def restart_empty(self) -> None:
        """Start it again without topics, records and offsets, on the same port, and wait until it answers."""
        await self.restart()

    async def wait_until_ready(self) -> None:
        """Wait until it answers requests.

        Raises:
            EnvironmentLacksError: it ended, or did not answer in time.
        """
        try:
            async with asyncio.timeout(self.start_timeout_s):
                while not await self._answers():  # noqa: ASYNC110 (another process cannot set an Event)
                    await asyncio.sleep(0.02)
        except TimeoutError as error:
            message = f"The broker did not answer in {self.start_timeout_s:.0f} s: {self.process.log_tail(3)}"
            raise EnvironmentLacksError(message) from error

    async def _answers(self) -> bool:
        if not self.process.running:
            message = f"The broker ended with {self.process.exit_code}: {self.process.log_tail(3)}"
            raise EnvironmentLacksError(message)
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        try:
            writer.write(API_VERSIONS_REQUEST)
            return bool(await reader.read(1))
        except OSError:
            return False
        finally:
            writer.close()


@asynccontextmanager
async def open_broker(folder: Path) -> AsyncIterator[KafkaServer]:
    """Run a broker with its log in `folder` until the context is left.

    Raises:
        EnvironmentLacksError: this machine cannot run it.
    """
    await check_platform()
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    argv = [
        str(find_program(TANSU)),
        *("broker", "--storage-engine", "memory://tansu/"),
        *("--listener-url", address, "--advertised-listener-url", address),
    ]
    async with open_process("broker", argv, env=os.environ, log=folder / "broker.log") as process:
        server = KafkaServer(process, port)
        await server.wait_until_ready()
        yield server
