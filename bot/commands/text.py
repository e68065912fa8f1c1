"""One spelling for the many that phones produce: capitals, no accents, plain digits and apostrophes."""

import unicodedata
from collections.abc import Iterator

_APOSTROPHES = frozenset("'\u2018\u2019\u02bc\u2032`")
# Format and control characters (a right-to-left mark, a zero-width blank) are not seen, surrogates cannot be.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# The selector and the frame of a keycap emoji stand between its digits.
_FRAMES = frozenset("\ufe0e\ufe0f\u20e3")


def fold(text: str) -> str:
    """Capitals, without accents, apostrophes and the compatibility forms that phones produce.

    >>> fold("s\u2019abonner \u00e0 504")
    'SABONNER A 504'
    """
    return plain(text).replace("'", "")


def plain(text: str) -> str:
    """As `fold`, but with straight apostrophes; a line's end stays one."""
    return "".join(_plain_characters(unicodedata.normalize("NFKD", text))).upper()


def _plain_characters(decomposed: str) -> Iterator[str]:
    for each in decomposed:
        if each.isascii():
            yield each if each >= " " or each == "\n" else " "
        elif each in _APOSTROPHES:
            yield "'"
        elif each.isdecimal():
            yield str(unicodedata.decimal(each))
        elif each not in _FRAMES and not unicodedata.combining(each) and unicodedata.category(each) not in _UNSEEN:
            yield each
