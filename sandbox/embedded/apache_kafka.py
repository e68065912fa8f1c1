"""Apache Kafka itself, from its jars: what production runs on, slower to start than the broker from a wheel."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sandbox.embedded.broker import KafkaServer
from sandbox.embedded.errors import EnvironmentLacksError
from sandbox.ports import free_port
from sandbox.processes import open_process

SCRIPT = Path(__file__).parents[2] / "deploy" / "apache-kafka" / "kafka.sh"


@dataclass(frozen=True, slots=True)
class ApacheKafka(KafkaServer):
    """One broker; a restart finds its data again."""

    is_idempotent: ClassVar[bool] = True
    start_timeout_s: ClassVar[float] = 60.0
    folder: Path

    async def restart_empty(self) -> None:
        """Start it again without topics, records and offsets, on the same port, and wait until it answers."""
        await self.process.kill()
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        await self.restart()


@asynccontextmanager
async def open_apache_kafka(
    folder: Path, *, extra_properties: str = "", env: Mapping[str, str] | None = None
) -> AsyncIterator[ApacheKafka]:
    """Run Apache Kafka with its data and log in `folder` until the context is left.

    Raises:
        EnvironmentLacksError: Java is missing, or Maven and the jars are.
    """
    await _fetch()
    home = folder / "apache-kafka"
    home.mkdir(parents=True)
    (home / "extra.properties").write_text(extra_properties, encoding="utf-8")
    port, controller_port = free_port(), free_port()
    argv = [str(SCRIPT), "run", str(home), str(port), str(controller_port)]
    async with open_process("broker", argv, env={**os.environ, **(env or {})}, log=folder / "broker.log") as process:
        server = ApacheKafka(process, port, home)
        await server.wait_until_ready()
        yield server


async def _fetch() -> None:
    process = await asyncio.create_subprocess_exec(
        SCRIPT, "fetch", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await process.communicate()
    if process.returncode:
        raise EnvironmentLacksError(errors.decode(errors="replace").strip())
