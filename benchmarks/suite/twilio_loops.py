"""Twilio's own clients as its documentation uses them, but for the address."""

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from benchmarks.suite.account import ACCOUNT_SID, AUTH_TOKEN, SENDER
from benchmarks.suite.bare_loop import BODY
from runtime.twilio_transport import TWILIO_API

AT_ONCE = 100
ONE_BY_ONE = "twilio's client in a loop"


class Redirected(TwilioHttpClient):  # type: ignore[misc]  # the SDK has no types
    """Twilio's client, at another address."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def request(self, method: str, url: str, **how: Any) -> Response:
        return super().request(method, url.replace(TWILIO_API, self._base_url, 1), **how)


class RedirectedAsync(AsyncTwilioHttpClient):  # type: ignore[misc]  # the SDK has no types
    """Twilio's asynchronous client, at another address."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    async def request(self, method: str, url: str, **how: Any) -> Response:
        return await super().request(method, url.replace(TWILIO_API, self._base_url, 1), **how)


def in_a_loop(url: str, texts: int) -> float:
    client = Client(ACCOUNT_SID, AUTH_TOKEN, http_client=Redirected(url))
    began = time.monotonic()
    for number in range(texts):
        _create(client, number)
    return time.monotonic() - began


def in_threads(url: str, texts: int) -> float:
    client = Client(ACCOUNT_SID, AUTH_TOKEN, http_client=Redirected(url))
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for _ in threads.map(lambda number: _create(client, number), range(texts)):
            pass
    return time.monotonic() - began


def asynchronous(url: str, texts: int) -> float:
    return asyncio.run(_asynchronous(url, texts))


async def _asynchronous(url: str, texts: int) -> float:
    async with RedirectedAsync(url) as http:
        client = Client(ACCOUNT_SID, AUTH_TOKEN, http_client=http)
        numbers = iter(range(texts))

        async def work() -> None:
            for number in numbers:
                await client.messages.create_async(to=f"+1{4160000000 + number}", body=BODY, from_=SENDER)

        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(work())
        return time.monotonic() - began


def _create(client: Client, number: int) -> None:
    client.messages.create(to=f"+1{4160000000 + number}", body=BODY, from_=SENDER)


LOOPS: Mapping[str, Callable[[str, int], float]] = {
    ONE_BY_ONE: in_a_loop,
    f"twilio's client in {AT_ONCE} threads": in_threads,
    "twilio's async client": asynchronous,
}
