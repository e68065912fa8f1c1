"""Tokens to words and phrases that mean something: the longest phrase that is known, else a name or a number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.commands.lexeme import Lexeme, Sense
from bot.commands.spelling import MOST_TOKENS, find_misspelt
from bot.commands.tokens import tokens_of
from bot.commands.vocabulary import LONGEST, PHRASES

_MARKS = {
    ",": Lexeme(Sense.COMMA, ","),
    "-": Lexeme(Sense.DASH, "-"),
    "/": Lexeme(Sense.COMMA, "/"),
    "?": Lexeme(Sense.QUESTION, "?"),
}
_AND = Lexeme(Sense.AND, "AND")
# Shorter ones are the letters of a route: "M15", "SL1".
_SHORTEST_GLUED = 3


def lexemes_of(text: str) -> tuple[Lexeme, ...]:
    """The words and phrases of `text`, in its order."""
    found = list(lexed([part for token in tokens_of(text) for part in _unglued(token)]))
    return tuple(_in_place(found, place) for place in range(len(found)))


def _in_place(found: Sequence[Lexeme], place: int) -> Lexeme:
    """The lexeme there; "504 n 501" has an "and" of one letter, "no weekends" leaves them out."""
    here = found[place]
    if here.sense is not Sense.DECLINE or place + 1 == len(found):
        return here
    before, after = found[place - 1].sense, found[place + 1].sense
    if after is Sense.DAYS:
        return replace(here, sense=Sense.NOT)
    return _AND if here.text == "N" and before is after is Sense.NUMBER else here


def lexed(tokens: Sequence[str]) -> Iterator[Lexeme]:
    """The words and phrases that `tokens` make."""
    position = 0
    while position < len(tokens):
        phrase, length = _known(tokens, position)
        yield phrase or _single(tokens[position], is_short=len(tokens) <= MOST_TOKENS)
        position += length


def _known(tokens: Sequence[str], position: int) -> tuple[Lexeme | None, int]:
    """The longest phrase that begins here, and how many tokens it takes."""
    for length in range(LONGEST.get(tokens[position], 0), 0, -1):
        if found := PHRASES.get(tuple(tokens[position : position + length])):
            return found, length
    return None, 1


def _single(token: str, *, is_short: bool) -> Lexeme:
    if mark := _MARKS.get(token):
        return mark
    if any(each.isdigit() for each in token):
        return Lexeme(Sense.NUMBER, token)
    if not token[0].isalpha():
        return Lexeme(Sense.SYMBOL, token)
    return (find_misspelt(token) if is_short else None) or Lexeme(Sense.WORD, token)


def _unglued(token: str) -> Sequence[str]:
    """`SUBSCRIBE504` as two."""
    word = token.rstrip("0123456789")
    if len(word) >= _SHORTEST_GLUED and word != token and (word,) in PHRASES:
        return word, token[len(word) :]
    return (token,)
