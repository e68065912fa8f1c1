"""Look, post, and write down what became of it: for texts that are claimed."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.delivery import DeliveryState
from models.documents.opt_out import OPTED_OUT
from models.phone import mask
from models.rider import Rider
from notifier import metrics
from notifier.last_look import Standing, reason_to_skip
from notifier.texts import Accepted, NotProcessed, OutboundMessage, Outcome, OutcomeUnknown, Refused, Withheld
from runtime.clock import boottime_s

log = structlog.get_logger()


class Messages(Protocol):
    """The provider's message resource."""

    async def post(self, text: OutboundMessage, *, to: str, timeout_s: float) -> Outcome:
        """Create the message once; never raises for what the provider or the network does."""
        ...


class Facts(Protocol):
    """What the last look reads, from the primary."""

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]: ...

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]: ...


class OptOut(Protocol):
    """Stops texting a rider who has told the provider so."""

    async def __call__(self, subscriber: str, *, proof: str, attempted_at: datetime) -> None: ...


class Ledger(Protocol):
    """Where outcomes are kept."""

    async def settle(
        self, text: OutboundMessage, state: DeliveryState, now: datetime, **facts: str | int | datetime | None
    ) -> bool: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """The durations of a post."""

    timeout_s: float
    lease_margin_s: float
    look_lasts_s: float
    retry_after: timedelta
    settle_after: timedelta


@dataclass(frozen=True, slots=True)
class Look:
    """What the last look saw, and when (seconds since boot)."""

    riders: Mapping[str, Rider]
    standings: Mapping[str, Standing]
    at_s: float


class Sending:
    """Sends claimed texts, all at the same time; the caller bounds how many."""

    def __init__(
        self,
        *,
        messages: Messages,
        facts: Facts,
        ledger: Ledger,
        limits: Limits,
        lease_left_s: Callable[[], float],
        now: Callable[[], datetime],
        opt_out: OptOut,
    ) -> None:
        self._messages = messages
        self._facts = facts
        self._ledger = ledger
        self._limits = limits
        self._lease_left_s = lease_left_s
        self._now = now
        self._opt_out = opt_out

    async def send(self, texts: Sequence[OutboundMessage]) -> None:
        """Send the texts; what cannot be written down now is settled later as unknown."""
        if not texts:
            return
        look = await self._look(texts)
        async with asyncio.TaskGroup() as group:
            for text in texts:
                group.create_task(self._send_one(text, look))

    async def _send_one(self, text: OutboundMessage, look: Look) -> None:
        try:
            if boottime_s() - look.at_s > self._limits.look_lasts_s:
                look = await self._look([text])
            rider = look.riders.get(text.subscriber)
            reason = reason_to_skip(text, rider, look.standings.get(text.incident), self._now())
            if reason is not None or rider is None:
                await self._ledger.settle(text, DeliveryState.SKIPPED, self._now(), reason=reason)
                metrics.TEXTS.labels(text.kind, f"skipped-{reason}").inc()
                return
            outcome = await self._post(text, rider)
            await self._write_down(text, outcome)
            log.info("text.posted", delivery=text.delivery, to=mask(rider.phone), outcome=repr(outcome))
        except PyMongoError as error:
            # The claim stays as it is; it is settled as unknown when the database is back.
            log.warning("text.unsettled", delivery=text.delivery, error=str(error)[:200])
        except Exception:
            # One text must not end the others.
            log.exception("text.unsettled", delivery=text.delivery)

    async def _post(self, text: OutboundMessage, rider: Rider) -> Outcome:
        # Read right before the post: who has lost the lease must not send.
        timeout_s = min(self._limits.timeout_s, self._lease_left_s() - self._limits.lease_margin_s)
        if timeout_s <= 0:
            return NotProcessed("no-lease")
        return await self._messages.post(text, to=rider.phone, timeout_s=timeout_s)

    async def _write_down(self, text: OutboundMessage, outcome: Outcome) -> None:
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
            case NotProcessed(reason):
                metrics.TEXTS.labels(text.kind, "retry").inc()
                later = now + self._limits.retry_after
                await self._ledger.settle(text, DeliveryState.RETRY, now, reason=reason, not_before=later)
            case Withheld(reason):
                metrics.TEXTS.labels(text.kind, f"skipped-{reason}").inc()
                await self._ledger.settle(text, DeliveryState.SKIPPED, now, reason=reason)
            case OutcomeUnknown(reason):
                metrics.TEXTS.labels(text.kind, "unknown").inc()
                later = now + self._limits.settle_after
                await self._ledger.settle(text, DeliveryState.UNKNOWN, now, reason=reason, not_before=later)

    async def _look(self, texts: Sequence[OutboundMessage]) -> Look:
        at_s = boottime_s()
        riders, standings = await asyncio.gather(
            self._facts.find_riders({text.subscriber for text in texts}),
            self._facts.find_standings({text.incident for text in texts}),
        )
        return Look(riders, standings, at_s)
