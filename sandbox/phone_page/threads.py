"""What stands on a rider's phone: their own texts and those that came, in the order in which they were made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.segments import count_segments
from sandbox.twilio_simulator.account import Account
from sandbox.twilio_simulator.inbound import InboundResult
from sandbox.twilio_simulator.message import Direction
from sandbox.twilio_simulator.phones import Kind

MOST_SHOWN = 200  # texts on one phone


class Writer(StrEnum):
    """Who wrote a text."""

    RIDER = "rider"
    BOT = "bot"  # an answer
    ALERT = "alert"
    TWILIO = "twilio"  # its own answers to STOP, START and HELP


class Mark(StrEnum):
    """How far a text got, as its bubble shows it."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


_WRITERS: dict[Kind, Writer] = {"sms": Writer.ALERT, "reply": Writer.BOT, "keyword": Writer.TWILIO}
_HEARD = 200


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text on a phone; `id` is its message SID."""

    id: str
    writer: Writer
    body: str
    at: float
    segments: int
    mark: Mark


def thread_of(account: Account, phone: str, heard: Sequence[InboundResult]) -> tuple[Bubble, ...]:
    """The latest texts on that phone; `heard` is what came of riders' texts so far."""
    bubbles = sorted([*_written(account, phone, heard), *_received(account, phone)], key=lambda bubble: bubble.at)
    return tuple(bubbles[-MOST_SHOWN:])


def _written(account: Account, phone: str, heard: Sequence[InboundResult]) -> Iterator[Bubble]:
    marks = {each.sid: Mark.DELIVERED if each.webhook_status == _HEARD else Mark.FAILED for each in heard}
    for message in account.messages.values():
        if message.direction is Direction.INBOUND and message.from_ == phone:
            mark = marks.get(message.sid, Mark.SENT)
            segments = count_segments(message.body)
            yield Bubble(message.sid, Writer.RIDER, message.body, message.created, segments, mark)


def _received(account: Account, phone: str) -> Iterator[Bubble]:
    for text in account.phone(phone).inbox:
        is_delivered = account.messages[text.sid].status == "delivered"
        mark = Mark.DELIVERED if is_delivered else Mark.SENT
        yield Bubble(text.sid, _WRITERS[text.kind], text.body, text.at, text.segments, mark)
