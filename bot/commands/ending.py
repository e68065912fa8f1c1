"""Sentences that take something away: understood only where nothing has to be guessed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.asking import Asked, read_asked, wanted_of
from bot.commands.command import Command, Named, Pause, Subscribe, Unknown, Unsubscribe, Wanted, WishToStop
from bot.commands.lengths import find_length
from bot.commands.letters import take_letters
from bot.commands.lexeme import Lexeme, Sense
from bot.commands.lexing import lexed
from bot.commands.orders import IDLE, POLITE, Order
from bot.commands.quiet import has_schedule, read_quiet

# Beside an order to stop these leave no doubt that it is about everything: "stop your updates", "cancel my list".
_ABOUT_ALL = (
    IDLE
    | POLITE
    | {Sense.STOP, Sense.WISH, Sense.REMOVE, Sense.ALL, Sense.LIST, Sense.SUBSCRIBE, Sense.STATUS, Sense.DECLINE}
    | {Sense.OFF, Sense.ROUTE, Sense.LINE, Sense.MORE}
)
# The shortest code at a stop's pole; a route's number is shorter.
_STOP_CODE = 5
_FOR_A_WHILE = frozenset({"FOR", "UNTIL", "TILL", "TIL", "POUR", "JUSQUA", "JUSQU", "JUSQUAU", "PENDANT"})


def understand_ending(text: str, order: Order) -> Command:
    """What an order to stop or remove ends."""
    if order.is_denied:
        return Unknown(text)
    if order.sense is not Sense.REMOVE and (paused := find_pause(order.rest)):
        return paused
    letters, rest = take_letters(order.rest)
    asked = read_asked(rest, stops_are_places=True)
    # How much of it was heard does not matter to what ends.
    wanted = tuple(dict.fromkeys(replace(each, level=None) for each in wanted_of(asked)))
    if wanted or letters:
        return _end_named(text, order, wanted, letters)
    return _end_unnamed(text, order, asked, rest)


def _end_named(text: str, order: Order, wanted: tuple[Wanted, ...], letters: tuple[str, ...]) -> Command:
    has_number = any(each.isdigit() for one in wanted for each in one.name)
    if order.said.value == "loose" and not (letters or has_number):
        return Unknown(text)
    # "arrêt" is an end and a stop; whoever writes a stop's code means the stop.
    if order.said.text == "ARRET" and not letters and _is_stop_code(wanted):
        return Subscribe((replace(wanted[0], named=Named.STOP),))
    return Unsubscribe(wanted, letters)


def _end_unnamed(text: str, order: Order, asked: Asked, rest: Sequence[Lexeme]) -> Command:
    are_routes = asked.is_all_routes or any(lexeme.sense is Sense.LIST for lexeme in rest)
    if asked.devices:
        return Unsubscribe()
    if order.sense is Sense.REMOVE or are_routes:
        return Unsubscribe(is_everything=asked.is_all or are_routes)
    if has_schedule(rest):
        return read_quiet(rest)
    return WishToStop() if all(lexeme.sense in _ABOUT_ALL for lexeme in rest) else Unknown(text)


def find_pause(rest: Sequence[Lexeme]) -> Pause | None:
    """The pause that another order asks for: "stop for 2 hours", "mute until monday"."""
    tokens = [token for lexeme in rest for token in lexeme.text.split()]
    if _FOR_A_WHILE.isdisjoint(tokens):
        return None
    length, left = find_length(tokens)
    if length is None or wanted_in(left):
        return None
    return Pause(length)


def wanted_in(tokens: Sequence[str]) -> tuple[Wanted, ...]:
    """What other tokens name."""
    return wanted_of(read_asked(tuple(lexed(tokens)), stops_are_places=True))


def _is_stop_code(wanted: Sequence[Wanted]) -> bool:
    """Whether "arret 14187" names a stop rather than a route to end."""
    return len(wanted) == 1 and wanted[0].name.isdigit() and len(wanted[0].name) >= _STOP_CODE
