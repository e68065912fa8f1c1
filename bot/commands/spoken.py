"""Numbers as they are said, and as phones write down what was dictated: "five oh four", "vingt-neuf", "5 0 4"."""

from collections.abc import Mapping, Sequence

_TENS_WORDS = ("TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY")
_DIZAINES = ("VINGT", "TRENTE", "QUARANTE", "CINQUANTE", "SOIXANTE")
_TEEN_WORDS = ("TEN", "ELEVEN", "TWELVE", "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN")
_FRENCH_TEENS = ("DIX", "ONZE", "DOUZE", "TREIZE", "QUATORZE", "QUINZE", "SEIZE")
_ENGLISH = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE")
_FRENCH = ("UN", "DEUX", "TROIS", "QUATRE", "CINQ", "SIX", "SEPT", "HUIT", "NEUF")

_DIGITS: Mapping[str, int] = {word: digit for words in (_ENGLISH, _FRENCH) for digit, word in enumerate(words, 1)}
_TEENS: Mapping[str, int] = {
    word: number for words in ((*_TEEN_WORDS, "NINETEEN"), _FRENCH_TEENS) for number, word in enumerate(words, 10)
}
_TENS: Mapping[str, int] = {
    **{word: number * 10 for words in (_TENS_WORDS, _DIZAINES) for number, word in enumerate(words, 2)},
    "FOURTY": 40,
}
_FIRST = frozenset({*_DIGITS, *_TEENS, *_TENS, "CENT"})
_NOUGHTS = frozenset({"OH", "O", "ZERO", "0", "HO"})
_HUNDREDS = frozenset({"HUNDRED", "CENT", "CENTS"})
# What a phone hears behind "five oh".
_SOUNDS_LIKE: Mapping[str, int] = {"FOR": 4, "FORE": 4, "TO": 2, "TOO": 2, "WON": 1, "ATE": 8}
_JOINTS = frozenset({"-", "AND", "ET"})
# Alone they are an article, or anything ("this one").
_ARTICLES = frozenset({"ONE", "UN"})
_RANGES = frozenset({"-", "TO", "A", "H", "AM", "PM", "TILL", "UNTIL"})

Heard = tuple[int, int]  # the number, and how many words say it; of none the number is 0


def is_number_word(word: str) -> bool:
    """Whether the word alone says a number."""
    return word not in _ARTICLES and any(word in words for words in (_DIGITS, _TEENS, _TENS))


def hear_number(tokens: Sequence[str], *, is_line: bool = False) -> Heard:
    """The number with which `tokens` begin, if they say one in several words; lines are named one by one.

    >>> hear_number(["FIVE", "OH", "FOUR", "WEEKDAYS"])
    (504, 3)
    """
    # Read at every word of a text: most begin no number.
    if not tokens or not (_is_digit(tokens[0]) or tokens[0] in _FIRST):
        return 0, 0
    # "Sept 5" is a date.
    if tokens[0] == "SEPT" and _at(tokens, 1).isdigit():
        return 0, 0
    readings = (_with_nought, _glued, _hundreds, _tens) if is_line else (_with_nought, _glued, _hundreds, _row, _tens)
    found = (read(tokens[:8]) for read in readings)
    return next(((number, length) for number, length in found if length > 1), (0, 0))


def hear_single(word: str) -> int:
    """The number of one word; 0 if it says none."""
    return _DIGITS.get(word) or _TEENS.get(word) or _TENS.get(word, 0)


def _with_nought(tokens: Sequence[str]) -> Heard:
    """Three digits with a nought between: "five oh four", "5 0 4", "5-0-4"; "5 04" is the same."""
    first = _digit(tokens, 0)
    if first and _at(tokens, 1) == _at(tokens, 3) == "-" and _at(tokens, 2) in _NOUGHTS and _digit(tokens, 4):
        return first * 100 + _digit(tokens, 4), 5
    if first and _at(tokens, 1) in _NOUGHTS:
        last = _digit(tokens, 2) or _SOUNDS_LIKE.get(_at(tokens, 2), 0)
        return (first * 100 + last, 3) if last else (0, 0)
    return 0, 0


def _glued(tokens: Sequence[str]) -> Heard:
    """A nought that hangs on the digit after it: "5 04", "five o'four"."""
    first, after = _digit(tokens, 0), _at(tokens, 1)
    if not first or len(after) < 2 or after[0] not in "0O" or _at(tokens, 2) in _RANGES:
        return 0, 0
    last = _DIGITS.get(after[1:]) or (int(after[1:]) if len(after) == 2 and _is_digit(after[1:]) else 0)
    return (first * 100 + last, 2) if last else (0, 0)


def _hundreds(tokens: Sequence[str]) -> Heard:
    """Hundreds by name: "five hundred and four", "cent neuf"."""
    count = _DIGITS.get(_at(tokens, 0), 0)
    places = bool(count)
    if _at(tokens, places) not in _HUNDREDS:
        return 0, 0
    number, length = (count or 1) * 100, places + 1
    joint = _at(tokens, length) in _JOINTS
    rest, more = _under_hundred(tokens[length + joint :])
    return (number + rest, length + joint + more) if rest else (number, length)


def _row(tokens: Sequence[str]) -> Heard:
    """Digit by digit, or a digit and a number of two: "five one zero", "five ten", "nine thirty five"."""
    first = _DIGITS.get(_at(tokens, 0), 0)
    if not first or _under_hundred(tokens)[1] > 1:
        return 0, 0
    rest, length = _under_hundred(tokens[1:])
    if rest >= 10:
        return first * 100 + rest, 1 + length
    last = _DIGITS.get(_at(tokens, 2), 0)
    if rest and (last or _at(tokens, 2) in _NOUGHTS):
        return first * 100 + rest * 10 + last, 3
    return 0, 0


def _tens(tokens: Sequence[str]) -> Heard:
    number, length = _under_hundred(tokens)
    return (number, length) if number >= 10 else (0, 0)


def _under_hundred(tokens: Sequence[str]) -> Heard:
    """A number of one or two digits: "twenty-nine", "soixante et onze", "quatre-vingt-dix"."""
    first = _at(tokens, 0)
    dash = _at(tokens, 1) == "-"
    if first == "QUATRE" and _at(tokens, 1 + dash) in {"VINGT", "VINGTS"}:
        return _and_more(80, 2 + dash, tokens, has_teens=True)
    if first == "DIX" and (unit := _DIGITS.get(_at(tokens, 1 + dash), 0)) >= 7:
        return 10 + unit, 2 + dash
    if first in _TENS:
        return _and_more(_TENS[first], 1, tokens, has_teens=first == "SOIXANTE")
    number = _TEENS.get(first) or _DIGITS.get(first, 0)
    return number, int(bool(number))


def _and_more(tens: int, length: int, tokens: Sequence[str], *, has_teens: bool) -> Heard:
    joint = _at(tokens, length) in _JOINTS - {"AND"}
    unit = _at(tokens, length + joint)
    more = _DIGITS.get(unit) or (_TEENS.get(unit) if has_teens else None)
    return (tens + more, length + joint + 1) if more else (tens, length)


def _digit(tokens: Sequence[str], place: int) -> int:
    word = _at(tokens, place)
    return _DIGITS.get(word) or (int(word) if _is_digit(word) else 0)


def _is_digit(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isdigit()


def _at(tokens: Sequence[str], place: int) -> str:
    return tokens[place] if place < len(tokens) else ""
