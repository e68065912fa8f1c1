"""Answers that no feed should ever give: each as its headers and its bytes, piece by piece."""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat

from tests.builders import encode_feed

HEADER = encode_feed([])
MILLION, MEGABYTE = 1_000_000, 1_000_000
# Told from right to left, over what is written, and to a terminal.
NASTY = "\u202eNo service\u202c\x00\x07\x1b[31m\u2066 at Union\u2069 <script>alert(1)</script>\r\n\u2028STOP"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says; `reason` is what we must make of it: the word in the log."""

    name: str
    reason: str
    pieces: Iterable[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)


def hostile_answers() -> Iterator[Answer]:
    """Each once; the pieces of some never end."""
    yield Answer("a million alerts", "more than 20000 alerts", [HEADER, _alerts(MILLION)])
    yield Answer("ten million selectors", "more than 500000 selectors", [HEADER, _selectors(10 * MILLION)])
    yield Answer("nine million empty fields", "more than 200000 entities", [b"\x18\x00" * (9 * MILLION), HEADER])
    yield Answer("a text of a gigabyte", "too_large", chain([HEADER, b"\x12" + varint(10**9)], zeros(10**9)))
    yield Answer("a body without end", "too_large", repeat(b"\x12\x00" * 5000))
    bomb = gzip.compress(bytes(50 * MEGABYTE))
    packed = {"Content-Encoding": "gzip"}
    yield Answer("fifty kilobytes that unpack to fifty megabytes", "too_large", [bomb], packed)
    twice = {"Content-Encoding": "gzip, gzip"}
    yield Answer("packed twice", "packed as gzip, gzip", [gzip.compress(bomb * 20)], twice)
    yield Answer("packed in a strange way", "packed as br", [b"\x00" * 100], {"Content-Encoding": "br"})
    yield Answer("packed and cut off", "cut off", [bomb[:1000]], packed)
    yield Answer("a length beyond all bounds", "cut off", [HEADER, b"\x12" + varint(2**62)])
    yield Answer("no protobuf", "not protobuf", [HEADER, b"\x13" * 1000])
    yield Answer("a page", "unreadable", [b"<html><body>maintenance</body></html>"])


def zeros(count: int) -> Iterator[bytes]:
    return repeat(bytes(MEGABYTE), count // MEGABYTE)


def entity(payload: bytes) -> bytes:
    return b"\x12" + varint(len(payload)) + payload


def varint(value: int) -> bytes:
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + varint(high) if high else bytes([low])


def _alerts(count: int) -> bytes:
    """As few bytes an alert as there can be: an id, and one selector of nothing."""
    return b"".join(b"\x12\x0c\x0a\x06%06x\x2a\x02\x2a\x00" % number for number in range(count))


def _selectors(count: int) -> bytes:
    alert = b"\x2a\x00" * 60_000
    one = b"\x2a" + varint(len(alert)) + alert
    return b"".join(entity(b"\x0a\x04%04x" % number + one) for number in range(count // 60_000))
