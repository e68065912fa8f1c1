"""Asks the provider while the circuit is open, and says why: in the log, the metrics and the sender's document."""

from typing import Protocol

import structlog

from models.documents.sender import Sender
from notifier import metrics
from notifier.posting.circuit import Circuit
from runtime.clock import boottime_s
from runtime.mongo import collection_of

log = structlog.get_logger()


class Reachable(Protocol):
    """The provider, as far as it can be asked for nothing."""

    async def is_reachable(self) -> bool:
        """Whether it answers for our account; never raises."""
        ...


class CircuitWatch:
    """What was said last about one sender's circuit."""

    def __init__(self, circuit: Circuit, provider: Reachable, *, sender: str) -> None:
        self._circuit = circuit
        self._provider = provider
        self._senders = collection_of(Sender)
        self._sender = sender
        # Not known: whoever held the lease before may have left a reason of their own.
        self._said: str | None = ""

    @property
    def reason(self) -> str | None:
        """Why nothing is posted at present; None where the circuit is closed."""
        return self._circuit.reason

    async def tend(self) -> None:
        """Ask the provider where it is time to, and say how the circuit stands where that is news; cheap else."""
        if self._circuit.needs_probe(boottime_s()):
            self._circuit.probed(await self._provider.is_reachable(), boottime_s())
        metrics.CIRCUIT_OPEN.set(self._circuit.is_open)
        metrics.POSTS_ALLOWED.set(self._circuit.allowance(boottime_s()))
        reason = self._circuit.reason
        if reason == self._said:
            return
        if reason is not None:
            log.error("circuit.open", reason=reason)
        elif self._said:
            log.info("circuit.closed")
        await self._senders.update_one({"_id": self._sender}, {"$set": {"circuit": reason}})
        self._said = reason
