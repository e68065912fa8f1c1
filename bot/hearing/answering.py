"""One inbound message, answered exactly once however often and in whatever company it comes."""

import asyncio
import secrets
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

from bot.catching_up.missed import Missed
from bot.commands.carrier import find_short_code_word
from bot.commands.command import OptIn, OptOut, WishToStop
from bot.conversation.decide import decide
from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import Effect, Outcome, Setting, Situation, answered
from bot.conversation.wants import Wants, wants_of
from bot.hearing.message import Answered, Inbound, Logged, Seen
from bot.hearing.ports import Stores
from models.rider import RECENT, Answer, Rider, RiderStatus

REPEATED = "repeated"  # the effect of a message that was applied before
MOST_TRIES = 8  # whoever loses more races for one rider's document is asked to repeat


class ContendedError(Exception):
    """The rider's document changed again and again under our hands."""


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

    async def dismiss(self, message: Inbound) -> None:
        """See to it that `message`, which nobody heard, is never applied."""
        await self._stores.log.dismiss(message)

    async def _answer(self, message: Inbound, setting: Setting, *, only_known: bool) -> Answered:
        seen: Seen | None = None
        wants = wants_of(message.command, setting)
        for _ in range(MOST_TRIES):
            seen = await self._stores.reading.read(message, wants)
            if earlier := await self._earlier(message, seen):
                return earlier
            if only_known and seen.rider is None:
                return Answered(None, "unknown-rider")
            if seen.rider and seen.rider.status is RiderStatus.FORGOTTEN:
                # Whoever was to forget them has died over it; from here on a stranger writes.
                await self._stores.forgetting.forget(seen.rider)
                continue
            if seen.rider is None and message.missed and message.missed.is_overtaken:
                await self._stores.log.dismiss(message)
                return Answered(None, Effect.OVERTAKEN)
            rider = seen.rider or _new_rider(message, seen.logged)
            outcome = _decided(rider, message, seen.situation, setting)
            if await self._is_stored(message, seen, outcome):
                return Answered(outcome.reply, outcome.effect, rider.id)
        if seen and seen.rider is None and seen.logged:
            # The log has this sid, but of another phone: whatever this is, it is not that rider's message.
            return Answered(None, "replayed")
        raise ContendedError(message.sid)

    async def _earlier(self, message: Inbound, seen: Seen) -> Answered | None:
        """What the message came to when it came before; None where it must be applied."""
        if seen.rider and (given := seen.rider.answer_to(message.sid)):
            # Whether they wait for new hours is not kept: looking again costs nothing.
            await self._follow(seen.rider, given, seen.situation, is_rehearing=True)
            # A reply goes one way only: in the webhook's answer, or as a text of its own.
            was_late = seen.logged is not None and seen.logged.is_late
            reply = given.reply if was_late == (message.missed is not None) else None
            return Answered(reply, REPEATED, seen.rider.id)
        if seen.logged and seen.logged.is_spent:
            return Answered(seen.logged.reply, "replayed")
        return Answered(None, "replayed") if is_old_replay(seen) else None

    async def _is_stored(self, message: Inbound, seen: Seen, outcome: Outcome) -> bool:
        rider, answer = answered(outcome, message.sid)
        rider = _heard(rider, message, outcome, message.sent_at(seen.situation))
        if outcome.is_forgotten:
            rider = replace(rider, status=RiderStatus.FORGOTTEN)
        # The log comes first: whatever else happens, the words are the proof of consent.
        if seen.logged is None:
            if not await self._stores.log.record(message, outcome, seen):
                return False
        elif seen.logged.subscriber != rider.id:
            await self._stores.log.assign(message, rider.id)
        riders = self._stores.riders
        stored = await (riders.replace(seen.rider, rider) if seen.rider else riders.add(rider))
        if stored:
            await self._follow(rider, answer, seen.situation, is_rehearing=outcome.is_rehearing)
        return stored

    async def _follow(self, rider: Rider, answer: Answer, situation: Situation, *, is_rehearing: bool) -> None:
        """What follows from the rider as stored; repeatable, and all of it in one round trip."""
        if rider.status is RiderStatus.FORGOTTEN:
            # What is to be forgotten is stored with the rider first: a crash in the middle of it leaves a rider whom
            # nobody texts, and whom the next message, or the hourly look, deletes.
            await self._stores.forgetting.forget(rider)
            return
        writes: list[Awaitable[None]] = []
        if answer.told:
            writes.append(self._stores.told.record(rider, answer, situation))
        if answer.note:
            writes.append(self._stores.notes.add(rider, answer, situation))
        if is_rehearing:
            writes.append(self._stores.held.release(rider.id))
        await asyncio.gather(*writes)


def is_old_replay(seen: Seen) -> bool:
    """Whether the message may have been applied so long ago that its answer is no longer kept."""
    return seen.logged is not None and seen.version - seen.logged.seen_version >= RECENT


def _decided(rider: Rider, message: Inbound, situation: Situation, setting: Setting) -> Outcome:
    missed, is_stop = message.missed, isinstance(message.command, OptOut | WishToStop)
    # A wish to stop counts however late it comes, unless the rider has taken it back.
    if missed and missed.is_overtaken_for(rider) and (missed.is_taken_back_for(rider) or not is_stop):
        return Outcome(rider, None, Effect.OVERTAKEN, is_consent=is_stop)
    is_ours = setting.opt_out_handling is OptOutHandling.OURS
    command = (find_short_code_word(message.words) if is_ours else None) or message.command
    outcome = decide(rider, command, situation, setting, spoken=message.spoken)
    return _said_late(outcome, missed) if missed else outcome


def _said_late(outcome: Outcome, missed: Missed) -> Outcome:
    """One text of its own says all, once the rider's other messages were heard; or nothing does, and tells nothing."""
    if missed.is_answered:
        return replace(outcome, reply=outcome.reply or outcome.note, note=None)
    return replace(outcome, reply=None, note=None, told=())


def _heard(rider: Rider, message: Inbound, outcome: Outcome, sent_at: datetime) -> Rider:
    """The rider, who has said something that counts; what they say after a STOP undoes no START before it."""
    # Whoever can text us can be texted.
    rider = replace(rider, suppressed_at=None, wrote_at=_latest(rider.wrote_at, sent_at))
    if outcome.effect is not Effect.SILENT:
        rider = replace(rider, heard_until=_latest(rider.heard_until, sent_at))
    if isinstance(message.command, OptIn) and outcome.effect is not Effect.OVERTAKEN:
        rider = replace(rider, opted_in_at=_latest(rider.opted_in_at, sent_at))
    return rider


def _latest(known: datetime | None, sent_at: datetime) -> datetime:
    return max(known, sent_at) if known else sent_at


def _new_rider(message: Inbound, logged: Logged | None) -> Rider:
    return Rider(logged.subscriber if logged else secrets.token_hex(12), message.phone, message.sender)
