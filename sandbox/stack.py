"""The whole product on one machine: embedded servers, the Twilio simulator, a feed, and the three real processes."""

import os
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.alert_board import AlertBoard
from sandbox.embedded.any_broker import open_any_broker
from sandbox.embedded.broker import KafkaServer
from sandbox.embedded.mongod import MongoServer, open_mongod
from sandbox.feed_server import FeedServer, open_feed_server
from sandbox.ports import free_port
from sandbox.processes import ChildProcess, open_process
from sandbox.timing import SHRUNK
from sandbox.twilio_simulator.server import open_simulator
from sandbox.twilio_simulator.simulator import Simulator
from sandbox.watched import READY_S, Watched
from sandbox.watching import Watcher, is_healthy, knows_routes, wait_until

ACCOUNT_SID = "AC" + "0" * 32
SENDER = "+14165550199"

Progress = Callable[[str], None]


class StackError(Exception):
    """A process did not become healthy; the message names its log."""


@dataclass
class Stack:
    """Everything that runs; each process can be killed and started again by itself."""

    folder: Path
    simulator: Simulator
    feed: FeedServer
    watched: Watched
    env: Mapping[str, str]
    watcher: Watcher
    mongod: MongoServer | None
    broker: KafkaServer | None
    processes: dict[str, ChildProcess] = field(default_factory=dict)
    internal: dict[str, str] = field(default_factory=dict)
    _board: AlertBoard | None = None
    _exits: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def board(self) -> AlertBoard:
        """The board on which alerts are raised.

        Raises:
            LookupError: this stack watches a feed that nobody here can edit.
        """
        if self._board is None:
            raise LookupError("this feed has no board")
        return self._board

    async def start(self, kind: str, name: str | None = None, **env: str) -> ChildProcess:
        """Start one more `bot`, `pipeline` or `notifier`."""
        name = name or kind
        port = free_port()
        process = await self._exits.enter_async_context(
            open_process(
                name,
                [sys.executable, "-m", kind],
                env={**self.env, "INTERNAL_PORT": str(port), **env},
                log=self.folder / f"{name}.log",
            )
        )
        self.processes[name] = process
        self.internal[name] = f"http://127.0.0.1:{port}"
        return process

    async def wait_until_healthy(self, name: str) -> None:
        """Wait until the process answers its health check.

        Raises:
            StackError: it ended, or did not become healthy in time.
        """
        process = self.processes[name]

        async def is_up() -> bool:
            return not process.running or await is_healthy(f"{self.internal[name]}/healthz")

        try:
            await wait_until(is_up, timeout_s=max(READY_S, self.watched.ready_s))
        except TimeoutError:
            raise StackError(_unhealthy(process)) from None
        if not process.running:
            raise StackError(_unhealthy(process))

    async def wait_until_ready(self) -> None:
        """Wait until a rider's text is understood and an alert is news.

        Raises:
            StackError: the routes were not imported, or the feed not read, in time.
        """
        try:
            ready_s = self.watched.ready_s
            await self.watcher.wait_for_first_poll(timeout_s=ready_s)
            await wait_until(lambda: knows_routes(f"{self.internal['bot']}/readyz"), timeout_s=ready_s)
        except TimeoutError:
            raise StackError(_unhealthy(self.processes["pipeline"])) from None


@asynccontextmanager
async def open_stack(
    folder: Path,
    *,
    progress: Progress = lambda _step: None,
    overrides: Mapping[str, str] | None = None,
    watched: Watched | None = None,
    feed: FeedServer | None = None,
    mongod_options: Sequence[str] = (),
) -> AsyncIterator[Stack]:
    """Run everything until the context is left; logs go to `folder`, `mongod_options` to an embedded MongoDB.

    Your own servers are used where MONGODB_URI and KAFKA_BOOTSTRAP_SERVERS name them. Without a `feed` that says
    what it serves, there is a board on which alerts are raised.
    """
    watched = watched or Watched()
    async with AsyncExitStack() as stack:
        progress("starting MongoDB")
        is_named = "MONGODB_URI" in os.environ
        mongod = None if is_named else await stack.enter_async_context(open_mongod(folder, *mongod_options))
        progress("starting Kafka")
        named_kafka = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
        broker = None if named_kafka else await stack.enter_async_context(open_any_broker(folder))
        progress("starting the Twilio simulator and a feed")
        token = secrets.token_hex(16)
        simulator = await stack.enter_async_context(
            open_simulator(account_sid=ACCOUNT_SID, auth_token=token, sender=SENDER, webhook_url=None)
        )
        server = await stack.enter_async_context(open_feed_server(feed))
        board = AlertBoard(server) if feed is None else None
        feeds_file = folder / "feeds.toml"
        feeds_file.write_text(watched.feeds_toml(server.url), encoding="utf-8")
        mongodb_uri = mongod.uri if mongod else os.environ["MONGODB_URI"]
        database = f"headway_{secrets.token_hex(4)}"
        env = {
            **os.environ,
            **SHRUNK,
            **watched.env,
            "MONGODB_URI": mongodb_uri,
            "MONGODB_DATABASE": database,
            "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap_servers if broker else named_kafka or "",
            "KAFKA_IDEMPOTENCE": str(broker.is_idempotent) if broker else os.environ.get("KAFKA_IDEMPOTENCE", "true"),
            "FEEDS_FILE": str(feeds_file),
            **_twilio(simulator, token),
            **(overrides or {}),
        }
        watcher = Watcher(mongodb_uri, database)
        running = Stack(folder, simulator, server, watched, env, watcher, mongod, broker, _board=board, _exits=stack)
        await _start_processes(running, progress)
        try:
            yield running
        finally:
            progress("stopping")


def _twilio(simulator: Simulator, token: str) -> Mapping[str, str]:
    """How the processes and the simulator find each other."""
    port = free_port()
    simulator.webhook_url = f"http://127.0.0.1:{port}/twilio/inbound#rc=2&rt=4500&rp=ct,rt,5xx"
    return {
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": token,
        "TWILIO_SENDER": SENDER,
        "TWILIO_API_URL": simulator.base_url,
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
    }


async def _start_processes(stack: Stack, progress: Progress) -> None:
    for kind in ("pipeline", "notifier", "bot"):
        progress(f"starting the {kind}")
        await stack.start(kind)
    for kind in ("pipeline", "notifier", "bot"):
        await stack.wait_until_healthy(kind)
    await stack.wait_until_ready()


def _unhealthy(process: ChildProcess) -> str:
    return f"{process.name} did not become healthy; its log is {process.log}:\n{process.log_tail()}"
