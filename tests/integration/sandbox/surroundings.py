"""What stands around the simulator in these tests: an application for its webhooks, and a road for Twilio's SDK."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from aiohttp import web
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator

ACCOUNT, TOKEN, SENDER, RIDER = "AC" + "0" * 32, "secret", "+14375550100", "+14165550123"
SERVICE = "MG" + "1" * 32
TWIML = "<Response><Message>You follow 504</Message></Response>"


class LocalTransport(AsyncHttpClient):  # type: ignore[misc]  # the SDK has no types
    """Sends what the SDK asks of api.twilio.com to the simulator instead."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        super().__init__(logging.getLogger("sdk"), is_async=True)
        self._session = session
        self._base_url = base_url

    async def request(
        self,
        method: str,
        url: str,
        *,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        **_: object,
    ) -> Response:
        """Pass one request on."""
        target = urlunsplit(("", "", *urlsplit(url)[2:]))
        credentials = {"Authorization": aiohttp.encode_basic_auth(*auth)} if auth else {}
        known = {name: value for name, value in (params or {}).items() if value is not None}
        async with self._session.request(
            method, self._base_url + target, params=known, data=data, headers={**headers, **credentials}
        ) as response:
            return Response(response.status, await response.text(), response.headers)


@dataclass(slots=True)
class Application:
    """What a bot would be: keeps the forms it got, answers what it is told, checks signatures."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    delays_s: list[float] = field(default_factory=list)
    content_type: str = "text/xml"
    answer: str = TWIML
    forms: list[dict[str, str]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    signed: list[bool] = field(default_factory=list)

    async def hear(self, request: web.Request) -> web.Response:
        """Take one webhook."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        validator = RequestValidator(TOKEN)
        self.signed.append(
            validator.validate(f"{self.url}{request.raw_path}", form, request.headers["X-Twilio-Signature"])
        )
        self.forms.append(form)
        self.tokens.append(request.headers["I-Twilio-Idempotency-Token"])
        await asyncio.sleep(self.delays_s.pop(0) if self.delays_s else 0)
        status = self.statuses.pop(0) if self.statuses else 200
        return web.Response(status=status, text=self.answer, content_type=self.content_type)

    def callbacks(self) -> list[str]:
        """The statuses that were reported, in order of arrival."""
        return [form["MessageStatus"] for form in self.forms if "MessageStatus" in form]


async def until(condition: Callable[[], bool], timeout_s: float = 5) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(timeout_s):
        while not condition():  # noqa: ASYNC110 (what it waits for is outside this event loop)
            await asyncio.sleep(0.005)
