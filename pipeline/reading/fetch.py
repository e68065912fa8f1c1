"""One HTTP request for a feed: its bytes, "not modified", or no information at all."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import IO, cast

import httpx

MOST_REDIRECTS = 3
USER_AGENT = "Headway (GTFS-realtime reader)"
BLOCK_BYTES = 64 * 1024  # unpacked at a time: a small body may hold gigabytes
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_EITHER_HEADER = zlib.MAX_WBITS | 32  # gzip's or zlib's
Take = Callable[[bytes], object]


class FetchError(Exception):
    """The feed said nothing: keep what is known, clear nothing. `reason` is a label for metrics."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FeedBody:
    """A 200's body, with what the server wants to hear at the next request."""

    content: bytes
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """A 304: the content is what it was."""


class HttpFeed:
    """A feed behind a URL."""

    def __init__(
        self, client: httpx.AsyncClient, url: str, *, headers: Mapping[str, str], timeout_s: float, most_bytes: int
    ) -> None:
        self._client = client
        self._url = url
        self._headers = dict(headers)
        self._timeout_s = timeout_s
        self._most_bytes = most_bytes

    async def fetch(self, *, etag: str | None = None, last_modified: str | None = None) -> FeedBody | NotModified:
        """The feed as it stands.

        Raises:
            FetchError: anything but a 200 with a body within bounds, or a 304 that was asked for.
        """
        content = bytearray()
        answer = await self._fetched(content.extend, etag, last_modified)
        return replace(answer, content=bytes(content)) if isinstance(answer, FeedBody) else answer

    async def save(self, file: IO[bytes]) -> None:
        """Write the body to `file` as it comes: it may be larger than memory has room for.

        Raises:
            FetchError: as `fetch` does.
        """
        await self._fetched(file.write, None, None)

    async def _fetched(self, take: Take, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # No other packing: one that unpacks to a thousand times as much at one step must not even be offered.
        headers = {"Accept-Encoding": "gzip"} | self._headers
        headers |= {name: value for name, value in conditions.items() if value}
        try:
            # httpx times every read by itself; a feed that drips would hold us for ever.
            async with asyncio.timeout(self._timeout_s):
                return await self._get(headers, take)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise FetchError("timeout") from error
        except zlib.error as error:
            raise FetchError("encoding", str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError("unreachable", str(error) or type(error).__name__) from error

    async def _get(self, headers: dict[str, str], take: Take) -> FeedBody | NotModified:
        # The client's own patience may be shorter: some servers pack a static GTFS only when it is asked for.
        request = self._client.build_request("GET", self._url, headers=headers, timeout=self._timeout_s)
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return await self._answer(response, headers, take)
                if not _is_same_host(request.url, response.next_request.url):
                    raise FetchError("redirect", f"to another host: {response.next_request.url.host}")
                request = response.next_request
            finally:
                await response.aclose()
        raise FetchError("redirect", "too many")

    async def _answer(self, response: httpx.Response, asked: Mapping[str, str], take: Take) -> FeedBody | NotModified:
        is_conditional = "If-None-Match" in asked or "If-Modified-Since" in asked
        if response.status_code == httpx.codes.NOT_MODIFIED and is_conditional:
            return NotModified()
        if response.status_code != httpx.codes.OK:
            raise FetchError("status", str(response.status_code))
        size = 0
        async for block in _blocks(response):
            size += len(block)
            if size > self._most_bytes:
                raise FetchError("too_large", f"more than {self._most_bytes} bytes")
            take(block)
        return FeedBody(b"", response.headers.get("ETag"), response.headers.get("Last-Modified"))


async def _blocks(response: httpx.Response) -> AsyncIterator[bytes]:
    """The body, unpacked block by block; raises FetchError or zlib.error where it is packed otherwise than it says."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    # Not `aiter_bytes`: it unpacks all that has come, whatever that grows to.
    stream = cast("httpx.AsyncByteStream", response.stream)
    if packing == "identity":
        async for raw in stream:
            yield raw
        return
    # "gzip, gzip" among them: what is packed twice unpacks to a million times as much.
    if packing not in _PACKED:
        raise FetchError("encoding", f"packed as {packing[:40]}")
    unpacker = zlib.decompressobj(_EITHER_HEADER)
    async for raw in stream:
        for block in _unpacked(unpacker, raw):
            yield block
        if unpacker.eof:
            return
    raise FetchError("encoding", "cut off")


def _unpacked(unpacker: "zlib._Decompress", raw: bytes) -> Iterator[bytes]:
    while True:
        block = unpacker.decompress(raw, BLOCK_BYTES)
        if block:
            yield block
        raw = unpacker.unconsumed_tail
        # A full block may be followed by more that has been taken in already.
        if unpacker.eof or (not raw and len(block) < BLOCK_BYTES):
            return


def _is_same_host(before: httpx.URL, after: httpx.URL) -> bool:
    """Headers may carry a key: they go to no other host, and never from https to http."""
    is_downgrade = before.scheme == "https" and after.scheme != "https"
    return before.host == after.host and not is_downgrade
