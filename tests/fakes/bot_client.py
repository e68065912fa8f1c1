"""Twilio, as far as the bot sees it: signs forms and posts them to the application."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from quart import Quart
from quart.typing import TestClientProtocol

from bot.conversation.outcome import Setting
from bot.hearing.answering import Answering
from bot.hearing.bounds import Bounds
from bot.hearing.turnstile import Turnstile
from bot.webhooks.app import create_app
from bot.webhooks.gate import Gate
from bot.webhooks.signature import Signatures
from bot.webhooks.webhook import Parts
from models.reports import Receipt
from sandbox.chat.memory import BotMemory
from sandbox.twilio_simulator.signature import sign
from tests.fakes.bot_world import PHONE, SENDER, make_setting, make_sid

ACCOUNT = "AC" + "0a" * 16
TOKEN = "12345"
BASE_URL = "https://bot.example.org/hooks"
INBOUND, STATUS = "/twilio/inbound", "/twilio/status"
FORM = "application/x-www-form-urlencoded; charset=UTF-8"


class KeptReceipts:
    """Keeps the receipts it was given, if it can: after `wait_s`, and unless there is an `error`."""

    def __init__(self, *, error: Exception | None = None, wait_s: float = 0) -> None:
        self.receipts: list[Receipt] = []
        self._error = error
        self._wait_s = wait_s

    async def apply(self, receipt: Receipt) -> bool:
        await asyncio.sleep(self._wait_s)
        if self._error:
            raise self._error
        self.receipts.append(receipt)
        return True


def make_app(
    memory: BotMemory,
    receipts: KeptReceipts | None = None,
    setting: Setting | None = None,
    *,
    tokens: Sequence[str] = (TOKEN,),
    countries: Collection[str] = ("CA", "US"),
    per_minute: int = 1000,
    timeout_s: float = 2.5,
) -> Quart:
    """The application on parts in memory, whose clock tells seconds; most tests send more texts than a rider may."""
    answering = Answering(memory.stores())
    now = setting or make_setting()
    turnstile = Turnstile(per_minute=per_minute)
    bounds = Bounds(answering, lambda: now, countries, turnstile, now_s=memory.now_s)
    parts = Parts(
        gate=Gate(Signatures(tokens, BASE_URL), ACCOUNT),
        answer=bounds.answer,
        apply_receipt=(receipts or KeptReceipts()).apply,
        senders=(SENDER,),
        trouble=lambda spoken: now.speaking(spoken or "").say("words.trouble"),
        answer_timeout_s=timeout_s,
        receipt_timeout_s=timeout_s,
    )
    return create_app(parts, request_bytes=64 * 1024)


def form_of(words: str, number: int = 1, **fields: str) -> dict[str, str]:
    """The form of a rider's text."""
    form = {"MessageSid": make_sid(number), "AccountSid": ACCOUNT, "From": PHONE, "To": SENDER, "Body": words}
    return form | fields


def headers_of(path: str, form: Mapping[str, str], *, token: str = TOKEN) -> dict[str, str]:
    return {"Content-Type": FORM, "X-Twilio-Signature": sign(BASE_URL + path, form, auth_token=token)}


class Twilio:
    """Posts to one application."""

    def __init__(self, app: Quart) -> None:
        self.client: TestClientProtocol = app.test_client()

    async def post(self, path: str, form: Mapping[str, str], *, token: str = TOKEN) -> tuple[int, str]:
        """The status and body of the answer to a signed form."""
        return await self.send(path, urlencode(form).encode(), headers_of(path, form, token=token))

    async def send(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        response = await self.client.post(path, data=body, headers=dict(headers))
        text = await response.get_data(as_text=True)
        return response.status_code, str(text)

    async def text(self, words: str, number: int = 1, **fields: str) -> list[str]:
        """What the rider is texted back."""
        status, body = await self.post(INBOUND, form_of(words, number, **fields))
        assert status == 200
        return replies(body)


def replies(body: str) -> list[str]:
    """The texts that Twilio would send for this TwiML."""
    return [each.text or "" for each in ET.fromstring(body).findall("Message")]  # noqa: S314 (our own answer)
