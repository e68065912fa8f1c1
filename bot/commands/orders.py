"""Finds the word that gives a sentence its purpose."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.lexeme import Lexeme, Sense

# Around an order these change nothing: "hi, please stop the 504, thanks".
POLITE = frozenset({Sense.COURTESY, Sense.GREETING, Sense.SURE})
IDLE = frozenset(
    {Sense.FILLER, Sense.COMMA, Sense.DASH, Sense.AND, Sense.ALERTS, Sense.ONLY, Sense.QUESTION, Sense.SYMBOL}
)
ENDING = frozenset({Sense.STOP, Sense.REMOVE, Sense.WISH})
_ORDERS = ENDING | {Sense.OFF, Sense.SUBSCRIBE, Sense.STATUS, Sense.ASK, Sense.PAUSE, Sense.QUIET, Sense.NEARLY_STOP}
# "Question, then order" is the order's: "is it possible to pause".
_WEAK = frozenset({Sense.ASK})


@dataclass(frozen=True, slots=True)
class Order:
    """An order, and the lexemes without it."""

    sense: Sense
    said: Lexeme
    rest: tuple[Lexeme, ...]
    is_wish: bool = False  # "I want", which asks for something only if something is named
    is_denied: bool = False  # "don't"
    is_first: bool = False
    is_told: bool = False  # "my code is 482913"


def find_order(lexemes: Sequence[Lexeme]) -> Order | None:
    """The order of the sentence; one that ends something only where it begins or closes it."""
    places = [place for place, lexeme in enumerate(lexemes) if lexeme.sense in _ORDERS]
    chosen = next((place for place in places if _counts(lexemes, place)), None)
    if chosen is None:
        return None
    # "I want to stop", "is it ok to pause": the next order is what is wanted.
    if _is_weak(lexemes[chosen]):
        later = [place for place in places if place > chosen and _follows(lexemes, chosen, place)]
        chosen = later[0] if later else chosen
    return _order(lexemes, chosen)


def _order(lexemes: Sequence[Lexeme], place: int) -> Order:
    said = lexemes[place]
    return Order(
        said.sense,
        said,
        (*lexemes[:place], *lexemes[place + 1 :]),
        is_wish=said.value == "wish",
        is_denied=is_denied(lexemes[: place + 1]),
        is_first=_is_first(lexemes, place),
        is_told=_is_told(lexemes, place),
    )


def is_denied(lexemes: Sequence[Lexeme]) -> bool:
    """Whether a "not" is said that is not about days: "not weekends" only leaves some out."""
    pairs = zip(lexemes, [*lexemes[1:], None], strict=False)
    return any(one.sense is Sense.NOT and (after is None or after.sense is not Sense.DAYS) for one, after in pairs)


def _counts(lexemes: Sequence[Lexeme], place: int) -> bool:
    """Whether the order here may be the sentence's: "does the 504 stop at Union" is none to stop."""
    sense = lexemes[place].sense
    if sense not in ENDING | {Sense.OFF} or (sense is not Sense.OFF and _is_first(lexemes, place)):
        return True
    # "take 504 off my list"
    is_last = all(lexeme.sense in IDLE | POLITE | {Sense.LIST} for lexeme in lexemes[place + 1 :])
    before = {lexeme.sense for lexeme in lexemes[:place]}
    return is_last and Sense.NUMBER in before and Sense.QUESTION not in {lexeme.sense for lexeme in lexemes}


def _is_first(lexemes: Sequence[Lexeme], place: int) -> bool:
    passed = IDLE | POLITE | {Sense.DECLINE, Sense.NOT}
    return all(lexeme.sense in passed or _is_weak(lexeme) for lexeme in lexemes[:place])


def _is_told(lexemes: Sequence[Lexeme], place: int) -> bool:
    """Whether a word is said to be the number that follows."""
    beside = (*lexemes[max(place - 1, 0) : place], *lexemes[place + 1 : place + 2])
    return [lexeme.sense for lexeme in beside] in ([Sense.WORD, Sense.NUMBER], [Sense.TALE, Sense.NUMBER])


def _follows(lexemes: Sequence[Lexeme], weak: int, place: int) -> bool:
    """Whether the order at `place` is the first word of weight after the weak one, or no ending at all."""
    if lexemes[place].sense not in ENDING:
        return not _is_weak(lexemes[place])
    return all(lexeme.sense in IDLE for lexeme in lexemes[weak + 1 : place]) and lexemes[weak].sense is not Sense.ASK


def _is_weak(lexeme: Lexeme) -> bool:
    return lexeme.sense in _WEAK or lexeme.value == "wish"
