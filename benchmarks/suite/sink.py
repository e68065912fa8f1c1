"""Takes texts as Twilio's API does, but as cheaply as Python can: `python -m benchmarks.suite.sink PORT`."""

import argparse
import asyncio
import json
import secrets
import sys
import time
from dataclasses import asdict, dataclass, field
from email.utils import format_datetime
from urllib.parse import unquote_plus

from runtime.clock import utc_now

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length:"
CREATED = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
# The fields and their order as Twilio's own description of its API has them.
MESSAGE = (
    '{"account_sid":"%(account)s","api_version":"2010-04-01","body":%(body)s,"date_created":"%(at)s",'
    '"date_sent":null,"date_updated":"%(at)s","direction":"outbound-api","error_code":null,"error_message":null,'
    '"from":"%(from_)s","messaging_service_sid":null,"num_media":"0","num_segments":"1","price":null,'
    '"price_unit":"USD","sid":"%(sid)s","status":"queued","subresource_uris":'
    '{"media":"/2010-04-01/Accounts/%(account)s/Messages/%(sid)s/Media.json"},"tags":null,"to":"%(to)s",'
    '"uri":"/2010-04-01/Accounts/%(account)s/Messages/%(sid)s.json"}'
)


@dataclass(slots=True)
class Tally:
    """What was taken since it was last asked for anew; the times are the machine's monotonic clock."""

    texts: int = 0
    first_s: float = 0.0
    last_s: float = 0.0
    bodies: dict[str, int] = field(default_factory=dict)


class Sink:
    """All connections' common knowledge."""

    def __init__(self, delay_s: float) -> None:
        self.delay_s = delay_s
        self.tally = Tally()
        # Twilio never names two messages alike: another sink must not begin where this one did.
        self._run = secrets.token_hex(8)
        self._made = 0
        self._at = format_datetime(utc_now())

    def take(self, path: bytes, form: bytes) -> bytes:
        """The answer to one text."""
        fields = dict(each.split(b"=", 1) for each in form.split(b"&"))
        body = unquote_plus(fields[b"Body"].decode())
        self._made += 1
        message = MESSAGE % {
            "account": path.split(b"/")[3].decode(),
            "at": self._at,
            "body": json.dumps(body),
            "from_": unquote_plus(fields.get(b"From", b"").decode()),
            "to": unquote_plus(fields[b"To"].decode()),
            "sid": f"SM{self._run}{self._made:016x}",
        }
        self._count(body)
        answer = message.encode()
        return CREATED % (len(answer), answer)

    def _count(self, body: str) -> None:
        # Counted when the answer leaves: what is slow on purpose has not accepted a text before that.
        tally, at_s = self.tally, time.monotonic() + self.delay_s
        tally.texts += 1
        tally.first_s = tally.first_s or at_s
        tally.last_s = at_s
        tally.bodies[body] = tally.bodies.get(body, 0) + 1

    def tell(self, method: bytes) -> bytes:
        """The tally; a POST begins a new one."""
        answer = json.dumps(asdict(self.tally)).encode()
        if method == b"POST":
            self.tally = Tally()
        return OK % (len(answer), answer)


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as far as our clients speak it: every request has a Content-Length or no body."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._left = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._left += data
        while (end := self._left.find(END_OF_HEAD)) >= 0:
            head = self._left[:end]
            length = _length_of(head)
            if len(self._left) < end + 4 + length:
                return
            body = self._left[end + 4 : end + 4 + length]
            self._left = self._left[end + 4 + length :]
            self._answer(head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        assert self._transport is not None
        method, path, _ = head.split(b" ", 2)
        if path == b"/tally":
            self._transport.write(self._sink.tell(method))
        elif self._sink.delay_s:
            answer = self._sink.take(path, body)
            asyncio.get_running_loop().call_later(self._sink.delay_s, self._transport.write, answer)
        else:
            self._transport.write(self._sink.take(path, body))


def _length_of(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(LENGTH)
    return int(lower[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def serve(port: int, delay_s: float) -> None:
    sink = Sink(delay_s)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(sink), "127.0.0.1", port, backlog=1000)
    async with server:
        await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suite.sink", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--delay-ms", type=float, default=0)
    given = parser.parse_args(sys.argv[1:])
    asyncio.run(serve(given.port, given.delay_ms / 1000))


if __name__ == "__main__":
    main()
