"""How many segments a sender may post in a day, and what stops first when they run short."""

from dataclasses import dataclass, replace

from models.priority import Priority


@dataclass(frozen=True, slots=True)
class DailySegments:
    """The segments of a day (UTC); 0 is no bound. Information stops at one share of them, what is calm at another."""

    most: int = 0
    info_share: float = 0.7
    calm_share: float = 0.85

    def bound(self, priority: Priority) -> float | None:
        """Up to how many segments of the day texts of that priority go out; None for ever: who asks is answered."""
        if not self.most or priority is Priority.ANSWER:
            return None
        shares = {Priority.INFO: self.info_share, Priority.CALM: self.calm_share}
        return self.most * shares.get(priority, 1.0)

    def stopped_at(self, spent: int) -> tuple[Priority, ...]:
        """What does not go out any more on a day on which so many segments were posted."""
        bounds = ((each, self.bound(each)) for each in Priority)
        return tuple(priority for priority, bound in bounds if bound is not None and spent >= bound)


@dataclass(frozen=True, slots=True)
class Budget:
    """What was posted of a day's segments, as one look sees it."""

    rule: DailySegments = DailySegments()
    spent: int = 0

    @property
    def is_bounded(self) -> bool:
        return self.rule.most > 0

    def allows(self, priority: Priority, segments: int) -> bool:
        bound = self.rule.bound(priority)
        return bound is None or self.spent + segments <= bound

    def after(self, segments: int) -> "Budget":
        """The same day, one more text on."""
        return replace(self, spent=self.spent + segments)


BOUNDLESS = Budget()
