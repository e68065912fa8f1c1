"""Twilio's Message resource: create once, and list what was created."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime

import aiohttp
import structlog
from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from models.delivery import Kind
from notifier.reconciling import ProviderUnreachableError, SentMessage
from notifier.texts import Accepted, NotProcessed, OutboundMessage, Outcome, OutcomeUnknown, Refused
from notifier.twilio_transport import NotConnectedError

LATEST = 50
TOO_MANY_REQUESTS = 429
# Our account or our sender is not in order, no matter which text: it waits until somebody has mended that.
OURS_TO_MEND = frozenset({20003, 20005, 20006, 20010, 20404, 21212, 21606, 21611, 21703, 21704, 21705, 21910})
# How long Twilio may hold a text back before it is no news any more.
VALIDITY_S = {Kind.FIRST: 900, Kind.UPDATE: 900, Kind.CLEAR: 1800, Kind.PLANNED: 36_000}
_LOST_ANSWER = (aiohttp.ClientError, TimeoutError, OSError, json.JSONDecodeError, UnicodeDecodeError)

log = structlog.get_logger()


class TwilioMessages:
    """Posts texts from one number or Messaging Service."""

    def __init__(self, client: Client, *, sender: str, public_base_url: str) -> None:
        self._client = client
        self._sender = {"messaging_service_sid": sender} if sender.startswith("MG") else {"from_": sender}
        self._callback = f"{public_base_url}/twilio/status"

    async def post(self, text: OutboundMessage, *, to: str, timeout_s: float) -> Outcome:
        try:
            async with asyncio.timeout(timeout_s):
                message = await self._client.messages.create_async(
                    to=to,
                    body=text.body,
                    status_callback=f"{self._callback}?d={text.delivery}&a={text.attempt}",
                    validity_period=VALIDITY_S[text.kind],
                    **self._sender,
                )
        except NotConnectedError as error:
            return NotProcessed(str(error))
        except TwilioException as error:
            return outcome_of(getattr(error, "status", None), getattr(error, "code", None))
        except _LOST_ANSWER as error:
            return OutcomeUnknown(type(error).__name__)
        return Accepted(message.sid) if message.sid else OutcomeUnknown("no-sid")

    async def find_sent(self, to: str) -> Sequence[SentMessage]:
        try:
            messages = await self._client.messages.list_async(to=to, limit=LATEST)
        except (TwilioException, NotConnectedError, *_LOST_ANSWER) as error:
            raise ProviderUnreachableError(repr(error)) from error
        return [
            SentMessage(
                sid=each.sid or "",
                body=each.body or "",
                created_at=each.date_created or datetime.now(UTC),
                is_outbound=str(each.direction).startswith("outbound"),
            )
            for each in messages
        ]


def outcome_of(status: int | None, code: int | None) -> Outcome:
    """What an error answer of Twilio proves about the text.

    A 5xx may have been processed; 429 ("never processed and always safe to retry") was not.
    """
    if status is None or status >= 500:
        return OutcomeUnknown(f"http-{status}")
    if status == TOO_MANY_REQUESTS:
        return NotProcessed("throttled")
    if status in {401, 403} or code in OURS_TO_MEND:
        log.error("twilio.not_in_order", status=status, code=code, hint="see the README, Troubleshooting")
        return NotProcessed(f"account-{code}")
    return Refused(code or status)
