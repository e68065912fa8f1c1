"""The one loop that sends for a sender, while it holds the sender's lease."""

import asyncio
import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.fanout import FanoutState
from notifier import metrics
from notifier.fanout import Fanout
from notifier.pace import Pace
from notifier.reconciling import Reconciling
from notifier.sending import Sending
from notifier.telling import Telling
from notifier.texts import OutboundMessage
from runtime.clock import boottime_s
from runtime.database_clock import DatabaseClock
from runtime.lease import Lease, LeaseLostError
from runtime.process import Stop

PUT_OFF = timedelta(seconds=30)  # a fan-out that fails lets the others go first

STAND_BY_S = 1.5  # who stands by asks often, and so takes over soon after a killed one's lease has ended
log = structlog.get_logger()


class Fanouts(Protocol):
    """Fan-outs under way."""

    async def find_due(self, sender: str, now: datetime) -> Fanout | None: ...

    async def save(self, fanout: Fanout, *, epoch: int) -> None: ...

    async def count_under_way(self, sender: str) -> int: ...


class DueTexts(Protocol):
    """Texts that wait for their time."""

    async def claim_due(self, *, limit: int, epoch: int, now: datetime) -> list[OutboundMessage]: ...


class Dispatcher:
    """Serves held texts first, then the oldest fan-out, at the sender's pace."""

    def __init__(
        self,
        *,
        sender: str,
        lease: Lease,
        clock: DatabaseClock,
        fanouts: Fanouts,
        texts: DueTexts,
        telling: Telling,
        sending: Sending,
        reconciling: Reconciling,
        pace: Pace,
        most_at_once: int,
        reconcile_every_s: float,
        idle_s: float,
    ) -> None:
        self._sender = sender
        self._lease = lease
        self._clock = clock
        self._fanouts = fanouts
        self._texts = texts
        self._telling = telling
        self._sending = sending
        self._reconciling = reconciling
        self._pace = pace
        self._most_at_once = most_at_once
        self._reconcile_every_s = reconcile_every_s
        self._idle_s = idle_s
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There is something to do: do not wait for the next look."""
        self._woken.set()

    async def keep_lease(self, stop: Stop) -> None:
        """Take the lease when it is free, renew it while it is ours, give it up at the end."""
        while not stop.is_set():
            was_held = self._lease.is_held
            try:
                # The database's time first: nothing is told by another clock.
                await self._clock.refresh()
                held = await self._lease.acquire()
            except PyMongoError as error:
                log.warning("lease.unreachable", error=str(error)[:200])
                held = self._lease.is_held
            if held != was_held:
                log.info("dispatcher.active" if held else "dispatcher.standby", epoch=self._lease.epoch)
            await stop.wait_for(self._lease.renew_after_s if self._lease.is_held else STAND_BY_S)

    async def run(self, stop: Stop) -> None:
        """Send until `stop`; what is in flight then is finished."""
        while not stop.is_set():
            self._woken.clear()
            try:
                worked = self._lease.is_held and await self.turn(self._clock.now())
            except LeaseLostError as error:
                log.warning("dispatcher.fenced", fanout=str(error))
                worked = False
            except PyMongoError as error:
                log.warning("mongodb.unreachable", error=str(error)[:200])
                worked = False
            except Exception:
                # One event that cannot be told must not silence all others.
                log.exception("dispatcher.surprised")
                worked = False
            if not worked:
                await self._wait(stop)

    async def reconcile(self, stop: Stop) -> None:
        """Settle texts without an outcome, every few seconds."""
        while not await stop.wait_for(self._reconcile_every_s):
            if not self._lease.is_held:
                # The one in charge tells.
                metrics.FANOUTS_UNDER_WAY.set(0)
                continue
            try:
                await self.settle(self._clock.now())
                metrics.FANOUTS_UNDER_WAY.set(await self._fanouts.count_under_way(self._sender))
            except PyMongoError as error:
                metrics.FANOUTS_UNDER_WAY.set(math.nan)
                log.warning("mongodb.unreachable", error=str(error)[:200])
            except Exception:
                log.exception("reconciling.surprised")

    async def settle(self, now: datetime) -> None:
        """Settle what crashes and lost answers left open."""
        await self._reconciling.run(epoch=self._lease.epoch, now=now)

    async def turn(self, now: datetime) -> bool:
        """Send the next few texts; whether there was anything to do."""
        limit = min(self._pace.texts_allowed(boottime_s()), self._most_at_once)
        if limit == 0:
            return False
        due = await self._texts.claim_due(limit=limit, epoch=self._lease.epoch, now=now)
        if due:
            await self._send(due)
            return True
        fanout = await self._fanouts.find_due(self._sender, now)
        if fanout is None:
            return False
        await self._advance(fanout, limit, now)
        return True

    async def _advance(self, fanout: Fanout, limit: int, now: datetime) -> None:
        epoch = self._lease.epoch
        try:
            turn = await self._telling.turn(fanout, limit=limit, epoch=epoch, now=now)
        except (LeaseLostError, PyMongoError):
            raise
        except Exception:
            log.exception("fanout.put_off", fanout=fanout.id)
            await self._fanouts.save(fanout.put_off(now + PUT_OFF), epoch=epoch)
            return
        await self._send(turn.claimed)
        # The cursor moves after the posts: a crash in between repeats the chunk, whose claims are there already.
        await self._fanouts.save(turn.fanout, epoch=epoch)
        if turn.claimed or turn.fanout.state is not FanoutState.OPEN:
            log.info("fanout.turn", fanout=fanout.id, state=turn.fanout.state, told=len(turn.claimed))

    async def _send(self, texts: Sequence[OutboundMessage]) -> None:
        # What the look keeps back takes nothing from the pace of what goes out.
        segments = await self._sending.send(texts)
        self._pace.spend(segments)
        metrics.SEGMENTS.inc(segments)

    async def _wait(self, stop: Stop) -> None:
        async with asyncio.TaskGroup() as group:
            waits = [group.create_task(stop.wait_for(self._idle_s)), group.create_task(self._woken.wait())]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for each in waits:
                each.cancel()
