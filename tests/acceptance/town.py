"""Riders of a town: they subscribe, and each must get every text once."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from sandbox.stack import Stack

PATIENCE_S = 60


class Town:
    """Riders of 504 King and of 501 Queen on one running product."""

    def __init__(self, stack: Stack, *, king: int, queen: int) -> None:
        self.stack = stack
        self.king = [f"+1416555{number:04d}" for number in range(200, 200 + king)]
        self.queen = [f"+1416555{number:04d}" for number in range(700, 700 + queen)]

    async def subscribe(self) -> None:
        """Everybody subscribes at the same time."""
        async with asyncio.TaskGroup() as group:
            for phone in self.king:
                group.create_task(self.ask(phone, "SUBSCRIBE 504", "504 King"))
            for phone in self.queen:
                group.create_task(self.ask(phone, "SUBSCRIBE 501", "501 Queen"))

    async def ask(self, phone: str, words: str, expected: str) -> None:
        """Text until an answer comes, as people do."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                result = await self.stack.simulator.text(phone, words)
                if any(expected in reply for reply in result.replies):
                    return
                await asyncio.sleep(0.5)

    async def wait_until_told(self, phones: Sequence[str], beginning: str) -> None:
        """Wait until each phone has got a text with that beginning.

        Raises:
            TimeoutError: somebody was not told.
        """
        async with asyncio.timeout(PATIENCE_S):
            while not all(self._texts(phone, beginning) for phone in phones):  # noqa: ASYNC110  # phones are no Events
                await asyncio.sleep(0.05)

    def told(self, phones: Sequence[str]) -> Counter[tuple[str, ...]]:
        """How many phones got which texts, each named by its first word, in order."""
        return Counter(tuple(body.split()[0] for body in self._texts(phone, "")) for phone in phones)

    def attempts(self, phones: Sequence[str]) -> int:
        wanted = set(phones)
        return sum(attempt.to in wanted for attempt in self.stack.simulator.attempts)

    def _texts(self, phone: str, beginning: str) -> list[str]:
        inbox = self.stack.simulator.phone(phone).inbox
        return [text.body for text in inbox if text.kind == "sms" and text.body.startswith(beginning)]
