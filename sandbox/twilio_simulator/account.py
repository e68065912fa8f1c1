"""A Twilio account without any I/O: its messages, opt-outs and rules."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sandbox.twilio_simulator.errors import ApiError
from sandbox.twilio_simulator.keywords import Keyword, find_keyword
from sandbox.twilio_simulator.message import Direction, Message
from sandbox.twilio_simulator.phones import Kind, Phone

E164 = re.compile(r"\+[1-9]\d{6,14}")
MAX_BODY = 1600
OPTED_OUT = 21610


@dataclass(slots=True)
class Attempt:
    """One try to text somebody, refused or not; `outcome` is "accepted", an error code, "hang" or "pending"."""

    at: float
    to: str
    from_: str
    body: str
    status_callback: str | None
    opted_out: bool
    outcome: str = "pending"
    sid: str | None = None
    fault: str | None = None


@dataclass(slots=True)
class Account:
    """Everything Twilio remembers for one customer."""

    sid: str
    auth_token: str
    senders: list[str]
    messaging_service_sid: str | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    refused_replies: list[Attempt] = field(default_factory=list)
    opt_outs: set[tuple[str, str]] = field(default_factory=set)
    phones: dict[str, Phone] = field(default_factory=dict)
    _by_receiver: defaultdict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))

    @property
    def main_sender(self) -> str:
        """The number that texts go to and services send from unless another is named."""
        return self.senders[0]

    def phone(self, number: str) -> Phone:
        """Return a rider's phone, bought on first use."""
        return self.phones.setdefault(number, Phone(number))

    def sent_to(self, number: str) -> list[Message]:
        """Return the messages to a number, oldest first."""
        return self._by_receiver.get(number, [])

    def is_opted_out(self, sender: str, rider: str) -> bool:
        """Whether this rider told this sender to stop."""
        return (sender, rider) in self.opt_outs

    def attempt(self, form: Mapping[str, str], *, now: float) -> Attempt:
        """Log that somebody asks for a message."""
        sender = form.get("From") or self.main_sender
        rider = form.get("To", "")
        attempt = Attempt(
            at=now,
            to=rider,
            from_=sender,
            body=form.get("Body", ""),
            status_callback=form.get("StatusCallback"),
            opted_out=self.is_opted_out(sender, rider),
        )
        self.attempts.append(attempt)
        return attempt

    def create(self, form: Mapping[str, str], *, now: float, doom: int | None = None) -> Message:
        """Create a message from a REST request; `doom` is the error it shall end with.

        Raises:
            ApiError: Twilio would refuse the request.
        """
        self._validate(form)
        service = form.get("MessagingServiceSid")
        sender = form.get("From") or self.main_sender
        opted_out = self.is_opted_out(sender, form["To"])
        if opted_out and not service:
            raise ApiError(OPTED_OUT)
        message = self._keep(
            Message(
                account_sid=self.sid,
                from_=sender,
                to=form["To"],
                body=form["Body"],
                direction=Direction.OUTBOUND_API,
                status="accepted" if service else "queued",
                created=now,
                updated=now,
                messaging_service_sid=service,
                status_callback=form.get("StatusCallback"),
                # A service finds out later: the refusal comes as a failed callback.
                doom=OPTED_OUT if opted_out else doom,
            )
        )
        if message.doom is None:
            self.phone(message.to).receive(message.body, "sms", sid=message.sid, now=now)
        return message

    def receive(self, rider: str, sender: str, body: str, *, now: float) -> tuple[Message, str | None]:
        """Take in a rider's text; returns it and Twilio's own answer, which the phone has then received."""
        message = self._keep(
            Message(
                account_sid=self.sid,
                from_=rider,
                to=sender,
                body=body,
                direction=Direction.INBOUND,
                status="received",
                created=now,
                updated=now,
                sent=now,
                messaging_service_sid=self.messaging_service_sid,
            )
        )
        answer = self._obey(find_keyword(body), sender, rider)
        if answer is not None:
            self._deliver(answer, sender, rider, kind="keyword", now=now)
        return message, answer

    def reply(self, body: str, sender: str, rider: str, *, now: float) -> bool:
        """Send one TwiML message; returns whether it reached the phone."""
        if self.is_opted_out(sender, rider):
            refused = Attempt(now, rider, sender, body, None, opted_out=True, outcome=str(OPTED_OUT))
            self.refused_replies.append(refused)
            return False
        self._deliver(body, sender, rider, kind="reply", now=now)
        return True

    def _validate(self, form: Mapping[str, str]) -> None:
        receiver, body, sender = form.get("To", ""), form.get("Body", ""), form.get("From", "")
        service = form.get("MessagingServiceSid")
        validity = form.get("ValidityPeriod", "36000")
        host = urlsplit(form.get("StatusCallback", "")).hostname or ""
        checks = (
            (21604, receiver != ""),
            (21211, E164.fullmatch(receiver) is not None),
            (21603, bool(sender or service)),
            (21602, body.strip() != ""),
            (21617, len(body) <= MAX_BODY),
            (21606, not sender or sender in self.senders),
            (20404, not service or service == self.messaging_service_sid),
            (20001, validity.isdigit() and 1 <= int(validity) <= 36000),
            (21609, "_" not in host),
        )
        for code, holds in checks:
            if not holds:
                raise ApiError(code)

    def _obey(self, keyword: Keyword | None, sender: str, rider: str) -> str | None:
        pair = (sender, rider)
        if keyword is Keyword.OPT_IN:
            self.opt_outs.discard(pair)
        # Whoever is opted out gets neither a second goodbye nor help.
        elif pair in self.opt_outs:
            return None
        if keyword is Keyword.OPT_OUT:
            self.opt_outs.add(pair)
        return keyword.answer if keyword else None

    def _deliver(self, body: str, sender: str, rider: str, *, kind: Kind, now: float) -> None:
        message = self._keep(
            Message(
                account_sid=self.sid,
                from_=sender,
                to=rider,
                body=body,
                direction=Direction.OUTBOUND_REPLY,
                status="delivered",
                created=now,
                updated=now,
                sent=now,
            )
        )
        self.phone(rider).receive(body, kind, sid=message.sid, now=now)

    def _keep(self, message: Message) -> Message:
        self.messages[message.sid] = message
        self._by_receiver[message.to].append(message)
        return message
