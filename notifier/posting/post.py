"""One text's create request: within the lease, heard by the circuit, counted."""

from collections.abc import Callable

import structlog

from notifier import metrics
from notifier.deciding.last_look import Send
from notifier.deciding.texts import NotProcessed, OursToMend, OutboundMessage, Outcome, OutcomeUnknown, Withheld
from notifier.posting.limits import Limits
from notifier.posting.ports import Circuit, Messages, Spending
from runtime.clock import boottime_s
from runtime.tracing import span

log = structlog.get_logger()


class Post:
    """Posts texts that a look let through."""

    def __init__(
        self,
        *,
        messages: Messages,
        circuit: Circuit,
        spending: Spending,
        limits: Limits,
        lease_left_s: Callable[[], float],
    ) -> None:
        self._messages = messages
        self._circuit = circuit
        self._spending = spending
        self._limits = limits
        self._lease_left_s = lease_left_s

    async def outcome(self, verdict: Send) -> Outcome:
        """What became of the text; never raises."""
        text = verdict.text
        try:
            with span("text.post", text.trace, delivery=text.delivery, attempt=text.attempt):
                return await self._create(text, to=verdict.rider.phone)
        except Exception as error:
            log.exception("text.unsettled", about=text.about, delivery=text.delivery)
            return OutcomeUnknown(type(error).__name__)

    def count(self, text: OutboundMessage, outcome: Outcome) -> None:
        """Count its segments, where the provider may have taken it."""
        if isinstance(outcome, NotProcessed | OursToMend | Withheld):
            return
        self._spending.posted(text.segments)
        metrics.SEGMENTS.inc(text.segments)

    async def _create(self, text: OutboundMessage, *, to: str) -> Outcome:
        # Read right before the post: who has lost the lease must not send.
        timeout_s = min(self._limits.timeout_s, self._lease_left_s() - self._limits.lease_margin_s)
        if timeout_s <= 0:
            return NotProcessed("no-lease")
        outcome = await self._messages.post(text, to=to, timeout_s=timeout_s)
        self._circuit.note(outcome, boottime_s())
        return outcome
