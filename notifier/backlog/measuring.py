"""Says what is left to do, every few seconds, while the sender's lease is held here."""

from collections.abc import Callable
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from notifier import metrics
from notifier.backlog.backlog import Backlog
from runtime.clock import boottime_s
from runtime.process import Stop

STAND_BY_S = 1.0
REST = 20  # counting a million candidates takes a second: it may take no more than a twentieth of the time
log = structlog.get_logger()


class Counting(Protocol):
    """What is left to do, counted."""

    async def count(self) -> Backlog: ...


class Measuring:
    """Shows the backlog in the metrics; who stands by knows none."""

    def __init__(
        self,
        backlog: Counting,
        *,
        is_held: Callable[[], bool],
        every_s: float,
        clock_s: Callable[[], float] = boottime_s,
    ) -> None:
        self._backlog = backlog
        self._is_held = is_held
        self._every_s = every_s
        self._clock_s = clock_s

    async def keep(self, stop: Stop) -> None:
        """Count until `stop`."""
        wait_s = 0.0
        while not await stop.wait_for(wait_s):
            if self._is_held():
                wait_s = max(self._every_s, REST * await self.run())
            else:
                metrics.forget_backlog()
                wait_s = STAND_BY_S

    async def run(self) -> float:
        """Count once; how many seconds that took."""
        began_s = self._clock_s()
        try:
            show(await self._backlog.count())
        except PyMongoError as error:
            metrics.forget_backlog()
            log.warning("backlog.uncounted", error=str(error)[:200])
        except Exception:
            # A fan-out of a version that we do not know, say: the dispatcher beside this goes on.
            metrics.forget_backlog()
            log.exception("backlog.surprised")
        return self._clock_s() - began_s


def show(backlog: Backlog) -> None:
    for priority, left in backlog.fanouts.items():
        metrics.RIDERS_LEFT.labels(priority.name.lower()).set(left.riders)
        metrics.FANOUT_AGE.labels(priority.name.lower()).set(left.oldest.total_seconds())
    for state, count in backlog.texts.items():
        metrics.TEXTS_WAITING.labels(state.value).set(count)
