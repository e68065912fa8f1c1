"""Twilio's two webhooks: a rider's text, and what became of one of ours."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from pymongo.errors import PyMongoError
from quart import Blueprint, Response, request

from bot import metrics
from bot.commands.carrier import find_opt_out_type
from bot.commands.command import CarrierWord
from bot.commands.parse import parse, spoken_language
from bot.hearing.answering import ContendedError
from bot.hearing.message import Answered, Inbound
from bot.webhooks.gate import Gate, RefusedError
from bot.webhooks.receipt_batches import TooManyReceiptsError
from bot.webhooks.receipts import find_receipt
from bot.webhooks.signature import Fields
from bot.webhooks.surprise import place_of
from bot.webhooks.twiml import CONTENT_TYPE, reply_xml
from models.phone import InvalidPhoneError, mask, parse_phone
from models.reports import Receipt
from models.segments import count_segments
from runtime.tracing import span

MOST_CHARACTERS = 1600  # of a text, says Twilio; no more are kept
_SID = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parts:
    """What the webhooks are made of."""

    gate: Gate
    answer: Callable[[Inbound], Awaitable[Answered]]
    apply_receipt: Callable[[Receipt], Awaitable[bool]]
    senders: Sequence[str]  # ours, the main one first
    trouble: Callable[[str | None], str]  # in the language spoken, if any
    answer_timeout_s: float
    receipt_timeout_s: float = 10


def create_webhook(parts: Parts) -> Blueprint:
    webhook = Blueprint("twilio", __name__, url_prefix="/twilio")
    turn = asyncio.Lock()

    @webhook.post("/inbound")
    async def inbound() -> Response:
        fields = await parts.gate.admit(request)
        message = find_message(fields, parts.senders)
        if message is None:
            return _twiml(None)  # a short code or an alphanumeric sender: nobody to answer
        return await _answer(message, parts)

    @webhook.post("/status")
    async def status() -> Response:
        async with turn:
            fields = await parts.gate.admit(request)
            # One at a time: riders' texts are not to wait behind a crowd's reports.
            await asyncio.sleep(0)
        receipt = find_receipt(request.args, {name: fields.first(name) for name in fields})
        is_safe = receipt is None or await _apply(receipt, parts)
        return Response(status=204 if is_safe else 503)

    return webhook


def find_message(fields: Fields, senders: Sequence[str]) -> Inbound | None:
    """The text in a form; None where its sender is no phone.

    Raises:
        RefusedError: the form is no message.
    """
    sid, phone, words = (fields.first(name) for name in ("MessageSid", "From", "Body"))
    if not _SID.fullmatch(sid) or not phone:
        raise RefusedError("fields", 400)
    try:
        phone = parse_phone(phone)
    except InvalidPhoneError:
        log.info("inbound.no_phone", sid=sid)
        return None
    words = words[:MOST_CHARACTERS]
    command = find_opt_out_type(fields.first("OptOutType")) or parse(words)
    # A rider belongs to the sender they texted: the service, where it is the service that we send by.
    texted = (fields.first("MessagingServiceSid"), fields.first("To"))
    theirs = next((each for each in texted if each in senders), fields.first("To") or senders[0])
    return Inbound(sid, phone, theirs, words, command, spoken_language(words))


async def _answer(message: Inbound, parts: Parts) -> Response:
    # Whatever is logged until the answer, says whose it is about: a request is a task of its own.
    structlog.contextvars.bind_contextvars(about=message.sid)
    with metrics.ANSWER_SECONDS.time(), span("webhook.inbound", about=message.sid):
        return await _answered(message, parts)


async def _answered(message: Inbound, parts: Parts) -> Response:
    try:
        async with asyncio.timeout(parts.answer_timeout_s):
            answered = await parts.answer(message)
    except (PyMongoError, TimeoutError, ContendedError) as error:
        return _could_not(message, error, parts)
    except Exception as error:  # noqa: BLE001  # what nobody foresaw may quote a rider: only its place is logged
        return _could_not(message, error, parts, at=place_of(error))
    metrics.INBOUND.labels(answered.effect).inc()
    segments = count_segments(answered.reply) if answered.reply else 0
    metrics.REPLY_SEGMENTS.inc(segments)
    log.info(
        "inbound.answered",
        rider=mask(message.phone),
        sid=message.sid,
        effect=answered.effect,
        segments=segments,
    )
    return _twiml(answered.reply)


def _could_not(message: Inbound, error: Exception, parts: Parts, **facts: str) -> Response:
    metrics.INBOUND.labels(metrics.FAILED).inc()
    log.error("inbound.failed", rider=mask(message.phone), sid=message.sid, error=type(error).__name__, **facts)
    if isinstance(message.command, CarrierWord):
        # Twilio has answered the rider already: only a repetition of the webhook can still bring us their wish.
        return Response(status=503)
    return _twiml(parts.trouble(message.spoken))


async def _apply(receipt: Receipt, parts: Parts) -> bool:
    """Whether the report is safe with us."""
    try:
        with span("webhook.status", delivery=receipt.delivery, state=receipt.state.value):
            async with asyncio.timeout(parts.receipt_timeout_s):
                is_news = await parts.apply_receipt(receipt)
    except (PyMongoError, TimeoutError, TooManyReceiptsError) as error:
        # Not lost for good: a text whose outcome stays unknown is looked up at Twilio.
        log.warning("receipt.failed", delivery=receipt.delivery, error=type(error).__name__)
        return False
    except Exception as error:  # noqa: BLE001  # what nobody foresaw may quote a rider
        log.error("receipt.failed", delivery=receipt.delivery, error=type(error).__name__, at=place_of(error))  # noqa: TRY400  # a traceback ends in the words
        return False
    metrics.RECEIPTS.labels(receipt.state.value if is_news else "no news").inc()
    return True


def _twiml(reply: str | None) -> Response:
    return Response(reply_xml(reply), content_type=CONTENT_TYPE)
