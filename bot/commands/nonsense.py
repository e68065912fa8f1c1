"""What cannot be done whatever is named: code, signs, hours of no clock, all but one."""

import re
from collections.abc import Sequence

from bot.commands.lexeme import Lexeme, Sense

# In words: whoever writes more tells a story, and somebody else's texts wait while we read it.
_LONGEST_SENTENCE = 120
_NAMING = frozenset({Sense.NUMBER, Sense.WORD, Sense.LINE, Sense.ROUTE, Sense.MODE, Sense.FILLER})
# What riders do not write, and those who try out programs do.
_CODE = frozenset({"=", "%", "\\", "_", "<", ">", "{", "}", "$", "HTTP", "HTTPS", "WWW"})
# They show a text in another order than it is sent: nobody can say what was meant.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A vote ("+1"), a temperature ("-1"); whoever writes "+504" adds a route.
_SIGNED = re.compile(r"\s*(?:[-\u2013\u2212]\s*\d+|\+\d{1,2})\s*")
_PHONE = re.compile(r"\+?(?:\d[-. ]?)?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)")


def is_reordered(text: str) -> bool:
    """Whether characters of `text` make phones show it in another order."""
    return _OVERRIDES.search(text) is not None


def is_nonsense(text: str, lexemes: Sequence[Lexeme]) -> bool:
    """Whether nothing is to be read out of `text`."""
    is_strange = is_reordered(text) or _SIGNED.fullmatch(text) or _PHONE.search(text)
    return bool(is_strange) or len(lexemes) > _LONGEST_SENTENCE or any(each.text in _CODE for each in lexemes)


def has_unclear_hours(lexemes: Sequence[Lexeme]) -> bool:
    """Whether hours are said that no clock has, or those to be left out: "but not at night"."""
    pairs = zip(lexemes, [*lexemes[1:], None], strict=False)
    left_out = any(
        one.sense in {Sense.EXCEPT, Sense.NOT} and after and after.sense is Sense.PART for one, after in pairs
    )
    return left_out or any(each.sense is Sense.UNCLEAR for each in lexemes)


def leaves_out(lexemes: Sequence[Lexeme]) -> bool:
    """Whether a name is left out of all: "everything but 504"."""
    pairs = zip(lexemes, [*lexemes[1:], None], strict=False)
    return any(one.sense is Sense.EXCEPT and after and after.sense in _NAMING for one, after in pairs)
