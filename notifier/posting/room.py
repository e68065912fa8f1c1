"""How many texts may be claimed ahead of the connections that they are posted by."""

AHEAD_S = 0.4  # how long a text that was looked at may wait for a free connection, at the rate of late
MOST_AHEAD = 1000
RATE_OVER_S = 0.2


class Room:
    """Room for as many texts as are posted in a moment, by the rate of late."""

    def __init__(self, now_s: float) -> None:
        self.target = 1
        self._since_s = now_s
        self._ended = 0
        self._per_second = 0.0

    def count(self) -> None:
        """A post has ended."""
        self._ended += 1

    def left(self, connections: int, taken: int, now_s: float) -> int:
        """How many more may be claimed, where so many are claimed already."""
        if connections == 0:
            # What the rate was before says nothing about afterwards: one text is tried then, not hundreds behind it.
            self._per_second = 0.0
            self._since_s, self._ended = now_s, 0
            return 0
        self.target = connections + min(MOST_AHEAD, int(self._rate(now_s) * AHEAD_S))
        if not taken:
            # The first texts of a crowd do not wait until more of them are claimed and looked at.
            return connections
        free = self.target - taken
        # A few at a time would cost more than they gain.
        return max(0, free) if free * 3 >= self.target else 0

    def _rate(self, now_s: float) -> float:
        passed_s = now_s - self._since_s
        if passed_s >= RATE_OVER_S:
            self._per_second = (self._per_second + self._ended / passed_s) / 2
            self._since_s, self._ended = now_s, 0
        return self._per_second
