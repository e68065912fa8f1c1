"""What posting needs of others: the provider, its circuit, the sender's day, the words of a claim."""

from collections.abc import Callable
from typing import Protocol

from notifier.deciding.daily_segments import Budget
from notifier.deciding.texts import OutboundMessage, Outcome


class Messages(Protocol):
    """The provider's message resource."""

    async def post(self, text: OutboundMessage, *, to: str, timeout_s: float) -> Outcome:
        """Create the message once; never raises for what the provider or the network does."""
        ...


class Circuit(Protocol):
    """Says whether the provider is in order."""

    def note(self, outcome: Outcome, now_s: float) -> None: ...

    def allowance(self, now_s: float) -> int:
        """How many posts may be under way at once."""
        ...


class Spending(Protocol):
    """The segments of the sender's day."""

    def posted(self, segments: int) -> None: ...

    async def budget(self, under_way: Callable[[], int]) -> Budget:
        """What was posted today, and what is about to be: those segments are `under_way`.

        Raises:
            LeaseLostError: somebody else sends for this sender by now.
        """
        ...


class Words(Protocol):
    """The words of claimed texts."""

    async def rewrite(self, text: OutboundMessage) -> bool:
        """Keep the words as they are about to be posted; whether the claim is still there."""
        ...
