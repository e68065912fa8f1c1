"""Hours without texts: "quiet 10pm-6am except major", "quiet off"."""

from collections.abc import Sequence

from bot.commands.command import QuietHours, QuietOff, QuietWhich
from bot.commands.days import read_days
from bot.commands.hours import SLEEP, read_hours
from bot.commands.lexeme import Lexeme, Sense
from bot.commands.orders import ENDING
from bot.commands.pieces import Days, Hours, Piece
from bot.commands.reader import Reader
from bot.commands.words.meanings import NIGHT
from models.rider import Level
from models.window import EVERY_DAY

_OFF = ENDING | {Sense.OFF, Sense.DECLINE}


def read_quiet(lexemes: Sequence[Lexeme]) -> QuietHours | QuietOff | QuietWhich:
    """The hours that are to be quiet; quiet hours are those of every day."""
    pieces = list(_pieces(Reader(lexemes)))
    hours = [piece for piece in pieces if isinstance(piece, Hours)]
    some_days = any(isinstance(piece, Days) and piece.days != EVERY_DAY for piece in pieces)
    if len(hours) == 1 and len(hours[0].spans) == 1 and not some_days:
        start, end = _night() if hours[0].spans == NIGHT.spans else hours[0].spans[0]
        return QuietHours(start, end, except_major=_excepts_major(lexemes))
    if not hours and any(lexeme.sense in _OFF for lexeme in lexemes):
        return QuietOff()
    return QuietWhich()


def has_schedule(lexemes: Sequence[Lexeme]) -> bool:
    """Whether hours or days are said."""
    return bool(_pieces(Reader(lexemes)))


def _pieces(reader: Reader) -> list[Piece]:
    found: list[Piece] = []
    while not reader.is_done:
        piece = read_days(reader) or read_hours(reader, SLEEP)
        if piece is None:
            reader.take()
        else:
            found.append(piece)
    return found


def _night() -> tuple[int, int]:
    return SLEEP.first, SLEEP.last


def _excepts_major(lexemes: Sequence[Lexeme]) -> bool:
    return any(lexeme.sense is Sense.LEVEL and lexeme.value is Level.MAJOR for lexeme in lexemes)
