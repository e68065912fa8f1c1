"""Posts signed webhooks, waiting and trying again as the URL's overrides say."""

import secrets
import time
from asyncio import timeout
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from sandbox.twilio_simulator.overrides import CONNECT_FAILED, READ_FAILED, ConnectionOverrides, parse_overrides
from sandbox.twilio_simulator.signature import requested_url, sign

# What Twilio's debugger would show.
ERROR_CODES = {READ_FAILED: 11200, CONNECT_FAILED: 11205, "4xx": 11217, "5xx": 11217}


@dataclass(frozen=True, slots=True)
class WebhookAnswer:
    """The last answer of our application; `status` is None where none came."""

    status: int | None = None
    content_type: str = ""
    body: str = ""
    failure: str | None = None
    tries: int = 1

    @property
    def error_code(self) -> int | None:
        """The code of what went wrong."""
        return ERROR_CODES[self.failure] if self.failure else None


class Webhooks:
    """Twilio's side of every call to our application."""

    def __init__(self, session: aiohttp.ClientSession, auth_token: str) -> None:
        """Sign with this token."""
        self._session = session
        self._auth_token = auth_token

    async def post(self, url: str, form: Mapping[str, str]) -> WebhookAnswer:
        """Post one form; returns the last answer, whatever it was."""
        overrides = parse_overrides(url)
        deadline = time.monotonic() + overrides.total_timeout_s
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": sign(url, form, auth_token=self._auth_token),
            "I-Twilio-Idempotency-Token": secrets.token_hex(16),
        }
        tries = 0
        while True:
            tries += 1
            answer = await self._try(url, form, headers, overrides=overrides, deadline=deadline, tries=tries)
            out_of_patience = tries > overrides.retries or time.monotonic() >= deadline
            if answer.failure not in overrides.retry_on or out_of_patience:
                return answer

    async def _try(
        self,
        url: str,
        form: Mapping[str, str],
        headers: Mapping[str, str],
        *,
        overrides: ConnectionOverrides,
        deadline: float,
        tries: int,
    ) -> WebhookAnswer:
        patience = aiohttp.ClientTimeout(
            sock_connect=overrides.connect_timeout_s, sock_read=overrides.read_timeout_s, total=None
        )
        # encoded=True: what arrives must be, byte for byte, what was signed.
        target = URL(requested_url(url), encoded=True)
        try:
            async with (
                timeout(max(deadline - time.monotonic(), 0)),
                self._session.post(target, data=urlencode(form), headers=headers, timeout=patience) as response,
            ):
                body = await response.text(errors="replace")
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return WebhookAnswer(failure=CONNECT_FAILED, tries=tries)
        except (aiohttp.ClientError, TimeoutError):
            return WebhookAnswer(failure=READ_FAILED, tries=tries)
        failure = f"{response.status // 100}xx" if response.status >= 400 else None
        return WebhookAnswer(response.status, response.headers.get("Content-Type", ""), body, failure, tries)
