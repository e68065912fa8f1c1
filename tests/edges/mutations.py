"""What becomes of a body on its way: cut, flipped, replaced, repeated, packed."""

import gzip
import random
import zlib
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

HTML = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


def cut(body: bytes, dice: random.Random) -> bytes:
    return body[: dice.randrange(len(body))]


def beheaded(body: bytes, dice: random.Random) -> bytes:
    return body[dice.randrange(1, len(body)) :]


def holed(body: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(body))
    return body[:start] + body[start + dice.randrange(1, 200) :]


def flipped(body: bytes, dice: random.Random) -> bytes:
    """One to twenty bits the other way round."""
    changed = bytearray(body)
    for _ in range(dice.choice([1, 1, 1, 2, 5, 20])):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def flipped_at_the_start(body: bytes, dice: random.Random) -> bytes:
    changed = bytearray(body)
    changed[dice.randrange(min(24, len(changed)))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def overwritten(body: bytes, dice: random.Random) -> bytes:
    start, noise = dice.randrange(len(body)), dice.randbytes(dice.randrange(1, 64))
    return body[:start] + noise + body[start + len(noise) :]


def html(body: bytes, dice: random.Random) -> bytes:
    return dice.choice([HTML, HTML + body, b"\xef\xbb\xbf" + HTML, b'{"error": "over quota"}', b"Service Unavailable"])


def empty(_body: bytes, dice: random.Random) -> bytes:
    return dice.choice([b"", b"\0", b"\n", b"\0" * 4096])


def concatenated(body: bytes, dice: random.Random) -> bytes:
    return dice.choice([body + body, body + cut(body, dice), body + HTML, body + b"\0"])


def packed(body: bytes, dice: random.Random) -> bytes:
    return dice.choice([gzip.compress(body, mtime=0), zlib.compress(body), gzip.compress(body, mtime=0)[:-9]])


def noise(_body: bytes, dice: random.Random) -> bytes:
    return dice.randbytes(dice.choice([1, 2, 10, 100, 5000]))


def shuffled(body: bytes, dice: random.Random) -> bytes:
    """Blocks in another order, as a broken cache might put them together."""
    blocks = [body[start : start + 512] for start in range(0, len(body), 512)]
    dice.shuffle(blocks)
    return b"".join(blocks)


MUTATIONS: tuple[Mutation, ...] = (
    cut,
    beheaded,
    holed,
    flipped,
    flipped,
    flipped,
    flipped_at_the_start,
    overwritten,
    html,
    empty,
    concatenated,
    packed,
    noise,
    shuffled,
)
