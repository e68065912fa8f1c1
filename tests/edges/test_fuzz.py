"""Twenty thousand hostile requests of both webhooks, or HEADWAY_FUZZ of them: it is never our error."""

import asyncio
import logging
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from quart import Quart
from quart.testing import QuartClient
from werkzeug.datastructures import Headers

from bot.__main__ import build
from bot.settings import BotSettings
from bot.stores.catalogue import KeptDirectory
from models.incident import encode_incident
from models.segments import count_segments
from runtime.internal_server import serve_app
from runtime.mongo import Database
from runtime.process import Stop
from runtime.settings import ProcessSettings
from sandbox.chat.memory import BotMemory
from sandbox.ports import free_port, is_served
from tests.edges.hostile import Enemy, Hostile
from tests.edges.waiting import until
from tests.fakes.bot_client import ACCOUNT, BASE_URL, INBOUND, STATUS, TOKEN, Twilio, form_of, headers_of, make_app
from tests.fakes.bot_world import NOW, SENDER, make_incident
from tests.fakes.imported import import_ttc

REQUESTS = int(os.environ.get("HEADWAY_FUZZ", "3000"))
OVER_SOCKETS, DRAWN = REQUESTS // 10, REQUESTS // 40  # drawn by hypothesis, which takes its time
IN_MEMORY = REQUESTS - OVER_SOCKETS - DRAWN
OURS = {200, 204, 308, 400, 403, 404, 405, 413, 415}
NOT_IMPLEMENTED = 501  # h11's own answer to a transfer encoding that is none
# What is not even HTTP.
GARBAGE = (
    b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"POST /twilio/inbound HTTP/1.1\r\n\r\n",
    # The test client would stumble over such a host itself.
    b"POST /twilio/inbound HTTP/1.1\r\nHost: [\r\nContent-Length: 0\r\n\r\n",
    b"POST /twilio/inbound HTTP/9.9\r\nHost: x\r\n\r\n",
    b"POST /twilio/inbound HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /twilio/inbound HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"POST /twilio/inbound HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
    b"POST /twilio/inbound HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
    b"POST /twilio/inbound HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\ncut off",
    b"POST /twilio/inbound HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 100_000 + b"\r\n\r\n",
    b"GET " + b"/" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /twilio/\xff\xfe HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00" * 30,
    (
        b"GET /twilio/inbound HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ),
    (
        b"POST /twilio/inbound HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nContent-Length: 0\r\n\r\n"
    ),
)


def check_body(status: int, body: str) -> None:
    """What Twilio makes of the answer: at most one text of two segments, and never a page of an error."""
    if status != 200:
        assert body == ""
        return
    messages = ET.fromstring(body).findall("Message")  # noqa: S314 (our own answer)
    assert len(messages) <= 1
    assert all(count_segments(each.text or "") <= 2 for each in messages)


async def test_no_request_is_our_error(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    memory = BotMemory(NOW, make_incident())
    app = make_app(memory, tokens=["other", TOKEN], per_minute=20)
    statuses: Counter[int] = Counter()
    signed: Counter[int] = Counter()
    for request in Enemy(504).requests(IN_MEMORY):
        memory.now += timedelta(seconds=0.2)
        status, body = await send_in_memory(app, request)
        statuses[status] += 1
        if request.is_signed:
            signed[status] += 1
        assert status in OURS, request
        if request.method != "OPTIONS":
            check_body(status, body)

    assert errors_in(caplog) == []
    assert failures_in(capsys.readouterr().out) == []
    assert statuses.total() == IN_MEMORY
    # The enemy's signatures hold: it is past the gate that most of this happened.
    assert signed[200] + signed[204] > IN_MEMORY / 2
    assert min(statuses[each] for each in (200, 204, 400, 403, 404, 405, 413, 415)) >= IN_MEMORY / 2000
    assert len(memory.riders) > 50


# A lone surrogate has no place in a form.
ANY_TEXT = strategies.text(strategies.characters(exclude_categories=["Cs"]), max_size=200)
NAMES = strategies.sampled_from([*form_of(""), "OptOutType", "MessagingServiceSid", "MessageStatus", "ErrorCode"])
FORMS = strategies.dictionaries(NAMES | ANY_TEXT, ANY_TEXT, max_size=8)
HEADERS = strategies.dictionaries(
    strategies.sampled_from(["Content-Type", "X-Twilio-Signature", "Content-Encoding", "Accept", "Cookie", "Range"]),
    strategies.text(strategies.characters(min_codepoint=32, max_codepoint=126), max_size=60),
    max_size=4,
)
QUERIES = strategies.sampled_from(["", "?d=" + "0af1" * 8 + "&a=1"]) | strategies.from_regex(
    r"\A\?[a-z0-9&=%._~-]{0,40}\Z"
)


@strategies.composite
def drawn_requests(draw: strategies.DrawFn) -> Hostile:
    """Any form, signed as Twilio would, or any bytes, headers and signature."""
    target = draw(strategies.sampled_from([INBOUND, STATUS])) + draw(QUERIES)
    kept = draw(strategies.sets(strategies.sampled_from(sorted(form_of("")))))
    form = {name: value for name, value in form_of("SUBSCRIBE 504").items() if name in kept} | draw(FORMS)
    headers = draw(HEADERS)
    if draw(strategies.booleans()):
        form |= {"AccountSid": ACCOUNT}
        headers |= headers_of(target, form)
        return Hostile("POST", target, tuple(headers.items()), urlencode(form).encode(), is_signed=True)
    body = draw(strategies.binary(max_size=300) | strategies.just(urlencode(form).encode()))
    return Hostile("POST", target, tuple(headers.items()), body)


@settings(max_examples=DRAWN, deadline=None, suppress_health_check=list(HealthCheck))
@given(request=drawn_requests())
async def test_no_request_that_hypothesis_draws_is_our_error(request: Hostile) -> None:
    status, body = await send_in_memory(make_app(BotMemory(NOW)), request)

    assert status in OURS
    check_body(status, body)


async def send_in_memory(app: Quart, request: Hostile) -> tuple[int, str]:
    response = await QuartClient(app).open(
        request.target, method=request.method, headers=Headers(list(request.headers)), data=request.body
    )
    return response.status_code, str(await response.get_data(as_text=True))


@pytest.fixture
async def served(database: Database, process_settings: ProcessSettings) -> AsyncIterator[int]:
    """The port of the real application on a real database."""
    await import_ttc(database)
    await database["incidents"].insert_one(encode_incident(make_incident()) | {"events": []})
    await database["deliveries"].insert_many(
        [
            {"_id": f"{each:032x}", "attempt": 1, "state": "accepted", "sid": None, "subscriber": "r"}
            for each in range(50)
        ]
    )
    bot_settings = BotSettings(
        **process_settings.model_dump(),
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_sender=SENDER,
        public_base_url=BASE_URL,
        answer_timeout_s=14,
    )
    directory = KeptDirectory(database)
    await directory.refresh()
    stop, port = Stop(), free_port()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve_app(build(bot_settings, database, directory), host="127.0.0.1", port=port, stop=stop))
        await until(lambda: is_served(port), "the bot's webhooks")
        yield port
        stop.set()


async def test_no_request_over_a_real_socket_is_our_error(
    served: int, database: Database, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    requests = [wire(each) for each in Enemy(501).requests(OVER_SOCKETS)]
    waiting = iter([*requests, *GARBAGE * 4])
    statuses: Counter[int | None] = Counter()

    async def attack() -> None:
        for request in waiting:
            statuses[await send(served, request)] += 1

    await asyncio.gather(*(attack() for _ in range(8)))
    form = form_of("LIST", 10**9, From="+14165559999")
    last = await send(
        served,
        wire(Hostile("POST", INBOUND, tuple(headers_of(INBOUND, form).items()), urlencode(form).encode())),
    )

    assert last == 200
    assert errors_in(caplog) == []
    assert failures_in(capsys.readouterr().out) == []
    assert {each for each in statuses if each is not None and each >= 500} <= {NOT_IMPLEMENTED}
    assert statuses[200] + statuses[204] > OVER_SOCKETS / 2
    assert await database["subscribers"].count_documents({}) > 50


def wire(request: Hostile) -> bytes:
    """The request as it goes over the wire."""
    lines = [f"{request.method} {request.target} HTTP/1.1"]
    if not any(name == "Host" for name, _ in request.headers):
        lines.append("Host: bot.example.org")
    lines += [f"{name}: {value}" for name, value in request.headers]
    lines += [f"Content-Length: {len(request.body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + request.body


async def send(port: int, request: bytes) -> int | None:
    """The status of the answer; None where the connection ends without one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with suppress(ConnectionError):
        writer.write(request)
        await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    line = b""
    with suppress(ConnectionError):
        async with asyncio.timeout(20):
            line = await reader.readline()
            if line.startswith(b"HTTP/1.1 100"):
                await reader.readline()
                line = await reader.readline()
    writer.close()
    return int(line.split()[1]) if line.startswith(b"HTTP/1.") else None


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the server or the framework logged about a failure of ours."""
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]


def failures_in(logged: str) -> list[str]:
    """What the bot logged about a database that did not do as it was told: the database is there."""
    return [line for line in logged.splitlines() if "inbound.failed" in line or "receipt.failed" in line]


async def test_the_enemys_signatures_are_good() -> None:
    twilio = Twilio(make_app(BotMemory(NOW)))
    statuses = Counter(
        [
            (await twilio.send(each.target, each.body, dict(each.headers)))[0]
            for each in Enemy(1).requests(400)
            if each.is_signed
        ]
    )

    assert statuses[403] < 30  # another account
