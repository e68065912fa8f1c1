"""Says that nothing is posted, and why: in the log, in the metrics, and in the sender's document."""

import structlog

from models.documents.sender import Sender
from notifier import metrics
from notifier.circuit import Circuit
from runtime.mongo import collection_of

log = structlog.get_logger()


class CircuitReport:
    """What was said last about one sender's circuit."""

    def __init__(self, sender: str) -> None:
        self._senders = collection_of(Sender)
        self._sender = sender
        self._said: str | None = None
        self._is_written = False

    async def say(self, circuit: Circuit, now_s: float) -> None:
        """Say how the circuit stands, where that is news; to be called again and again."""
        metrics.CIRCUIT_OPEN.set(circuit.is_open)
        metrics.POSTS_ALLOWED.set(circuit.allowance(now_s))
        if circuit.reason != self._said:
            self._said, self._is_written = circuit.reason, False
            if circuit.reason is None:
                log.info("circuit.closed")
            else:
                log.error("circuit.open", reason=circuit.reason)
        if not self._is_written:
            # Also at the start: whoever held the lease before may have left a reason of their own.
            await self._senders.update_one({"_id": self._sender}, {"$set": {"circuit": circuit.reason}})
            self._is_written = True
