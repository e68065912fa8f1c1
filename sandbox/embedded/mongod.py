"""A real MongoDB replica set of one, started from a wheel."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pymongo import AsyncMongoClient
from pymongo.errors import ConnectionFailure, OperationFailure

from sandbox.embedded.errors import EnvironmentLacksError
from sandbox.embedded.platform import MONGOD, check_platform, find_program
from sandbox.ports import free_port, is_served
from sandbox.processes import ChildProcess, open_process

REPLICA_SET = "rs0"
START_TIMEOUT_S = 30.0
ALREADY_INITIALIZED = 23


@dataclass(frozen=True, slots=True)
class MongoServer:
    """One mongod; `process.kill()` and then `restart()` is a crash of the machine's database."""

    process: ChildProcess
    port: int

    @property
    def uri(self) -> str:
        """Where clients connect."""
        return f"mongodb://127.0.0.1:{self.port}/?replicaSet={REPLICA_SET}"

    async def restart(self) -> None:
        """Start it again on its data and wait until it accepts writes."""
        await self.process.restart()
        await self.wait_for_primary()

    def client(self, username: str | None = None, password: str | None = None) -> AsyncMongoClient[dict[str, object]]:
        """A client for this node alone, whether or not it belongs to a replica set yet."""
        return AsyncMongoClient(
            "127.0.0.1",
            self.port,
            username=username,
            password=password,
            directConnection=True,
            serverSelectionTimeoutMS=500,
        )

    async def wait_for_primary(self) -> None:
        """Wait until it accepts writes, founding the replica set if there is none yet.

        Raises:
            EnvironmentLacksError: it ended, or did not become primary in time.
        """
        try:
            async with self.client() as client, asyncio.timeout(START_TIMEOUT_S):
                while not await self._is_primary(client):  # noqa: ASYNC110 (another process cannot set an Event)
                    await asyncio.sleep(0.02)
        except TimeoutError as error:
            message = f"mongod did not become primary in {START_TIMEOUT_S:.0f} s: {self.process.log_tail(3)}"
            raise EnvironmentLacksError(message) from error

    async def _is_primary(self, client: AsyncMongoClient[dict[str, object]]) -> bool:
        if not self.process.running:
            message = f"mongod ended with {self.process.exit_code}: {self.process.log_tail(3)}"
            raise EnvironmentLacksError(message)
        # A client that was refused once waits half a second: it is asked only once somebody listens.
        if not await is_served(self.port):
            return False
        try:
            hello = await client.admin.command("hello")
            if hello.get("setName") is None:
                await self._found_replica_set(client)
        except ConnectionFailure:
            return False
        return bool(hello["isWritablePrimary"])

    async def _found_replica_set(self, client: AsyncMongoClient[dict[str, object]]) -> None:
        members = [{"_id": 0, "host": f"127.0.0.1:{self.port}"}]
        try:
            await client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
        except OperationFailure as error:
            # After a restart the node reads its old configuration a moment after it listens.
            if error.code != ALREADY_INITIALIZED:
                raise


@asynccontextmanager
async def open_mongod(folder: Path, *options: str, cache_gb: float = 0.25) -> AsyncIterator[MongoServer]:
    """Run mongod with its data and log in `folder` until the context is left; `options` are more of its own.

    Raises:
        EnvironmentLacksError: this machine cannot run it.
    """
    await check_platform()
    data = folder / "mongod-data"
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    argv = [
        str(find_program(MONGOD)),
        *("--replSet", REPLICA_SET, "--bind_ip", "127.0.0.1", "--port", str(port)),
        *("--dbpath", str(data), "--wiredTigerCacheSizeGB", str(cache_gb), "--nounixsocket"),
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        *options,
    ]
    try:
        async with open_process("mongod", argv, env=os.environ, log=folder / "mongod.log") as process:
            server = MongoServer(process, port)
            await server.wait_for_primary()
            yield server
    finally:
        # 300 MB of files that nobody will look at; the log stays.
        shutil.rmtree(data, ignore_errors=True)
