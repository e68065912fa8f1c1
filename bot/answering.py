"""One inbound message, answered exactly once however often and in whatever company it comes."""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakValueDictionary

from bot.commands.command import Command
from bot.conversation.decide import decide
from bot.conversation.outcome import Outcome, Setting, Situation, answered
from bot.conversation.wants import Wants, wants_of
from models.rider import RECENT, Answer, Rider, RiderStatus

MOST_TRIES = 8  # whoever loses more races for one rider's document is asked to repeat


class ContendedError(Exception):
    """The rider's document changed again and again under our hands."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A rider's text; `command` is what it asks for, in the language `spoken` (None: in none in particular)."""

    sid: str
    phone: str
    sender: str
    words: str
    command: Command
    spoken: str | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """That a message was seen before: whose it was, and how old the rider's document was."""

    subscriber: str
    seen_version: int


@dataclass(frozen=True, slots=True)
class Seen:
    """All that one message is decided from, read in one go."""

    situation: Situation
    rider: Rider | None = None
    logged: Logged | None = None

    @property
    def version(self) -> int:
        return self.rider.version if self.rider else 0


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
    """The end of everything that is kept about a rider."""

    async def forget(self, rider: Rider) -> None:
        """Delete it all but the proof of consent; harmless when it is done already."""
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


@dataclass(frozen=True, slots=True)
class Answered:
    """What a message came to."""

    reply: str | None
    effect: str


class Answering:
    """Reads, decides, writes down, stores, in this order; whoever loses a race does it all again."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def answer(self, message: Inbound, setting: Setting, *, only_known: bool = False) -> Answered:
        """The reply to `message`, its change stored; with `only_known` a stranger's message is not even written down.

        Raises:
            ContendedError: too many others changed this rider at the same time.
        """
        # A rider's texts take turns here; only those that came to another process can still win a race.
        async with self._turns.setdefault((message.phone, message.sender), asyncio.Lock()):
            return await self._answer(message, setting, only_known=only_known)

    async def has_stopped(self, message: Inbound) -> bool:
        """Whether whoever wrote `message` is a rider who wants no texts."""
        rider = (await self._stores.reading.read(message, Wants())).rider
        return rider is not None and rider.status is RiderStatus.STOPPED

    async def _answer(self, message: Inbound, setting: Setting, *, only_known: bool) -> Answered:
        seen: Seen | None = None
        wants = wants_of(message.command, setting)
        for _ in range(MOST_TRIES):
            seen = await self._stores.reading.read(message, wants)
            if seen.rider and (given := seen.rider.answer_to(message.sid)):
                await self._tell(seen.rider, given, seen.situation)
                return Answered(given.reply, "repeated")
            if is_old_replay(seen):
                return Answered(None, "replayed")
            if only_known and seen.rider is None:
                return Answered(None, "unknown-rider")
            rider = seen.rider or _new_rider(message, seen.logged)
            outcome = decide(rider, message.command, seen.situation, setting, spoken=message.spoken)
            if await self._is_stored(message, seen, outcome):
                return Answered(outcome.reply, outcome.effect)
        if seen and seen.rider is None and seen.logged:
            # The log has this sid, but of another phone: whatever this is, it is not that rider's message.
            return Answered(None, "replayed")
        raise ContendedError(message.sid)

    async def _is_stored(self, message: Inbound, seen: Seen, outcome: Outcome) -> bool:
        rider, answer = answered(outcome, message.sid)
        # The log comes first: whatever else happens, the words are the proof of consent.
        if seen.logged is None:
            if not await self._stores.log.record(message, outcome, seen):
                return False
        elif seen.logged.subscriber != rider.id:
            await self._stores.log.assign(message, rider.id)
        if outcome.is_forgotten:
            await self._stores.forgetting.forget(rider)
            return True
        riders = self._stores.riders
        stored = await (riders.replace(seen.rider, rider) if seen.rider else riders.add(rider))
        if stored:
            await self._tell(rider, answer, seen.situation)
            if outcome.is_rehearing:
                await self._stores.held.release(rider.id)
        return stored

    async def _tell(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        if answer.told:
            await self._stores.told.record(rider, answer, situation)
        if answer.note:
            await self._stores.notes.add(rider, answer, situation)


def is_old_replay(seen: Seen) -> bool:
    """Whether the message may have been applied so long ago that its answer is no longer kept."""
    return seen.logged is not None and seen.version - seen.logged.seen_version >= RECENT


def _new_rider(message: Inbound, logged: Logged | None) -> Rider:
    return Rider(logged.subscriber if logged else secrets.token_hex(12), message.phone, message.sender)
