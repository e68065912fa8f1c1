"""The page's server by itself: whom it lets in, where it listens, and what it says before everything runs."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.phone_page.page import STATIC, PhonePage, open_phone_page

LIST = {"rider": "A", "words": "LIST"}


@pytest.fixture
async def page() -> AsyncIterator[PhonePage]:
    async with open_phone_page(port=0) as opened:
        yield opened


@pytest.fixture
async def client(page: PhonePage) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=page.url) as opened:
        yield opened


async def first_event(client: httpx.AsyncClient) -> tuple[str, Any]:
    async with asyncio.timeout(5), client.stream("GET", "/events") as answer:
        lines = answer.aiter_lines()
        name = (await anext(lines)).removeprefix("event: ")
        return name, json.loads((await anext(lines)).removeprefix("data: "))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({"json": LIST, "headers": {"Host": "headway.example"}}, 403, id="under a name that leads here"),
        pytest.param({"json": LIST, "headers": {"Origin": "https://elsewhere.example"}}, 403, id="another site's page"),
        pytest.param({"content": json.dumps(LIST)}, 403, id="a form of another site"),
        pytest.param({"json": {"rider": "D", "words": "LIST"}}, 400, id="no such rider"),
        pytest.param({"json": {"rider": "A", "words": " "}}, 400, id="nothing to say"),
        pytest.param({"json": {"rider": "A", "words": "x" * 1601}}, 400, id="more than Twilio takes"),
        pytest.param({"json": {**LIST, "padding": "x" * 70_000}}, 413, id="more than anybody types"),
        pytest.param({"json": LIST}, 503, id="the page, while everything starts"),
    ],
)
async def test_only_the_page_itself_may_act(client: httpx.AsyncClient, asked: dict[str, Any], expected: int) -> None:
    answer = await client.post("/texts", **asked)

    assert answer.status_code == expected


@pytest.mark.parametrize("path", ["/", "/events", "/static/page.js", "/nowhere"])
async def test_every_answer_forbids_what_the_page_does_not_need(client: httpx.AsyncClient, path: str) -> None:
    async with client.stream("GET", path) as answer:
        policy = answer.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


async def test_nothing_but_the_pages_own_files_is_served(client: httpx.AsyncClient) -> None:
    assert (await client.get("/static/%2e%2e/page.py")).status_code in {403, 404}


def test_no_file_of_the_page_asks_another_host() -> None:
    files = [Path(str(each)) for each in STATIC.iterdir()]
    strangers = [each.name for each in files if "//" in each.read_text().replace("http://www.w3.org/2000/svg", "")]

    # Comments of the scripts aside.
    assert [name for name in strangers if not name.endswith(".js")] == []
    assert all("http" not in each.read_text() for each in files if each.suffix == ".js")


async def test_while_everything_starts_the_page_says_what(page: PhonePage, client: httpx.AsyncClient) -> None:
    page.progress("starting MongoDB")

    assert await first_event(client) == ("scene", {"is_ready": False, "steps": ["starting MongoDB"]})


async def test_a_port_that_is_taken_is_left_to_its_owner() -> None:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(open_phone_page(port=0))
        second = await stack.enter_async_context(open_phone_page(port=int(first.url.rpartition(":")[2])))
        client = await stack.enter_async_context(httpx.AsyncClient())

        assert first.url != second.url
        assert (await client.get(second.url)).status_code == 200
