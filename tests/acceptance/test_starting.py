"""What a process says when it cannot start, and that it waits for servers that are merely late."""

import asyncio
import sys
from pathlib import Path

import pytest

from sandbox.embedded.any_broker import open_any_broker, wants_apache
from sandbox.embedded.mongod import open_mongod
from sandbox.feed_server import open_feed_server
from sandbox.ports import free_port
from sandbox.processes import open_process
from tests.acceptance.test_main_job import run

ENV = {
    "MONGODB_URI": "mongodb://127.0.0.1:1/?replicaSet=rs0",
    "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1",
    "KAFKA_IDEMPOTENCE": str(wants_apache()),
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_SENDER": "+14165550199",
    "PUBLIC_BASE_URL": "http://127.0.0.1:9",
    "START_PATIENCE_S": "1",
}


@pytest.mark.parametrize("kind", ["bot", "pipeline", "notifier"])
async def test_a_missing_variable_is_named_in_one_line(kind: str) -> None:
    code, _out, err = await run(sys.executable, "-m", kind, env={**ENV, "MONGODB_URI": ""})

    assert (code, err.count("\n"), "MONGODB_URI" in err) == (1, 1, True)


@pytest.mark.parametrize("kind", ["bot", "pipeline", "notifier"])
async def test_an_unreachable_database_is_named_in_one_line(kind: str, tmp_path: Path) -> None:
    code, _out, err = await run(
        sys.executable, "-m", kind, env={**ENV, "FEEDS_FILE": "deploy/feeds.toml", "INTERNAL_PORT": str(free_port())}
    )

    assert (code, err.count("\n"), "MONGODB_URI" in err) == (1, 1, True)


@pytest.mark.parametrize("kind", ["pipeline", "notifier"])
async def test_an_unreachable_broker_is_named_in_one_line(kind: str, mongodb_uri: str) -> None:
    env = {**ENV, "MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": f"starting_{kind}"}
    code, _out, err = await run(
        sys.executable, "-m", kind, env={**env, "FEEDS_FILE": "deploy/feeds.toml", "INTERNAL_PORT": str(free_port())}
    )

    assert (code, err.count("\n"), "KAFKA_BOOTSTRAP_SERVERS" in err) == (1, 1, True)


async def test_a_busy_port_is_named_in_one_line(mongodb_uri: str) -> None:
    async with open_feed_server() as busy:
        port = busy.url.split(":")[2].split("/")[0]
        env = {
            **ENV,
            "MONGODB_URI": mongodb_uri,
            "MONGODB_DATABASE": "starting_busy",
            "INTERNAL_PORT": port,
            "PORT": "0",
        }
        code, _out, err = await run(sys.executable, "-m", "bot", env=env)

    assert (code, err.count("\n"), f"127.0.0.1:{port}" in err) == (1, 1, True)


async def test_a_notifier_waits_for_servers_that_are_late(tmp_path: Path) -> None:
    async with open_mongod(tmp_path) as mongod, open_any_broker(tmp_path) as broker:
        await mongod.process.kill()
        await broker.process.kill()
        port = free_port()
        env = {
            **ENV,
            "MONGODB_URI": mongod.uri,
            "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap_servers,
            "START_PATIENCE_S": "30",
            "INTERNAL_PORT": str(port),
        }
        log = tmp_path / "notifier.log"
        async with open_process("notifier", [sys.executable, "-m", "notifier"], env=env, log=log) as process:
            await wait_for_line(log, "mongodb.waiting")
            await mongod.restart()
            await broker.restart()
            await wait_for_line(log, "notifier.started")

            assert process.running


async def wait_for_line(log: Path, event: str) -> None:
    async with asyncio.timeout(30):
        while event not in log.read_text():  # noqa: ASYNC110  # a small file of another process
            await asyncio.sleep(0.1)
