"""A feed that fails is asked less and less often."""

import random
from collections.abc import Callable

from pipeline.poller import Feed
from pipeline.reading.fetch import FeedBody, FetchError, NotModified
from runtime.clock import boottime_s

MOST_PAUSE_S = 120.0  # an agency's outage is over sooner than anybody would look here


def pause_s(failures: int, interval_s: float, jitter: float) -> float:
    """Seconds without a request after so many failures in a row; `jitter` from 0 to 1 keeps many pipelines apart.

    The first failure costs nothing: the next poll comes as usual.
    """
    if failures < 2:
        return 0
    longest = min(interval_s * 2.0 ** min(failures - 1, 16), MOST_PAUSE_S)
    return longest * (0.5 + jitter / 2)


class PatientFeed:
    """Wraps a feed; while it pauses, the feed says nothing."""

    def __init__(
        self,
        feed: Feed,
        *,
        interval_s: float,
        clock: Callable[[], float] = boottime_s,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._feed = feed
        self._interval_s = interval_s
        self._clock = clock
        self._jitter = jitter
        self._failures = 0
        self._not_before_s = 0.0

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        """The wrapped feed's answer; raises its FetchError, or one of reason "pausing"."""
        if self._clock() < self._not_before_s:
            raise FetchError("pausing", f"after {self._failures} failures in a row")
        try:
            answer = await self._feed.fetch(etag=etag, last_modified=last_modified)
        except FetchError:
            self._failures += 1
            self._not_before_s = self._clock() + pause_s(self._failures, self._interval_s, self._jitter())
            raise
        self._failures = 0
        return answer
