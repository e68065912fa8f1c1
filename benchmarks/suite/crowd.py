"""A crowd that texts at once, as cheaply as Python can: prepared requests over connections that stay open."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from benchmarks.suite.account import ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, SENDER
from sandbox.twilio_simulator.signature import sign

PATH = "/twilio/inbound"
CONNECTIONS = 32
END_OF_HEAD = b"\r\n\r\n"


def requests(words: str, phones: Iterable[int], *, run: str) -> list[bytes]:
    """A signed webhook for each phone that sends those words; `run` sets their messages apart from all others."""
    return [_request(words, phone, f"SM{run}{phone:016x}") for phone in phones]


def _request(words: str, phone: int, sid: str) -> bytes:
    form = {"MessageSid": sid, "AccountSid": ACCOUNT_SID, "From": f"+1{phone}", "To": SENDER, "Body": words}
    body = urlencode(form).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: headway.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Twilio-Signature: {sign(PUBLIC_URL + PATH, form, auth_token=AUTH_TOKEN)}\r\nContent-Length: {len(body)}"
    )
    return head.encode() + END_OF_HEAD + body


async def send_all(port: int, prepared: Sequence[bytes]) -> None:
    """Send them, some at the same time, and read every answer.

    Raises:
        AssertionError: one of them was not answered with a text.
    """
    waiting = iter(prepared)
    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(_send_some(port, waiting))


async def _send_some(port: int, waiting: Iterator[bytes]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for request in waiting:
            writer.write(request)
            head = (await reader.readuntil(END_OF_HEAD)).lower()
            length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            answer = await reader.readexactly(length)
            assert b" 200 " in head.split(b"\r\n", 1)[0], head
            assert b"<Message>" in answer, answer
    finally:
        writer.close()
