"""A feed that serves whatever bytes a test puts in its hands."""

import hashlib

from pipeline.reading.fetch import FeedBody, FetchError, NotModified


class ServedFeed:
    """Answers with `body`, or fails with `failure`; counts how often it was asked, and how often in vain."""

    def __init__(self, body: bytes = b"", *, has_etag: bool = False) -> None:
        self.body = body
        self.failure: str | None = None
        self.requests = 0
        self.not_modified = 0
        self._has_etag = has_etag

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        assert last_modified is None  # it never gave one
        self.requests += 1
        if self.failure:
            raise FetchError(self.failure)
        tag = hashlib.sha256(self.body).hexdigest() if self._has_etag else None
        if tag and etag == tag:
            self.not_modified += 1
            return NotModified()
        return FeedBody(self.body, tag)
