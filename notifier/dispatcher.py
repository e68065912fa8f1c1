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
from notifier.deciding.texts import OutboundMessage
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.telling import Telling
from notifier.fanning_out.turns import Turns, Waiting
from notifier.posting.pace import Pace
from notifier.posting.posting import Posting
from notifier.settling.reconciling import Reconciling
from runtime.clock import boottime_s
from runtime.database_clock import DatabaseClock
from runtime.lease import Lease, LeaseLostError
from runtime.process import Stop

DUE = "due"  # whose turn it is to be told what was held or is to be posted again
PUT_OFF = timedelta(seconds=30)  # a fan-out that fails lets the others go first

STAND_BY_S = 1.5  # who stands by asks often, and so takes over soon after a killed one's lease has ended
log = structlog.get_logger()


class Fanouts(Protocol):
    """Fan-outs under way."""

    async def find_due(self, sender: str, now: datetime) -> list[Waiting]: ...

    async def load(self, name: str, now: datetime) -> Fanout | None: ...

    async def save(self, fanout: Fanout, *, epoch: int) -> None: ...

    async def count_under_way(self, sender: str) -> int: ...


class DueTexts(Protocol):
    """Texts that wait for their time."""

    async def find_due_priority(self, now: datetime) -> int | None: ...

    async def claim_due(self, *, priority: int, limit: int, epoch: int, now: datetime) -> list[OutboundMessage]: ...


class Watch(Protocol):
    """What looks after the circuit."""

    @property
    def reason(self) -> str | None: ...

    async def tend(self) -> None:
        """Ask the provider whether it works, where it is time to."""
        ...


class Dispatcher:
    """Serves fan-outs and the texts whose time has come: the most urgent first, in turns, at the sender's pace."""

    def __init__(
        self,
        *,
        sender: str,
        lease: Lease,
        clock: DatabaseClock,
        fanouts: Fanouts,
        texts: DueTexts,
        telling: Telling,
        posting: Posting,
        reconciling: Reconciling,
        watch: Watch,
        pace: Pace,
        reconcile_every_s: float,
        idle_s: float,
    ) -> None:
        self._sender = sender
        self._lease = lease
        self._clock = clock
        self._fanouts = fanouts
        self._texts = texts
        self._telling = telling
        self._posting = posting
        self._reconciling = reconciling
        self._watch = watch
        self._pace = pace
        self._turns = Turns()
        self._reconcile_every_s = reconcile_every_s
        self._idle_s = idle_s
        self._woken = asyncio.Event()
        posting.on_room = self.wake

    @property
    def problem(self) -> str | None:
        """Why nothing is posted at present, where the provider does not answer or refuses us."""
        return self._watch.reason

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
        await self._posting.stop()

    async def reconcile(self, stop: Stop) -> None:
        """Settle texts without an outcome, every few seconds."""
        while not await stop.wait_for(self._reconcile_every_s):
            if not self._lease.is_held:
                metrics.stand_by()
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
        """Claim the next few texts and have them posted; whether there was anything to do."""
        await self._watch.tend()
        limit = min(self._pace.texts_allowed(boottime_s()), self._posting.room)
        if limit <= 0:
            return False
        fanouts, priority = await asyncio.gather(
            self._fanouts.find_due(self._sender, now), self._texts.find_due_priority(now)
        )
        waiting = fanouts if priority is None else [*fanouts, Waiting(DUE, priority)]
        chosen = self._turns.next(waiting)
        if chosen is None:
            return False
        if chosen.key == DUE:
            claimed = await self._claim_due(chosen.priority, limit, now)
        else:
            claimed = await self._advance(chosen.key, limit, now)
        self._turns.served(chosen.key, len(claimed))
        reckoned = len(claimed)
        self._pace.spend(reckoned)
        # What the look keeps back takes nothing from the pace of what goes out.
        await self._posting.hand_over(
            claimed, claimed_at=now, on_looked=lambda segments: self._pace.spend(segments - reckoned)
        )
        return True

    async def finished(self) -> None:
        """Wait until every text that was claimed has its outcome written down."""
        await self._posting.finished()

    async def _claim_due(self, priority: int, limit: int, now: datetime) -> Sequence[OutboundMessage]:
        return await self._texts.claim_due(priority=priority, limit=limit, epoch=self._lease.epoch, now=now)

    async def _advance(self, name: str, limit: int, now: datetime) -> Sequence[OutboundMessage]:
        epoch = self._lease.epoch
        fanout = await self._fanouts.load(name, now)
        if fanout is None:
            return []
        try:
            turn = await self._telling.turn(fanout, limit=limit, epoch=epoch, now=now)
        except (LeaseLostError, PyMongoError):
            raise
        except Exception:
            log.exception("fanout.put_off", fanout=fanout.id)
            await self._fanouts.save(fanout.put_off(now + PUT_OFF), epoch=epoch)
            return []
        # The claims are safe already: should we die here, they are settled as any others.
        try:
            await self._fanouts.save(turn.fanout, epoch=epoch)
        except (LeaseLostError, PyMongoError):
            self._posting.give_back(turn.claimed, "not-saved")
            raise
        if turn.is_nearly_done:
            self._turns.hurry(name)
        if turn.claimed or turn.fanout.state is not FanoutState.OPEN:
            log.info("fanout.turn", fanout=fanout.id, state=turn.fanout.state, told=len(turn.claimed))
        return turn.claimed

    async def _wait(self, stop: Stop) -> None:
        async with asyncio.TaskGroup() as group:
            waits = [group.create_task(stop.wait_for(self._idle_s)), group.create_task(self._woken.wait())]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for each in waits:
                each.cancel()
