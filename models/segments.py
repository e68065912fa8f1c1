"""How many SMS segments a text costs, and how to make it cost fewer."""

from collections.abc import Iterator

from models.clusters import clusters
from models.gsm7 import EXTENSION, is_gsm7, plain, without_foreign_accents

ELLIPSIS = "..."  # three GSM-7 characters; the single "…" would turn the whole text into UCS-2
LONGEST_WORD = 40
LONGEST_WORD = 40  # what is longer may be cut
# Units of one lone message, and of each part of a longer one (the rest of a part is its concatenation header).
GSM7_LONE, GSM7_PART = 160, 153
UCS2_LONE, UCS2_PART = 70, 67


def count_segments(text: str) -> int:
    """Segments that a carrier bills for `text`: 160/153 septets in GSM-7, 70/67 UTF-16 units in UCS-2."""
    if is_gsm7(text):
        return _parts([2 if character in EXTENSION else 1 for character in text], GSM7_LONE, GSM7_PART)
    return _parts(list(_ucs2_costs(text)), UCS2_LONE, UCS2_PART)


def thrifty(text: str) -> str:
    """`text` with typography made plain, and without accents that GSM-7 lacks where that saves a segment."""
    simple = plain(text)
    if is_gsm7(simple):
        return simple
    bare = without_foreign_accents(simple)
    return bare if count_segments(bare) < count_segments(simple) else simple


def fit(text: str, segments: int) -> str:
    """`text`, cut at a word and ended with three dots where it would cost more than `segments`."""
    if count_segments(text) <= segments:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if count_segments(text[:middle] + ELLIPSIS) <= segments:
            low = middle
        else:
            high = middle - 1
    return _at_word(text, low) + ELLIPSIS


def _at_word(text: str, length: int) -> str:
    head = text[:length]
    if length < len(text) and not text[length].isspace():
        cut = head.rfind(" ")
        # A text without blanks, as Japanese is, has no word to cut at.
        head = head[:cut] if cut > 0 and length - cut <= LONGEST_WORD else head
    return head.rstrip(" ,;:-")


def _parts(costs: list[int], lone: int, part: int) -> int:
    if sum(costs) <= lone:
        return 1
    parts, used = 1, 0
    for cost in costs:
        # What costs more than one unit is never split over two parts.
        if used + cost > part:
            parts, used = parts + 1, 0
        used += cost
    return parts


def _ucs2_costs(text: str) -> Iterator[int]:
    for cluster in clusters(text):
        costs = [2 if ord(character) > 0xFFFF else 1 for character in cluster]
        # What no part can hold is split all the same.
        yield from [sum(costs)] if sum(costs) <= UCS2_PART else costs
