"""Whom a sender can reach, said while it is served; and whom a fan-out did not reach in time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from notifier import metrics
from notifier.fanning_out.fanout import Fanout
from notifier.fanning_out.reach import Reach
from runtime.process import Stop

STAND_BY_S = 1.0
log = structlog.get_logger()


class Riders(Protocol):
    """Riders, counted."""

    async def count_riders(self, sender: str) -> int: ...

    async def count_suppressed(self, sender: str) -> int: ...


class Candidates(Protocol):
    """The riders behind a fan-out's cursor, and those before it whom its texts have reached, counted."""

    async def count_left(self, fanout: Fanout) -> int: ...

    async def count_reached(self, fanout: Fanout) -> int: ...


class Reaching:
    """Counts the sender's riders while its lease is held here, at once and every few minutes."""

    def __init__(
        self, sender: str, *, riders: Riders, is_held: Callable[[], bool], segments_per_second: float, every_s: float
    ) -> None:
        self._sender = sender
        self._riders = riders
        self._is_held = is_held
        self._segments_per_second = segments_per_second
        self._every_s = every_s
        self._was_said = False

    async def keep(self, stop: Stop) -> None:
        """Count until `stop`."""
        wait_s = 0.0
        while not await stop.wait_for(wait_s):
            if not self._is_held():
                wait_s = STAND_BY_S
                _show(Reach(0, self._segments_per_second))
                continue
            wait_s = self._every_s
            try:
                await self.run()
            except PyMongoError as error:
                log.warning("reach.uncounted", error=str(error)[:200])

    async def run(self) -> Reach:
        """Count once."""
        reach = Reach(await self._riders.count_riders(self._sender), self._segments_per_second)
        _show(reach)
        metrics.RIDERS_SUPPRESSED.set(await self._riders.count_suppressed(self._sender))
        if not self._was_said:
            self._was_said = True
            log.info("sender.reach", says=str(reach), riders=reach.riders, seconds=round(reach.seconds))
        return reach


def _show(reach: Reach) -> None:
    metrics.REACH_RIDERS.set(reach.riders)
    metrics.REACH_SECONDS.set(reach.seconds)


class Shortfall:
    """Notes, once for each fan-out, how many candidates it had not looked at when its texts were of use no more."""

    def __init__(self, candidates: Candidates) -> None:
        self._candidates = candidates

    async def noted(self, fanout: Fanout) -> Fanout:
        """The fan-out with that number; those of them whose hours come later may be told all the same."""
        if fanout.not_reached is not None:
            return fanout
        left = await self._candidates.count_left(fanout)
        if left:
            metrics.RIDERS_NOT_REACHED.inc(left)
            reached = await self._candidates.count_reached(fanout)
            log.warning("fanout.too_late", fanout=fanout.id, reached=reached, not_reached=left)
        return replace(fanout, not_reached=left)
