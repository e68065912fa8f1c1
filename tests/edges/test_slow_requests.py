"""Whoever begins a request and never ends it is let go."""

import asyncio
import os
from collections.abc import AsyncIterator

import pytest

from runtime.internal_server import serve_app
from runtime.process import Stop
from sandbox.chat.memory import BotMemory
from sandbox.ports import free_port, is_served
from tests.edges.waiting import until
from tests.fakes.bot_client import INBOUND, make_app
from tests.fakes.bot_world import NOW

LINE = f"POST {INBOUND} HTTP/1.1\r\nHost: x\r\n".encode()
FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"
BODY_S, HEADER_S = 0.5, 5  # ours for this test, and the server's own


@pytest.fixture
async def port() -> AsyncIterator[int]:
    app, stop, port = make_app(BotMemory(NOW)), Stop(), free_port()
    app.config["BODY_TIMEOUT"] = BODY_S
    async with asyncio.TaskGroup() as group:
        group.create_task(serve_app(app, host="127.0.0.1", port=port, stop=stop))
        await until(lambda: is_served(port), "the bot's webhooks")
        yield port
        stop.set()


async def dripped(port: int, begun: bytes, drop: bytes) -> bytes:
    """What comes back, while a drop follows every tenth of a second."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(begun)
    answer = asyncio.create_task(reader.read(100))
    while not answer.done():
        writer.write(drop)
        await asyncio.wait({answer}, timeout=0.1)
    writer.close()
    return await answer


async def test_a_body_that_drips_is_refused(port: int) -> None:
    async with asyncio.timeout(BODY_S + 3):
        assert (await dripped(port, LINE + FORM, b"a")).startswith(b"HTTP/1.1 408")


@pytest.mark.skipif("HEADWAY_HOSTILE" not in os.environ, reason="HEADWAY_HOSTILE is not set: takes five seconds")
async def test_a_header_that_drips_is_cut_off(port: int) -> None:
    async with asyncio.timeout(HEADER_S + 3):
        assert await dripped(port, LINE, b"A: b\r\n") == b""
