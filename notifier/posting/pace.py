"""How fast a sender may send: a bucket of segments that fills with time."""


class Pace:
    """Allows `per_second` segments a second, and a burst of one second's worth."""

    def __init__(self, per_second: float, *, now_s: float) -> None:
        self._per_second = per_second
        self._most = max(per_second, 1.0)
        self._left = self._most
        self._at_s = now_s

    def texts_allowed(self, now_s: float) -> int:
        """How many texts of one segment may go out now."""
        self._left = min(self._most, self._left + (now_s - self._at_s) * self._per_second)
        self._at_s = now_s
        return max(0, int(self._left))

    def spend(self, segments: int) -> None:
        """Count segments that went out; longer texts than expected are paid back by a longer wait."""
        self._left -= segments
