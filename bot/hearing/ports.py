"""What an answer reads and writes: the ports of the answering."""

from dataclasses import dataclass
from typing import Protocol

from bot.conversation.outcome import Outcome, Situation
from bot.conversation.wants import Wants
from bot.hearing.message import Inbound, Seen
from models.rider import Answer, Rider


class Reading(Protocol):
    """What stands when a message comes."""

    async def read(self, message: Inbound, wants: Wants) -> Seen:
        """The rider, the message's earlier log entry, and the open incidents that are wanted."""
        ...


class InboundLog(Protocol):
    """Every message ever received: the proof of consent."""

    async def record(self, message: Inbound, outcome: Outcome, seen: Seen) -> bool:
        """Write the message down; False if it was written down before."""
        ...

    async def assign(self, message: Inbound, subscriber: str) -> None:
        """Correct whose message it was: two first messages of one rider came at once."""
        ...

    async def dismiss(self, message: Inbound) -> None:
        """Write down the bare sid of a message that is never to be applied."""
        ...


class Riders(Protocol):
    """The riders' documents."""

    async def add(self, rider: Rider) -> bool:
        """Store a new rider; False if that phone has become one meanwhile."""
        ...

    async def replace(self, seen: Rider, rider: Rider) -> bool:
        """Store the rider and the answer in one update; False if they are no longer as `seen`."""
        ...


class ToldRows(Protocol):
    """What riders were told in replies."""

    async def record(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        """Write down what the answer told; what is written down already is left alone."""
        ...


class Notes(Protocol):
    """Texts of their own, which the notifier sends."""

    async def add(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        """Have the answer's note sent, once however often this is called."""
        ...


class HeldTexts(Protocol):
    """Texts that wait for a rider's hours."""

    async def release(self, subscriber: str) -> None:
        """Have them looked at again: the rider has changed when they want texts."""
        ...


class Forgetting(Protocol):
    """Deletes what is known about riders."""

    async def forget(self, rider: Rider) -> None:
        """Delete everything about the rider, themselves last; repeatable."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything that an answer reads and writes."""

    reading: Reading
    log: InboundLog
    riders: Riders
    told: ToldRows
    notes: Notes
    held: HeldTexts
    forgetting: Forgetting
