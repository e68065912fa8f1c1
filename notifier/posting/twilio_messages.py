"""Twilio's Message resource: create once, and list what was created."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import structlog
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from models.delivery import Kind, reported_state
from models.incident import AlertClass
from models.provider_codes import LOUD, Reaction, provider_codes
from models.reports import FAILED
from notifier import metrics
from notifier.deciding.texts import (
    QUEUE_FULL,
    Accepted,
    NotProcessed,
    OursToMend,
    OutboundMessage,
    Outcome,
    OutcomeUnknown,
    Refused,
)
from notifier.settling.reconciling import ProviderUnreachableError, SentMessage
from runtime.twilio_transport import NotConnectedError, ThrottledError

LATEST = 50
# How long Twilio may hold a text back before it is no news any more: by kind, and where it is not urgent.
VALIDITY_S = {
    Kind.FIRST: 900,
    Kind.UPDATE: 900,
    Kind.CLEAR: 1800,
    Kind.PLANNED: 36_000,
    Kind.CORRECTION: 900,
    Kind.PROBE: 120,
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
        outcome = await self._post(text, to=to, timeout_s=timeout_s)
        if reaction := reaction_of(outcome):
            metrics.TWILIO_ERRORS.labels(reaction).inc()
        return outcome

    async def _post(self, text: OutboundMessage, *, to: str, timeout_s: float) -> Outcome:
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
        except ThrottledError as error:
            return NotProcessed("throttled", error.retry_after_s, is_throttled=True)
        except TwilioException as error:
            return outcome_of(getattr(error, "status", None), getattr(error, "code", None))
        except Exception as error:  # noqa: BLE001  # whatever the SDK makes of an answer: it was posted
            return OutcomeUnknown(type(error).__name__)
        return Accepted(message.sid) if message.sid else OutcomeUnknown("no-sid")

    async def is_reachable(self) -> bool:
        """Whether Twilio answers for our account: nothing is created."""
        try:
            await self._client.messages.list_async(limit=1, page_size=1)
        except Exception as error:  # noqa: BLE001  # the SDK has no common error for an answer that it cannot read
            log.warning("twilio.unreachable", error=repr(error)[:200])
            return False
        return True

    async def find_sent(self, to: str) -> Sequence[SentMessage]:
        try:
            messages = await self._client.messages.list_async(to=to, limit=LATEST)
            return [_sent(each) for each in messages]
        except Exception as error:  # the SDK has no common error for an answer that it cannot read
            raise ProviderUnreachableError(repr(error)) from error


def validity_s(text: OutboundMessage) -> int:
    """How many seconds Twilio may hold the text back, counted from the call; a reminder until its work begins."""
    if text.kind in {Kind.FIRST, Kind.UPDATE}:
        return CALM_VALIDITY_S.get(text.alert_class, VALIDITY_S[text.kind])
    longest_s = VALIDITY_S[text.kind]
    if text.begins_in is None:
        return longest_s
    # Twilio takes no less than a second.
    return max(1, min(longest_s, int(text.begins_in.total_seconds())))


def _sent(message: MessageInstance) -> SentMessage:
    return SentMessage(
        sid=message.sid or "",
        body=message.body or "",
        created_at=message.date_created or datetime.now(UTC),
        is_outbound=str(message.direction).startswith("outbound"),
        failed_with=_failure(message),
    )


def _failure(message: MessageInstance) -> int | None:
    """The error of a message that did not arrive; 0 where Twilio names none."""
    if reported_state(str(message.status)) not in FAILED:
        return None
    return message.error_code if isinstance(message.error_code, int) else 0


def reaction_of(outcome: Outcome) -> str | None:
    """What an outcome asks of us, as operators count it; None where Twilio has the text."""
    match outcome:
        case Refused(code):
            return provider_codes().reaction_of(code).value
        case OursToMend():
            return Reaction.OURS_TO_MEND.value
        case OutcomeUnknown():
            return Reaction.UNKNOWN.value
        case NotProcessed(reason, is_throttled=True):
            return (Reaction.QUEUE_FULL if reason == QUEUE_FULL else Reaction.SLOW_DOWN).value
        case NotProcessed():
            return metrics.NOT_CONNECTED
        case _:
            return None


def outcome_of(status: object, code: object) -> Outcome:
    """What an error answer proves about the text."""
    codes = provider_codes()
    reaction = codes.reaction_to_answer(status, code)
    if reaction is Reaction.UNKNOWN:
        return OutcomeUnknown(f"http-{status}")
    if reaction is Reaction.SLOW_DOWN or not isinstance(code, int):
        return NotProcessed("throttled", is_throttled=True)
    if reaction in LOUD:
        log.error("twilio.refuses", status=status, code=code, reaction=reaction, hint=codes.hint_of(code))
    elif code not in codes.listed:
        log.warning("twilio.unlisted_code", status=status, code=code, hint=codes.hint_of(code))
    match reaction:
        case Reaction.QUEUE_FULL:
            return NotProcessed(QUEUE_FULL, is_throttled=True)
        case Reaction.OURS_TO_MEND:
            return OursToMend(code)
        case _:
            return Refused(code)
