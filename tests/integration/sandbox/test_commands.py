"""The simulator and the feed as services, and a rider at the terminal."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from google.transit import gtfs_realtime_pb2 as gtfs

from sandbox.ports import free_port
from sandbox.processes import ChildProcess, open_process
from sandbox.watching import is_healthy, wait_until

ACCOUNT = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "0" * 32,
    "TWILIO_SENDER": "+14165550199",
    "PUBLIC_BASE_URL": "http://127.0.0.1:1",
}


@asynccontextmanager
async def command(
    folder: Path, *arguments: str, healthy: str = "", env: Mapping[str, str] = ACCOUNT
) -> AsyncIterator[ChildProcess]:
    argv = [sys.executable, "-m", "sandbox", *arguments]
    async with open_process(arguments[0], argv, env={**os.environ, **env}, log=folder / "log") as process:
        if healthy:
            await wait_until(lambda: is_healthy(healthy), timeout_s=20)
        yield process


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[tuple[ChildProcess, str]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with command(tmp_path, "simulator", "--port", str(port), healthy=f"{url}/sandbox/health") as process:
        yield process, url


async def say(url: str, *arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "text", *arguments, "--wait", "0.5"),
        env={**os.environ, "SIMULATOR_URL": url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode()


async def test_the_simulator_says_loudly_that_nothing_leaves_and_ends_with_0(
    simulator: tuple[ChildProcess, str],
) -> None:
    process, _url = simulator

    os.kill(process.pid, signal.SIGTERM)

    assert await process.wait() == 0
    assert "THIS IS NOT TWILIO" in process.log.read_text()


async def test_a_real_account_keeps_the_simulator_from_starting(tmp_path: Path) -> None:
    env = {**ACCOUNT, "TWILIO_ACCOUNT_SID": "AC" + "1" * 32}
    async with command(tmp_path, "simulator", "--port", "0", env=env) as process:
        code = await process.wait()

    assert code == 1
    assert "SIMULATOR_REPLICAS=0" in process.log.read_text()


async def test_a_rider_sees_twilios_answer_and_that_the_bot_is_out(simulator: tuple[ChildProcess, str]) -> None:
    code, said = await say(simulator[1], "+14165550100", "STOP")

    assert code == 1  # no bot listens in this test
    assert "The bot did not take the text: no answer" in said
    assert "Twilio: You have successfully been unsubscribed" in said


async def test_texts_by_rest_are_shown_too(simulator: tuple[ChildProcess, str]) -> None:
    async with httpx.AsyncClient(base_url=simulator[1]) as client:
        created = await client.post(
            f"/2010-04-01/Accounts/{ACCOUNT['TWILIO_ACCOUNT_SID']}/Messages.json",
            data={"To": "+14165550100", "From": ACCOUNT["TWILIO_SENDER"], "Body": "504 King: Detour"},
            auth=(ACCOUNT["TWILIO_ACCOUNT_SID"], ACCOUNT["TWILIO_AUTH_TOKEN"]),
        )

    assert created.status_code == 201
    assert await say(simulator[1], "+14165550100") == (0, " alert: 504 King: Detour\n")


async def test_a_simulator_that_is_not_there_is_named() -> None:
    code, said = await say("http://127.0.0.1:1", "+14165550100", "LIST")

    assert code == 1
    assert "no simulator answers at http://127.0.0.1:1" in said


async def test_a_feed_is_changed_over_http(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with (
        command(tmp_path, "feed", "--port", str(port), healthy=f"{url}/alerts.pb") as process,
        httpx.AsyncClient(base_url=url) as client,
    ):
        raised = (await client.post("/sandbox/alerts", json={"routes": ["504"], "text": "Detour"})).json()["alert"]
        await client.put(f"/sandbox/alerts/{raised}", json={"text": "Longer detour"})
        texts = [
            entity.alert.header_text.translation[0].text
            for entity in gtfs.FeedMessage.FromString((await client.get("/alerts.pb")).content).entity
            if entity.id == raised
        ]
        cleared = await client.delete(f"/sandbox/alerts/{raised}")
        again = await client.delete(f"/sandbox/alerts/{raised}")
        left = (await client.get("/sandbox/alerts")).json()
        os.kill(process.pid, signal.SIGTERM)
        code = await process.wait()

    assert texts == ["Longer detour"]
    assert (cleared.status_code, again.status_code, left, code) == (204, 404, {}, 0)
