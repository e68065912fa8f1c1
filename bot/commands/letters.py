"""The letters of a rider's list: "remove b", "remove a and c"."""

from collections.abc import Sequence

from bot.commands.lexeme import Lexeme, Sense
from bot.commands.orders import POLITE

_BETWEEN = frozenset({Sense.AND, Sense.COMMA})


def take_letters(lexemes: Sequence[Lexeme]) -> tuple[tuple[str, ...], tuple[Lexeme, ...]]:
    """The letters that stand for themselves, and the other lexemes; "a" of "a route" and "l" of "l'alerte" do not."""
    letters = [place for place in range(len(lexemes)) if _is_letter(lexemes, place)]
    rest = tuple(lexeme for place, lexeme in enumerate(lexemes) if place not in letters)
    return tuple(dict.fromkeys(lexemes[place].text for place in letters)), rest


def _is_letter(lexemes: Sequence[Lexeme], place: int) -> bool:
    if not _could_be_letter(lexemes[place]):
        return False
    return (place == 0 or _is_beside(lexemes[place - 1], ROUTE_WORDS)) and (
        place + 1 == len(lexemes) or _is_beside(lexemes[place + 1], POLITE_WORDS)
    )


ROUTE_WORDS = frozenset({"LETTER", "LETTRE", "ROUTE", "LINE", "LIGNE", "THE", "LA", "LE", "ALERT", "MY", "PLEASE"})
POLITE_WORDS = frozenset({"PLEASE", "PLS", "PLZ", "SVP", "STP", "S IL VOUS PLAIT", "NOW"})


def _is_beside(lexeme: Lexeme, words: frozenset[str]) -> bool:
    is_between = lexeme.sense in _BETWEEN | POLITE
    return is_between or _could_be_letter(lexeme) or lexeme.text in words


def _could_be_letter(lexeme: Lexeme) -> bool:
    # After Z the list goes on with AA, to AX for the fiftieth; AT, AS and AU are little words nearly always.
    is_second = len(lexeme.text) == 2 and lexeme.sense is Sense.WORD and "AA" <= lexeme.text <= "AX"
    return is_second or (len(lexeme.text) == 1 and "A" <= lexeme.text <= "Z")
