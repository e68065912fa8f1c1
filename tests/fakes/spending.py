"""A sender's day of segments, without a database."""

from collections.abc import Callable
from dataclasses import dataclass

from notifier.deciding.daily_segments import Budget, DailySegments


@dataclass
class FakeSpending:
    """Counts what is posted, on a day that does not end."""

    rule: DailySegments = DailySegments()  # noqa: RUF009  # frozen
    spent: int = 0

    def posted(self, segments: int) -> None:
        self.spent += segments

    async def budget(self, under_way: Callable[[], int]) -> Budget:
        return Budget(self.rule, self.spent + under_way())
