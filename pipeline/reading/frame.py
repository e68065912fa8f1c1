"""The outermost layer of a FeedMessage: its header, and its entities as bytes still to be decoded."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from google.protobuf.message import DecodeError
from google.transit.gtfs_realtime_pb2 import FeedHeader

from pipeline.reading.instants import instant

HEADER, ENTITY = 1, 2  # field numbers in FeedMessage
VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5  # protobuf wire types
_VARINT_BYTES = 10
# The largest feeds of a whole country have a tenth of it. Whoever sends more wants to keep us busy.
MOST_FIELDS = 200_000


class UnreadableError(Exception):
    """The body is no FeedMessage: it says nothing about the feed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Frame:
    """What can be told without looking at a single entity; `content` is the message without its header."""

    stamped_at: datetime | None
    version: str
    content: bytes

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def entities(self) -> Iterator[bytes]:
        """The entities' bytes, in the feed's order.

        Raises:
            UnreadableError: the content is cut off, or no protobuf.
        """
        return (field.payload for field in _fields(self.content) if field.number == ENTITY)


@dataclass(frozen=True, slots=True)
class _Field:
    number: int
    start: int
    end: int
    payload: bytes


def read_frame(body: bytes) -> Frame:
    """The frame of a binary FeedMessage, whose content may still turn out to be unreadable.

    Raises:
        UnreadableError: cut off, not protobuf, or without gtfs_realtime_version (HTML can "parse" as an empty message).
    """
    # The header comes first, as every encoder writes it: then nothing else need be walked through.
    for field in _fields(body):
        if field.number == HEADER:
            header = _header(field.payload)
            stamp = instant(header.timestamp) if header.timestamp else None
            return Frame(stamp, header.gtfs_realtime_version, body[: field.start] + body[field.end :])
    raise UnreadableError("no header")


def _header(payload: bytes) -> FeedHeader:
    try:
        header = FeedHeader.FromString(payload)
    except DecodeError as error:
        raise UnreadableError("the header is unparsable") from error
    # What is no UTF-8 comes out of protobuf as bytes.
    if isinstance(header.gtfs_realtime_version, bytes):
        raise UnreadableError("the header is unparsable")
    if not header.gtfs_realtime_version:
        raise UnreadableError("no gtfs_realtime_version")
    return header


def _fields(body: bytes) -> Iterator[_Field]:
    """The top-level fields that have a length; the others are stepped over."""
    position, end, count = 0, len(body), 0
    while position < end:
        start = position
        count += 1
        if count > MOST_FIELDS:
            raise UnreadableError(f"more than {MOST_FIELDS} entities")
        tag, position = _varint(body, position)
        size, wire = 0, tag & 7
        if wire == VARINT:
            _, position = _varint(body, position)
        elif wire == LENGTH:
            size, position = _varint(body, position)
        elif wire in {FIXED64, FIXED32}:
            size = 8 if wire == FIXED64 else 4
        else:
            raise UnreadableError("not protobuf")
        if position + size > end:
            raise UnreadableError("cut off")
        if wire == LENGTH:
            yield _Field(tag >> 3, start, position + size, body[position : position + size])
        position += size


def _varint(body: bytes, position: int) -> tuple[int, int]:
    value = 0
    for shift in range(_VARINT_BYTES):
        if position >= len(body):
            raise UnreadableError("cut off")
        byte = body[position]
        position += 1
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            return value, position
    raise UnreadableError("not protobuf")
