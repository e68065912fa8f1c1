"""Texts whose answer was lost: the provider is asked what it has, and nothing is ever resent blindly."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from models.delivery import NOT_IN_LIST, DeliveryState
from models.rider import Rider
from notifier import metrics
from notifier.deciding.last_look import EXPIRED
from notifier.deciding.texts import OutboundMessage
from notifier.settling.settlement import Fact, Settlement
from notifier.settling.settling import AskAgain

# Twilio's times are whole seconds of another clock.
CLOCKS_DIFFER = timedelta(seconds=60)
AT_ONCE = 500
TOGETHER = 10
# What was told after all is owed its all-clear: so long after a text's use is over it is still asked about.
ASKED_FOR = timedelta(hours=24)
GIVE_UP_AFTER = 3  # of those asked together: it is Twilio that does not answer, not one number's list

log = structlog.get_logger()


class ProviderUnreachableError(Exception):
    """The provider could not be asked; nothing is known."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message as the provider lists it; `failed_with` is the error code of one that did not arrive."""

    sid: str
    body: str
    created_at: datetime
    is_outbound: bool
    failed_with: int | None = None


class Listing(Protocol):
    """The provider's list of messages."""

    async def find_sent(self, to: str) -> Sequence[SentMessage]:
        """The latest messages to that number.

        Raises:
            ProviderUnreachableError: try again later.
        """
        ...


class Riders(Protocol):
    """Riders by id."""

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]: ...


class UnsettledTexts(Protocol):
    """Claims without an outcome."""

    async def give_up_stale(self, *, epoch: int, now: datetime, lasts: timedelta, settle_at: datetime) -> int: ...

    async def find_unknown(self, now: datetime, *, limit: int) -> Sequence[tuple[OutboundMessage, datetime]]: ...

    async def settle(self, settlement: Settlement, now: datetime) -> bool: ...

    async def follow_carried(self, now: datetime) -> None:
        """Have texts that another one carries follow it, where a crash or a report has left them behind."""
        ...


class Reconciling:
    """Settles what a crash or a lost answer left open."""

    def __init__(
        self,
        *,
        texts: UnsettledTexts,
        listing: Listing,
        riders: Riders,
        sending_lasts: timedelta,
        settle_after: timedelta,
        ask_again: AskAgain,
    ) -> None:
        self._texts = texts
        self._listing = listing
        self._riders = riders
        self._sending_lasts = sending_lasts
        self._settle_after = settle_after
        self._ask_again = ask_again

    async def run(self, *, epoch: int, now: datetime) -> None:
        """Look once for stale claims, and ask about those that were waited for long enough."""
        await self._texts.follow_carried(now)
        stale = await self._texts.give_up_stale(
            epoch=epoch, now=now, lasts=self._sending_lasts, settle_at=now + self._settle_after
        )
        if stale:
            log.warning("claims.unknown", count=stale)
        unknown = await self._texts.find_unknown(now, limit=AT_ONCE)
        riders = await self._riders.find_riders({text.subscriber for text, _attempted_at in unknown})
        for start in range(0, len(unknown), TOGETHER):
            some = unknown[start : start + TOGETHER]
            asked = await asyncio.gather(
                *(self._ask(text, riders.get(text.subscriber), attempted_at, now) for text, attempted_at in some)
            )
            if asked.count(False) >= GIVE_UP_AFTER:
                return

    async def _ask(self, text: OutboundMessage, rider: Rider | None, attempted_at: datetime, now: datetime) -> bool:
        """Settle one text by the provider's list; whether that could be had."""
        try:
            await self._settle(text, rider, attempted_at, now)
        except ProviderUnreachableError as error:
            log.warning("provider.unreachable", about=text.about, delivery=text.delivery, error=str(error)[:200])
            await self._put_off(text, now)
            return False
        return True

    async def _put_off(self, text: OutboundMessage, now: datetime) -> None:
        """Ask again later, behind the others; what is of no use any more is not asked about for ever."""
        if now > text.useful_until + ASKED_FOR:
            await self._expire(text, now)
            return
        later = now + self._settle_after
        await self._move(text, DeliveryState.UNKNOWN, now, reason="not-listed", not_before=later)

    async def _settle(self, text: OutboundMessage, rider: Rider | None, attempted_at: datetime, now: datetime) -> None:
        sent = await self._listing.find_sent(rider.phone) if rider else []
        for each in [each for each in sent if is_same(each, text, attempted_at)]:
            # A sid that belongs to another text is refused by the database: then the next one may be ours.
            if await self._adopt(text, each, now):
                self._settled(text, "adopted")
                return
        if rider is None or now > text.useful_until:
            await self._expire(text, now)
        else:
            await self._move(text, DeliveryState.RETRY, now, reason=NOT_IN_LIST, not_before=now)
            self._settled(text, "absent")

    async def _expire(self, text: OutboundMessage, now: datetime) -> None:
        never_told = [text.delivery] if text.goes_once_more else []
        await self._ask_again(never_told)
        await self._move(text, DeliveryState.SKIPPED, now, reason=EXPIRED)
        await self._ask_again(never_told)
        self._settled(text, EXPIRED)

    async def _adopt(self, text: OutboundMessage, sent: SentMessage, now: datetime) -> bool:
        reason = "found-in-list"
        if sent.failed_with is None:
            return await self._move(text, DeliveryState.ACCEPTED, now, sid=sent.sid, reason=reason)
        code = sent.failed_with
        return await self._move(text, DeliveryState.FAILED, now, sid=sent.sid, error_code=code, reason=reason)

    async def _move(self, text: OutboundMessage, state: DeliveryState, now: datetime, **facts: Fact) -> bool:
        settlement = Settlement(text.delivery, text.attempt, state, facts, is_carrier=bool(text.alone))
        return await self._texts.settle(settlement, now)

    def _settled(self, text: OutboundMessage, found: str) -> None:
        metrics.UNKNOWN_SETTLED.labels(found).inc()
        log.info("text.settled", about=text.about, delivery=text.delivery, found=found)


def is_same(sent: SentMessage, text: OutboundMessage, attempted_at: datetime) -> bool:
    """Whether a listed message is the one that this attempt may have created."""
    recent = sent.created_at >= attempted_at - CLOCKS_DIFFER
    # A trial account puts a sentence in front of every text.
    return sent.is_outbound and recent and _normalised(sent.body).endswith(_normalised(text.body))


def _normalised(body: str) -> str:
    return re.sub(r"\s+", " ", body).strip()
