"""Asks the provider whether it works again, while nothing is posted."""

from collections.abc import Callable
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from notifier.circuit import Circuit
from runtime.clock import boottime_s
from runtime.process import Stop

EVERY_S = 0.25
log = structlog.get_logger()


class Reachable(Protocol):
    """The provider, asked for nothing in particular."""

    async def is_reachable(self) -> bool:
        """Whether it answers for our account: nothing is created."""
        ...


class Report(Protocol):
    """Where it is said how the circuit stands."""

    async def say(self, circuit: Circuit, now_s: float) -> None: ...


class CircuitKeeping:
    """Probes an open circuit when it is time, and says how it stands, while the lease is held here."""

    def __init__(
        self,
        circuit: Circuit,
        *,
        provider: Reachable,
        report: Report,
        is_held: Callable[[], bool],
        wake: Callable[[], None],
    ) -> None:
        self._circuit = circuit
        self._provider = provider
        self._report = report
        self._is_held = is_held
        self._wake = wake

    async def keep(self, stop: Stop) -> None:
        """Look after the circuit until `stop`."""
        while not await stop.wait_for(EVERY_S):
            try:
                await self.look()
            except PyMongoError as error:
                log.warning("mongodb.unreachable", error=str(error)[:200])
            except Exception:
                log.exception("circuit.surprised")

    async def look(self) -> None:
        """Probe where it is time, and say what has changed."""
        if not self._is_held():
            return
        if self._circuit.needs_probe(boottime_s()):
            works = await self._provider.is_reachable()
            self._circuit.probed(works, boottime_s())
            if works:
                self._wake()
        await self._report.say(self._circuit, boottime_s())
