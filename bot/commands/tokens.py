"""Cuts a text into words, numbers, times and the marks between them."""

import re
import unicodedata

from bot.commands.text import plain

# "7 a.m.", "s.v.p." and "N/B" are words; "l'ouest" and "d'alertes" are two.
_POINTED = re.compile(r"(?<![A-Z])(?:[A-Z]\.){1,4}(?:\s?M|[A-Z])(?![A-Z'])")
_BOUND = re.compile(r"\b([NSEW])/B\b")
_ELISION = re.compile(r"\b(QU|JUSQU|[CDJLMNST])'(?=[AEIOUYH])")
# A clock time with its colon, a run of letters and digits, or a single mark.
_TOKEN = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)[A-Z]{0,2}|[^\W_]+|\n|[^\w\s]")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212~", "-")
_MARKS = {**_DASHES, "\n": ",", ";": ",", "|": ",", "\uff1f": "?", "\u061f": "?", "\u00bf": "?"}
_SILENT = frozenset(
    ".:!\"'()[]*\u00ab\u00bb\u201c\u201d\u00a1\u2026\u00b0\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)


def tokens_of(text: str) -> list[str]:
    """The tokens of `text`, in capitals.

    >>> tokens_of("S'abonner: 504, 7:30-9 a.m.?")
    ['S', 'ABONNER', '504', ',', '7:30', '-', '9', 'AM', '?']
    """
    whole = _POINTED.sub(_without_points, plain(text))
    whole = _ELISION.sub(r"\1 ", _BOUND.sub(r"\1B", whole)).replace("'", "")
    found = (_MARKS.get(each, each) for each in _TOKEN.findall(_in_latin(whole)))
    return [each for each in found if each not in _SILENT]


def _in_latin(text: str) -> str:
    """`text` without the words of other scripts, if a number stands among them: riders know routes by theirs."""
    if text.isascii() or not any(each.isdigit() for each in text):
        return text
    return "".join(" " if _is_foreign(each) else each for each in text)


def _is_foreign(character: str) -> bool:
    is_letter = not character.isascii() and unicodedata.category(character)[0] in "LM"
    return is_letter and not unicodedata.name(character, "").startswith("LATIN")


def _without_points(found: re.Match[str]) -> str:
    return "".join(each for each in found[0] if each not in ". ")
