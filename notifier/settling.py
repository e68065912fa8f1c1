"""Writes down what became of a claimed text; what was not sent is taken off the day's count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from models.delivery import DeliveryState
from models.documents.opt_out import OPTED_OUT
from notifier import metrics
from notifier.last_look import HoldUntil
from notifier.looking import Counts
from notifier.texts import (
    Accepted,
    NotProcessed,
    OursToMend,
    OutboundMessage,
    Outcome,
    OutcomeUnknown,
    Refused,
    Withheld,
)


class OptOut(Protocol):
    """Stops texting a rider who has told the provider so."""

    async def __call__(self, subscriber: str, *, proof: str, attempted_at: datetime) -> None: ...


class Ledger(Protocol):
    """Where outcomes are kept."""

    async def rewrite(self, text: OutboundMessage) -> bool:
        """Keep the words as they are about to be posted; whether the claim is still there."""
        ...

    async def settle(
        self, text: OutboundMessage, state: DeliveryState, now: datetime, **facts: str | int | datetime | None
    ) -> bool: ...


@dataclass(frozen=True, slots=True)
class Waits:
    """How long what was not processed, and what has no outcome, is left alone."""

    retry_after: timedelta
    settle_after: timedelta


class Settling:
    """The ledger, the day's count and the riders' opt-outs, as outcomes change them."""

    def __init__(
        self, *, ledger: Ledger, counts: Counts, opt_out: OptOut, waits: Waits, now: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._counts = counts
        self._opt_out = opt_out
        self._waits = waits
        self._now = now

    async def rewrite(self, text: OutboundMessage) -> bool:
        return await self._ledger.rewrite(text)

    async def skip(self, text: OutboundMessage, reason: str) -> None:
        metrics.TEXTS.labels(text.kind, f"skipped-{reason}").inc()
        await self._ledger.settle(text, DeliveryState.SKIPPED, self._now(), reason=reason)
        await self._give_back(text)

    async def hold(self, text: OutboundMessage, until: HoldUntil) -> None:
        metrics.TEXTS.labels(text.kind, "held").inc()
        times = {"not_before": until.not_before, "useful_until": until.useful_until}
        await self._ledger.settle(text, DeliveryState.HELD, self._now(), **times)
        await self._give_back(text)

    async def write_down(self, text: OutboundMessage, outcome: Outcome) -> None:
        """Keep what the provider made of it."""
        now = self._now()
        match outcome:
            case Accepted(sid):
                metrics.TEXTS.labels(text.kind, "accepted").inc()
                await self._ledger.settle(text, DeliveryState.ACCEPTED, now, sid=sid)
            case Refused(code):
                metrics.TEXTS.labels(text.kind, "refused").inc()
                await self._ledger.settle(text, DeliveryState.FAILED, now, error_code=code)
                if code == OPTED_OUT:
                    await self._opt_out(text.subscriber, proof=text.delivery, attempted_at=now)
            case NotProcessed(reason, retry_after_s):
                asked = timedelta(seconds=retry_after_s or 0)
                await self._try_later(text, reason, now + max(asked, self._waits.retry_after))
            case OursToMend(code):
                await self._try_later(text, f"ours-to-mend-{code}", now + self._waits.retry_after)
            case Withheld(reason):
                await self.skip(text, reason)
            case OutcomeUnknown(reason):
                metrics.TEXTS.labels(text.kind, "unknown").inc()
                later = now + self._waits.settle_after
                # If it turns out that it was not sent, it is taken off that day's count.
                day = text.place.day if text.place else None
                await self._ledger.settle(
                    text, DeliveryState.UNKNOWN, now, reason=reason, not_before=later, counted_on=day
                )

    async def _try_later(self, text: OutboundMessage, reason: str, not_before: datetime) -> None:
        metrics.TEXTS.labels(text.kind, "retry").inc()
        await self._ledger.settle(text, DeliveryState.RETRY, self._now(), reason=reason, not_before=not_before)
        # Its next claim counts it again.
        await self._give_back(text)

    async def _give_back(self, text: OutboundMessage) -> None:
        if text.place is not None:
            await self._counts.give_back(text.subscriber, text.place.day)
