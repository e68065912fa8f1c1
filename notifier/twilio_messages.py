"""Twilio's Message resource: create once, and list what was created."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import structlog
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from models.delivery import Kind
from models.incident import AlertClass
from notifier.reconciling import ProviderUnreachableError, SentMessage
from notifier.texts import Accepted, NotProcessed, OutboundMessage, Outcome, OutcomeUnknown, Refused
from runtime.twilio_transport import NotConnectedError

LATEST = 50
TOO_MANY_REQUESTS = 429
TWILIOS_OWN = 10_000  # its error codes; where an answer has none, the SDK puts the HTTP status there
# Our account or our sender is not in order, no matter which text: it waits until somebody has mended that.
OURS_TO_MEND = frozenset({20003, 20005, 20006, 20010, 20404, 21212, 21606, 21611, 21703, 21704, 21705, 21910})
# How long Twilio may hold a text back before it is no news any more: by kind, and where it is not urgent.
VALIDITY_S = {
    Kind.FIRST: 900,
    Kind.UPDATE: 900,
    Kind.CLEAR: 1800,
    Kind.PLANNED: 36_000,
    Kind.CORRECTION: 900,
    Kind.NOTE: 900,
}
CALM_VALIDITY_S = {AlertClass.ACCESS: 3600, AlertClass.INFO: 21_600}

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
                    validity_period=validity_s(text),
                    **self._sender,
                )
        except NotConnectedError as error:
            return NotProcessed(str(error))
        except TwilioException as error:
            return outcome_of(getattr(error, "status", None), getattr(error, "code", None))
        except Exception as error:  # noqa: BLE001  # whatever the SDK makes of an answer: it was posted
            return OutcomeUnknown(type(error).__name__)
        return Accepted(message.sid) if message.sid else OutcomeUnknown("no-sid")

    async def find_sent(self, to: str) -> Sequence[SentMessage]:
        try:
            messages = await self._client.messages.list_async(to=to, limit=LATEST)
            return [_sent(each) for each in messages]
        except Exception as error:  # the SDK has no common error for an answer that it cannot read
            raise ProviderUnreachableError(repr(error)) from error


def validity_s(text: OutboundMessage) -> int:
    """How long Twilio may hold the text back, counted from the call."""
    if text.kind in {Kind.FIRST, Kind.UPDATE}:
        return CALM_VALIDITY_S.get(text.alert_class, VALIDITY_S[text.kind])
    return VALIDITY_S[text.kind]


def _sent(message: MessageInstance) -> SentMessage:
    return SentMessage(
        sid=message.sid or "",
        body=message.body or "",
        created_at=message.date_created or datetime.now(UTC),
        is_outbound=str(message.direction).startswith("outbound"),
    )


def outcome_of(status: object, code: object) -> Outcome:
    """What an error answer proves about the text.

    Only Twilio's own codes are believed: a gateway on the way may answer anything, and a 5xx may have been processed.
    429 ("never processed and always safe to retry") was not.
    """
    if status == TOO_MANY_REQUESTS:
        return NotProcessed("throttled")
    if not isinstance(status, int) or not isinstance(code, int) or status >= 500 or code < TWILIOS_OWN:
        return OutcomeUnknown(f"http-{status}")
    if status in {401, 403} or code in OURS_TO_MEND:
        log.error("twilio.not_in_order", status=status, code=code, hint="see the README, Troubleshooting")
        return NotProcessed(f"account-{code}")
    return Refused(code)
