"""Finds the messages that our webhook missed in Twilio's list, and answers them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from bot import metrics
from bot.catching_up.missed import Listed, Missed, Standing, missed_among
from bot.catching_up.twilio_inbound import InboundUnlistedError
from bot.commands.command import OptIn
from bot.commands.parse import parse, spoken_language
from bot.conversation.outcome import Effect
from bot.hearing.answering import REPEATED
from bot.hearing.message import Answered, Inbound
from bot.webhooks.surprise import place_of
from models.phone import mask
from runtime.process import Stop

SLICE = timedelta(days=1)  # looked through at once, so that a long absence does not fill the memory
AGAIN_S = 30.0  # after a failure, or where another process was at it: it may have died over it
log = structlog.get_logger()


class Listing(Protocol):
    """What riders sent, as their provider remembers it."""

    async def list(self, since: datetime, until: datetime) -> list[Listed]: ...


class Log(Protocol):
    """What we know of those messages."""

    async def standings(self, sids: Sequence[str]) -> Mapping[str, Standing]: ...


class LateReplies(Protocol):
    """Sends replies whose webhook is over."""

    async def add(
        self, subscriber: str, sid: str, reply: str, *, sender: str, now: datetime, useful_for: timedelta
    ) -> None: ...


class Progress(Protocol):
    """How far the list was looked through, and who may do it."""

    async def begin(self) -> tuple[datetime, datetime | None] | None:
        """The database's time and how far it was looked through; None while another process does it."""
        ...

    async def reached(self, until: datetime) -> bool:
        """Keep how far it was looked through; whether that is still ours to do."""
        ...

    async def end(self) -> None:
        """Let another process look."""
        ...


@dataclass(frozen=True, slots=True)
class Times:
    """When a message counts as missed, and until when it is answered."""

    every_s: float
    settled_after: timedelta  # until then its webhook may still come
    overlap: timedelta
    first_look: timedelta
    answered_for: timedelta


class CatchUp:
    """Replays in the order of their creation; whatever is repeated finds itself written down."""

    def __init__(
        self,
        *,
        listing: Listing,
        log: Log,
        progress: Progress,
        answer: Callable[[Inbound], Awaitable[Answered]],
        late_replies: LateReplies,
        times: Times,
    ) -> None:
        self._listing = listing
        self._log = log
        self._progress = progress
        self._answer = answer
        self._late_replies = late_replies
        self._times = times

    async def keep(self, stop: Stop) -> None:
        """Look at once, and again every few minutes."""
        # What came while we were starting is looked for as soon as its webhook is over.
        wait_s = min(self._times.settled_after.total_seconds() + 1, self._times.every_s)
        while not stop.is_set():
            try:
                if not await self.run(stop.is_set):
                    wait_s = min(self._times.every_s, AGAIN_S)
            except (InboundUnlistedError, PyMongoError) as error:
                log.warning("catch_up.failed", error=type(error).__name__)
                wait_s = min(wait_s, AGAIN_S)
            except Exception as error:  # noqa: BLE001  # an answer of Twilio that nobody foresaw
                log.error("catch_up.surprised", error=type(error).__name__, at=place_of(error))  # noqa: TRY400  # no traceback
            await stop.wait_for(wait_s)
            wait_s = self._times.every_s

    async def run(self, is_stopping: Callable[[], bool] = lambda: False) -> bool:
        """Look through what is new since the last time; False where another process is at it."""
        begun = await self._progress.begin()
        if begun is None:
            return False
        now, seen_until = begun
        try:
            await self._look(now, seen_until, is_stopping)
        finally:
            await self._progress.end()
        return True

    async def _look(self, now: datetime, seen_until: datetime | None, is_stopping: Callable[[], bool]) -> None:
        last = now - self._times.settled_after
        since = seen_until - self._times.overlap if seen_until else now - self._times.first_look
        while since < last and not is_stopping():
            until = min(since + SLICE, last)
            is_through = await self._look_through(since, until, now, is_stopping)
            if not is_through or not await self._progress.reached(until):
                return
            since = until

    async def _look_through(
        self, since: datetime, until: datetime, now: datetime, is_stopping: Callable[[], bool]
    ) -> bool:
        # Twilio's clock may be ahead: what it dates later may have been heard already, and overtake.
        listed = await self._listing.list(since, until + self._times.overlap)
        standings = await self._log.standings([each.sid for each in listed])
        opted_in = {each.sid for each in listed if isinstance(parse(each.words), OptIn)}
        late_from = now - self._times.answered_for
        replies: list[tuple[Listed, Answered]] = []
        for each, missed in missed_among(listed, standings, opted_in, until=until, late_from=late_from):
            if is_stopping():
                return False
            try:
                replies.append((each, await self._replay(each, missed)))
            except PyMongoError:
                raise
            except Exception as error:  # noqa: BLE001  # one message must not keep those behind it from being heard
                # A traceback ends in the error's words, which may quote a rider.
                log.error("catch_up.surprised", sid=each.sid, error=type(error).__name__, at=place_of(error))  # noqa: TRY400  # its end quotes
        # Only now: a reply to somebody whose STOP is still to come would meet error 21610, and stop them too early.
        # Whoever was forgotten has no number any more.
        nobody = {"", *(answered.subscriber for _, answered in replies if answered.effect == Effect.FORGOTTEN)}
        for each, answered in replies:
            if answered.subscriber not in nobody:
                await self._reply(each, answered, now)
        return True

    async def _replay(self, each: Listed, missed: Missed) -> Answered:
        words = each.words
        message = Inbound(each.sid, each.phone, each.sender, words, parse(words), spoken_language(words), missed)
        answered = await self._answer(message)
        if answered.effect != REPEATED:
            metrics.CAUGHT_UP.labels(answered.effect).inc()
            log.info("catch_up.answered", rider=mask(each.phone), sid=each.sid, effect=answered.effect)
        return answered

    async def _reply(self, each: Listed, answered: Answered, now: datetime) -> None:
        useful_for = each.created_at + self._times.answered_for - now
        if answered.reply and useful_for > timedelta():
            await self._late_replies.add(
                answered.subscriber, each.sid, answered.reply, sender=each.sender, now=now, useful_for=useful_for
            )
