"""Sentences that take something away: understood only where nothing has to be guessed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.asking import read_asked, wanted_of
from bot.commands.command import Command, Pause, Unknown, Unsubscribe, Wanted, WishToStop
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
_FOR_A_WHILE = frozenset({"FOR", "UNTIL", "TILL", "TIL", "POUR", "JUSQUA", "JUSQU", "JUSQUAU", "PENDANT"})


def understand_ending(text: str, order: Order) -> Command:
    """What an order to stop or remove ends."""
    if order.is_denied:
        return Unknown(text)
    if order.sense is not Sense.REMOVE and (paused := _find_pause(order.rest)):
        return paused
    letters, rest = take_letters(order.rest)
    asked = read_asked(rest, stops_are_places=True)
    # How much of it was heard does not matter to what ends.
    wanted = tuple(dict.fromkeys(replace(each, level=None) for each in wanted_of(asked)))
    if wanted or letters:
        return Unsubscribe(wanted, letters)
    if asked.devices:
        return Unsubscribe()
    if order.sense is Sense.REMOVE:
        return Unsubscribe(is_everything=asked.is_all or _names_list(rest))
    if asked.is_all_routes or _names_list(rest):
        return Unsubscribe(is_everything=True)
    if has_schedule(rest):
        return read_quiet(rest)
    return WishToStop() if all(lexeme.sense in _ABOUT_ALL for lexeme in rest) else Unknown(text)


def _find_pause(rest: Sequence[Lexeme]) -> Pause | None:
    """ "Stop for 2 hours" asks for a pause."""
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


def _names_list(rest: Sequence[Lexeme]) -> bool:
    return any(lexeme.sense is Sense.LIST for lexeme in rest)
