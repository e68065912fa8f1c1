"""One feed behind several addresses that serve the same bytes."""

from collections.abc import Sequence

from pipeline.poller import Feed
from pipeline.reading.fetch import FeedBody, FetchError, NotModified
from pipeline.reading.frame import UnreadableError, read_frame


class MirroredFeed:
    """Asks the address that answered last, and the others only where that one says nothing."""

    def __init__(self, sources: Sequence[Feed]) -> None:
        self._sources = sources
        self._last = 0
        self._has_answered = False

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        """The first answer; raises the last address's FetchError where none has one."""
        failure = FetchError("unreachable", "no address")
        asked_first = self._last
        for offset in range(len(self._sources)):
            index = (asked_first + offset) % len(self._sources)
            # Another server's validators mean nothing to this one, and who gave those of the last run is not known.
            are_its_own = offset == 0 and (self._has_answered or len(self._sources) == 1)
            known = {"etag": etag, "last_modified": last_modified} if are_its_own else _NOTHING_KNOWN
            try:
                answer = _readable(await self._sources[index].fetch(**known))
            except FetchError as error:
                failure = error
            else:
                self._last, self._has_answered = index, True
                return answer
        raise failure


def _readable(answer: FeedBody | NotModified) -> FeedBody | NotModified:
    """The answer; a page that says "maintenance" is none: another address is asked, or this one less often."""
    if isinstance(answer, FeedBody):
        try:
            read_frame(answer.content)
        except UnreadableError as error:
            raise FetchError("unreadable", str(error)) from error
    return answer


_NOTHING_KNOWN: dict[str, str | None] = {"etag": None, "last_modified": None}
