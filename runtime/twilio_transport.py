"""The twilio SDK's async API over aiohttp, with a timeout that holds, no resending, and any base URL."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from runtime.settings import TwilioSettings

TWILIO_API = "https://api.twilio.com"
TOO_MANY_REQUESTS = 429


class NotConnectedError(Exception):
    """No connection was made: the request was surely not processed."""


class ThrottledError(Exception):
    """Too many requests: this one was surely not processed; `retry_after_s` is what the answer asks for, if it does."""

    def __init__(self, retry_after_s: float | None) -> None:
        super().__init__("throttled")
        self.retry_after_s = retry_after_s


class AioHttpTransport(AsyncHttpClient):  # type: ignore[misc]  # the SDK has no types
    """Posts each request once. The SDK's own client ignores its timeout, and posts again after a 5xx."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        super().__init__(logging.getLogger("twilio.transport"), is_async=True)
        self._session = session
        self._base_url = base_url.rstrip("/")

    async def request(  # noqa: PLR0917  # the SDK's signature
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002  # the session's holds
        allow_redirects: bool = False,  # noqa: FBT001, FBT002  # the SDK's signature
    ) -> Response:
        """Send one request.

        Raises:
            NotConnectedError: the request did not leave.
            ThrottledError: it was not processed.
            aiohttp.ClientError, TimeoutError: it may have been processed.
        """
        url = uri.replace(TWILIO_API, self._base_url, 1)
        authorization = {"Authorization": aiohttp.encode_basic_auth(*auth)} if auth else {}
        try:
            async with self._session.request(
                method,
                url,
                params={name: str(value) for name, value in (params or {}).items() if value is not None},
                data={name: str(value) for name, value in (data or {}).items()},
                headers={**(headers or {}), **authorization},
                allow_redirects=allow_redirects,
            ) as response:
                if response.status == TOO_MANY_REQUESTS:
                    # The SDK's own error keeps no header.
                    raise ThrottledError(_seconds(response.headers.get("Retry-After")))
                return Response(response.status, await response.text(), response.headers)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnectedError(type(error).__name__) from error


def _seconds(retry_after: str | None) -> float | None:
    """The header's seconds; None where it names a date, or nothing that we can read."""
    return float(retry_after) if retry_after is not None and retry_after.isascii() and retry_after.isdigit() else None


@asynccontextmanager
async def open_twilio(settings: TwilioSettings, *, connections: int, timeout_s: float) -> AsyncIterator[Client]:
    """The SDK's client for our account; no more than `connections` requests are under way at once."""
    connector = aiohttp.TCPConnector(limit=connections)
    timeout = aiohttp.ClientTimeout(total=timeout_s)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        yield Client(
            settings.twilio_account_sid,
            settings.twilio_auth_token.get_secret_value(),
            http_client=AioHttpTransport(session, settings.twilio_api_url),
        )
