"""One feed behind several addresses that serve the same bytes."""

from collections.abc import Sequence

from pipeline.fetch import FeedBody, FetchError, NotModified
from pipeline.poller import Feed


class MirroredFeed:
    """Asks the address that answered last, and the others only where that one says nothing."""

    def __init__(self, sources: Sequence[Feed]) -> None:
        self._sources = sources
        self._last = 0

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        """The first answer; raises the last address's FetchError where none has one."""
        failure = FetchError("unreachable", "no address")
        asked_first = self._last
        for offset in range(len(self._sources)):
            index = (asked_first + offset) % len(self._sources)
            # Another server's validators mean nothing to this one.
            known = {"etag": etag, "last_modified": last_modified} if offset == 0 else _NOTHING_KNOWN
            try:
                answer = await self._sources[index].fetch(**known)
            except FetchError as error:
                failure = error
            else:
                self._last = index
                return answer
        raise failure


_NOTHING_KNOWN: dict[str, str | None] = {"etag": None, "last_modified": None}
