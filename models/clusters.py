"""What a phone shows as one character: Twilio's calculator never parts it over two segments (UAX 29, abridged)."""

import unicodedata
from collections.abc import Iterator

ZWJ = "\u200d"
_MARKS = frozenset({"Mn", "Me", "Mc"})
# Thai and Lao AM, halfwidth voice marks and the non-joiner extend what stands before them, though no marks by category.
_EXTENDING = frozenset("\u0e33\u0eb3\uff9e\uff9f\u200c") | {ZWJ}


def clusters(text: str) -> Iterator[str]:
    """The characters of `text`, each with all that belongs to it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _belongs(text, start, end):
            yield text[start:end]
            start = end


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether text[end] belongs to the cluster text[start:end]."""
    before, after = text[end - 1], text[end]
    if _is_control(before) or _is_control(after):
        return (before, after) == ("\r", "\n")
    if _extends(after):
        return True
    if before == ZWJ:
        return unicodedata.category(after) == "So"
    if _is_flag_letter(before) and _is_flag_letter(after):
        return (end - start) % 2 == 1
    return _hangul(before) + _hangul(after) in _SYLLABLES


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"} or character in "\u200b\u200e\u200f\ufeff"


def _extends(character: str) -> bool:
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    is_tag = "\U000e0020" <= character <= "\U000e007f"
    return is_skin_tone or is_tag or character in _EXTENDING or unicodedata.category(character) in _MARKS


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


# Leading consonant, vowel, trailing consonant, and the syllables that are made of two or of all three.
_SYLLABLES = frozenset({"LL", "LV", "LA", "LB", "AV", "AT", "VV", "VT", "BT", "TT"})


def _hangul(character: str) -> str:
    if "\u1100" <= character <= "\u115f":
        return "L"
    if "\u1160" <= character <= "\u11a7":
        return "V"
    if "\u11a8" <= character <= "\u11ff":
        return "T"
    if "\uac00" <= character <= "\ud7a3":
        return "B" if (ord(character) - 0xAC00) % 28 else "A"
    return "-"
