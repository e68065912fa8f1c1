"""Tokens to words and phrases that mean something: the longest phrase that is known, else a name or a number."""

import re
from collections.abc import Iterator, Sequence

from bot.commands.lexeme import Lexeme, Sense
from bot.commands.shorthand import AMOUNTS, read_shorthand
from bot.commands.spelling import MOST_TOKENS, find_misspelt, find_short
from bot.commands.spoken import hear_number, hear_single, is_number_word
from bot.commands.tokens import tokens_of
from bot.commands.vocabulary import LONGEST, PHRASES

_MARKS = {
    ",": Lexeme(Sense.COMMA, ","),
    "-": Lexeme(Sense.DASH, "-"),
    "/": Lexeme(Sense.COMMA, "/"),
    "?": Lexeme(Sense.QUESTION, "?"),
}
# Shorter ones are the letters of a route: "M15", "SL1".
_SHORTEST_GLUED = 3
_LONGEST_SPOKEN = 8
_SPAN = re.compile(r"(\d{1,4}[AP]M)(\d{1,4}[AP]M)|(\d{1,4}(?:[AP]M)?)(TO|TILL?|UNTIL)(\d{1,4}(?:[AP]M)?)")
_NUMBER_FIRST = re.compile(r"(\d{3})((?!MIN)[A-Z]{3,})")


def lexemes_of(text: str) -> tuple[Lexeme, ...]:
    """The words and phrases of `text`, in its order."""
    tokens = [part for token in tokens_of(text) for part in _unglued(token)]
    return tuple(read_shorthand(list(lexed(tokens))))


def lexed(tokens: Sequence[str]) -> Iterator[Lexeme]:
    """The words and phrases that `tokens` make."""
    position = 0
    while position < len(tokens):
        phrase, length = _known(tokens, position)
        number, said = hear_number(tokens[position : position + _LONGEST_SPOKEN], is_line=_is_line(tokens, position))
        if number and said >= length:
            phrase, length = Lexeme(Sense.NUMBER, str(number)), said
        yield phrase or _single(tokens, position)
        position += length


def _known(tokens: Sequence[str], position: int) -> tuple[Lexeme | None, int]:
    """The longest phrase that begins here, and how many tokens it takes."""
    for length in range(LONGEST.get(tokens[position], 0), 0, -1):
        if found := PHRASES.get(tuple(tokens[position : position + length])):
            return found, length
    return None, 1


def _single(tokens: Sequence[str], position: int) -> Lexeme:
    token = tokens[position]
    if mark := _MARKS.get(token):
        return mark
    if any(each.isdigit() for each in token):
        return Lexeme(Sense.NUMBER, token)
    if not token[0].isalpha():
        return Lexeme(Sense.SYMBOL, token)
    if is_number_word(token) and not _is_in_name(tokens, position):
        return Lexeme(Sense.NUMBER, str(hear_single(token)))
    return _misspelt(tokens, position) or Lexeme(Sense.WORD, token)


def _misspelt(tokens: Sequence[str], position: int) -> Lexeme | None:
    if len(tokens) > MOST_TOKENS:
        return None
    is_alone, after = len(tokens) == 1, tokens[position + 1 : position + 2]
    if position == 0 and (is_alone or after[0][0].isdigit()) and (short := find_short(tokens[0], is_alone=is_alone)):
        return short
    return find_misspelt(tokens[position])


def _is_in_name(tokens: Sequence[str], position: int) -> bool:
    """Whether a name stands beside: "seven oaks" is one; or a day of the month: "sept 5"."""
    beside = (*tokens[max(position - 1, 0) : position], *tokens[position + 1 : position + 2])
    known = {*LONGEST, *AMOUNTS}
    if tokens[position] == "SEPT" and any(each[0].isdigit() for each in beside):
        return True
    return any(each.isalpha() and each not in known and not is_number_word(each) for each in beside)


def _is_line(tokens: Sequence[str], position: int) -> bool:
    """Whether lines are listed: "lines one two and four"."""
    return position > 0 and (found := PHRASES.get((tokens[position - 1],))) is not None and found.sense is Sense.LINE


def _unglued(token: str) -> Sequence[str]:
    """`SUBSCRIBE504`, `504KING`, `7TO9` and `6ISH` in their parts."""
    if found := _NUMBER_FIRST.fullmatch(token):
        return found.groups()
    # "7to9", "7am9am"; "0700" is one time.
    if not token.isdigit() and (span := _SPAN.fullmatch(token)):
        return [part for part in span.groups() if part]
    if token.endswith("ISH") and token[:-3].isdigit():
        return "AROUND", token[:-3]
    word = token.rstrip("0123456789")
    if len(word) >= _SHORTEST_GLUED and word != token and (word,) in PHRASES:
        return word, token[len(word) :]
    return (token,)
