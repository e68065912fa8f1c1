"""A Twilio for one account: takes messages by REST, texts our application, reports, and fails on purpose."""

import asyncio
import time
from dataclasses import dataclass, field

from sandbox.twilio_simulator.account import Account, Attempt
from sandbox.twilio_simulator.background import Start
from sandbox.twilio_simulator.faults import Fault, Faults
from sandbox.twilio_simulator.inbound import InboundResult, inbound_form
from sandbox.twilio_simulator.message import Message
from sandbox.twilio_simulator.phones import Phone
from sandbox.twilio_simulator.reports import plan_reports, report_form
from sandbox.twilio_simulator.twiml import TwimlError, parse_replies
from sandbox.twilio_simulator.webhooks import WebhookAnswer, Webhooks


@dataclass(frozen=True, slots=True)
class Callback:
    """One status callback that was posted; `http_status` is None where no answer came."""

    at: float
    sid: str
    status: str
    url: str
    http_status: int | None


@dataclass(slots=True)
class Simulator:
    """The account's state, the faults to come, and the riders' side of every conversation."""

    account: Account
    webhook_url: str | None
    webhooks: Webhooks
    start: Start
    callback_delay_s: float
    base_url: str = ""
    faults: Faults = field(default_factory=Faults)
    callbacks: list[Callback] = field(default_factory=list)
    inbound: list[InboundResult] = field(default_factory=list)

    @property
    def attempts(self) -> list[Attempt]:
        """Every try to create a message by REST, in order of arrival."""
        return self.account.attempts

    def phone(self, number: str) -> Phone:
        """Return a rider's phone."""
        return self.account.phone(number)

    async def text(self, from_: str, body: str, *, to: str | None = None) -> InboundResult:
        """Text our application from a rider's phone; returns once the webhook has answered."""
        sender, at = to or self.account.main_sender, time.time()
        message, keyword_reply = self.account.receive(from_, sender, body, now=at)
        answer = WebhookAnswer(tries=0)
        if self.webhook_url:
            answer = await self.webhooks.post(self.webhook_url, inbound_form(message))
        answered_at = time.time()
        bodies, error_code = _replies(answer)
        arrived = [self.account.reply(reply, sender, from_, now=answered_at) for reply in bodies]
        result = InboundResult(
            sid=message.sid,
            from_=from_,
            body=body,
            at=at,
            answered_at=answered_at,
            webhook_status=answer.status,
            tries=answer.tries,
            replies=tuple(reply for reply, ok in zip(bodies, arrived, strict=True) if ok),
            refused_replies=tuple(reply for reply, ok in zip(bodies, arrived, strict=True) if not ok),
            keyword_reply=keyword_reply,
            error_code=error_code,
        )
        self.inbound.append(result)
        return result

    async def follow(self, message: Message, fault: Fault | None) -> None:
        """Live one accepted message's life and report it."""
        for status in plan_reports(message, fault):
            await asyncio.sleep(self.callback_delay_s)
            message.report(status, now=time.time())
            if message.status_callback and fault not in {Fault.NO_CALLBACKS, Fault.ACCEPT_THEN_SILENCE}:
                answer = await self.webhooks.post(message.status_callback, report_form(message, status))
                self.callbacks.append(
                    Callback(time.time(), message.sid, status, message.status_callback, answer.status)
                )


def _replies(answer: WebhookAnswer) -> tuple[list[str], int | None]:
    if answer.failure or answer.status is None:
        return [], answer.error_code
    try:
        return parse_replies(answer.content_type, answer.body), None
    except TwimlError as error:
        return [], error.code
