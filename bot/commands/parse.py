"""What a rider's text asks for: text in, one of a few types out."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.commands.asking import Asked, read_asked, wanted_of
from bot.commands.carrier import find_carrier_word
from bot.commands.command import (
    Command,
    Commands,
    Named,
    Resume,
    Status,
    Subscribe,
    UnclearHours,
    Unknown,
    Wanted,
    Why,
    WishToStop,
)
from bot.commands.ending import understand_ending
from bot.commands.lexeme import Lexeme, Sense
from bot.commands.lexing import lexemes_of
from bot.commands.nonsense import has_unclear_hours, is_nonsense, is_reordered, leaves_out
from bot.commands.orders import ENDING, IDLE, Order, find_order, is_denied
from bot.commands.pausing import understand_mute, understand_pause
from bot.commands.quiet import read_quiet
from bot.commands.whole import find_closing_wish, find_whole
from bot.commands.windows import windows_of
from models.rider import Level

Lexemes = tuple[Lexeme, ...]
# A name alone may be asked about; a sentence of other words is none.
_LONGEST_NAME = 4
_STOP_CODE = 5
_ABOUT_NOW = frozenset({"TODAY", "TONIGHT", "NOW", "RIGHT NOW", "CURRENTLY", "AUJOURDHUI", "MAINTENANT", "CE SOIR"})


def parse(text: str) -> Command:
    """What `text` asks for; never raises."""
    if carrier_word := find_carrier_word(text):
        return carrier_word
    lexemes = lexemes_of(text)
    whole = find_whole(lexemes) or find_closing_wish(lexemes)
    if whole and (isinstance(whole, WishToStop) or not is_reordered(text)):
        return whole
    if is_nonsense(text, lexemes):
        return Unknown(text)
    order = find_order(lexemes)
    command = _without_order(text, lexemes) if order is None else _with_order(text, order)
    return UnclearHours() if isinstance(command, Subscribe) and has_unclear_hours(lexemes) else command


def _with_order(text: str, order: Order) -> Command:
    understand = _ORDERS.get(order.sense)
    return understand(text, order) if understand else Unknown(text)


def _subscribe(text: str, order: Order) -> Command:
    if order.is_denied or leaves_out(order.rest):
        return Unknown(text)
    asked = read_asked(order.rest, stops_are_places=True)
    wanted = wanted_of(asked)
    if not wanted and asked.is_all:
        return Subscribe((_everything(asked),))
    if order.is_wish and not (_is_signed(asked) or asked.has_alerts):
        return Unknown(text, wanted)
    return Subscribe(wanted)


def _status(_: str, order: Order) -> Command:
    return Status(_bare(wanted_of(read_asked(order.rest, stops_are_places=True))))


def _ask(text: str, order: Order) -> Command:
    """A question about now, if it names something: nobody here knows when the next bus comes."""
    asked = read_asked(order.rest, stops_are_places=True)
    wanted = _bare(wanted_of(asked))
    names = sum(len(mention.name.split()) for mention in asked.mentions)
    has_number = any(mention.has_number for mention in asked.mentions)
    # In "my code is 482913" the number is nobody's route.
    is_tale = not order.is_first and any(lexeme.sense is Sense.TALE for lexeme in order.rest)
    if (order.is_told or is_tale) and not asked.is_question:
        return Unknown(text)
    is_short = names <= _LONGEST_NAME and len(wanted) == 1 and (order.is_first or asked.is_question)
    if wanted and (has_number or is_short or asked.devices):
        return Status(wanted)
    is_mine = any(lexeme.sense is Sense.MINE for lexeme in order.rest) and (order.is_first or asked.is_question)
    return Status() if asked.is_all or is_mine else Unknown(text)


def _without_order(text: str, lexemes: Lexemes) -> Command:
    senses = {lexeme.sense for lexeme in lexemes}
    # A word that would end something, at a place where it may mean anything.
    if senses & (ENDING | {Sense.NEARLY_STOP}):
        # "How do I unsubscribe" is told how.
        return Commands() if Sense.COMMANDS in senses else Unknown(text)
    asked = read_asked(lexemes)
    # "Turn 504 back on" is about one thing, "turn alerts back on" about all.
    is_back = any(each.text == "BACK" for each in lexemes) and any(mention.has_number for mention in asked.mentions)
    if not is_back and (beside := _beside_names(text, senses, lexemes)):
        return beside
    if not (wanted := wanted_of(asked)):
        is_all = asked.is_all and senses <= IDLE | {Sense.ALL, Sense.LEVEL}
        return Subscribe((_everything(asked),)) if is_all else Unknown(text)
    return _with_names(text, lexemes, asked, wanted)


def _with_names(text: str, lexemes: Lexemes, asked: Asked, wanted: tuple[Wanted, ...]) -> Command:
    """What names without an order ask for."""
    senses = {lexeme.sense for lexeme in lexemes}
    if leaves_out(lexemes):
        return Unknown(text)
    if senses & {Sense.DECLINE, Sense.TALE} or is_denied(lexemes):
        return Unknown(text, wanted)
    if Sense.NEXT in senses and not any(mention.has_number for mention in asked.mentions):
        return Unknown(text)
    if asked.is_question or senses & {Sense.NEXT, Sense.MORE} or any(each.text in _ABOUT_NOW for each in lexemes):
        return Status(_bare(wanted))
    return _named_alone(text, asked, wanted)


def _beside_names(text: str, senses: set[Sense], lexemes: Lexemes) -> Command | None:
    """Whole-message orders with something else beside them."""
    if Sense.RESUME in senses:
        return Resume()
    if Sense.WHY in senses:
        return Why()
    if Sense.COMMANDS in senses:
        return Commands()
    if Sense.MUTE in senses:
        return understand_mute(text, lexemes)
    return Unknown(text) if senses & {Sense.FORGET, Sense.QUIET_OFF} else None


def _named_alone(text: str, asked: Asked, wanted: tuple[Wanted, ...]) -> Command:
    """A number is plainly a wish to hear of it, a word alone may be anything."""
    is_alone = [mention.name for mention in asked.mentions] == [each.name for each in wanted] and len(wanted) == 1
    if is_alone and (stop := _as_stop(wanted[0])) != wanted[0]:
        return Unknown(text, (stop,))
    if _is_signed(asked) or asked.has_alerts:
        return Subscribe(wanted)
    words = sum(len(mention.name.split()) for mention in asked.mentions)
    return Unknown(text, wanted if words <= _LONGEST_NAME else ())


def _is_signed(asked: Asked) -> bool:
    """Whether something shows that the names are names."""
    is_sure = any(mention.has_number or mention.is_sure or mention.named is Named.STOP for mention in asked.mentions)
    # "All" may be anybody's: "all good", "tout le monde".
    has_level = asked.level is not None and asked.level is not Level.ALL
    return is_sure or has_level or bool(asked.pieces or asked.devices)


def _everything(asked: Asked) -> Wanted:
    # "All" says what is wanted here, not how much.
    level = asked.level if asked.level is not Level.ALL or asked.is_all_twice else None
    return Wanted("", Named.EVERYTHING, windows_of(asked.pieces), level)


def _bare(wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """What is named, whenever and however much."""
    return tuple(dict.fromkeys(replace(_as_stop(each), windows=(), level=None) for each in wanted))


def _as_stop(wanted: Wanted) -> Wanted:
    """A number that is too long for a route's as a stop's."""
    is_code = wanted.named is Named.ANYTHING and wanted.name.isdigit() and len(wanted.name) >= _STOP_CODE
    return replace(wanted, named=Named.STOP) if is_code else wanted


_ORDERS: Mapping[Sense, Callable[[str, Order], Command]] = {
    **dict.fromkeys((*ENDING, Sense.OFF), understand_ending),
    Sense.SUBSCRIBE: _subscribe,
    Sense.STATUS: _status,
    Sense.ASK: _ask,
    Sense.PAUSE: understand_pause,
    Sense.QUIET: lambda _, order: read_quiet(order.rest),
}


def spoken_language(text: str) -> str | None:
    """The language that `text` plainly is in, if it is in one; "504" and "King" are in none."""
    counts = {"en": 0, "fr": 0}
    lexemes = lexemes_of(text)
    if is_nonsense(text, lexemes):
        return None
    for lexeme in lexemes:
        for language in lexeme.languages if len(lexeme.languages) == 1 else ():
            counts[language] += 1 if lexeme.sense in {Sense.FILLER, Sense.AND} else 2
    if max(counts.values()) < 2 or counts["en"] == counts["fr"]:
        return None
    return max(counts, key=lambda language: counts[language])
