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
from bot.commands.whole import is_for_today

# Beside an order to stop these leave no doubt that it is about everything: "stop your updates", "cancel my list".
_ABOUT_ALL = (
    IDLE
    | POLITE
    | {Sense.STOP, Sense.WISH, Sense.REMOVE, Sense.ALL, Sense.LIST, Sense.SUBSCRIBE, Sense.STATUS, Sense.DECLINE}
    | {Sense.OFF, Sense.ROUTE, Sense.LINE, Sense.MORE}
)
# The shortest code at a stop's pole; a route's number is shorter.
_STOP_CODE = 5
_AT = frozenset({"AT", "NEAR"})
_FOR_A_WHILE = frozenset({"FOR", "UNTIL", "TILL", "TIL", "POUR", "JUSQUA", "JUSQU", "JUSQUAU", "PENDANT"})


def understand_ending(text: str, order: Order) -> Command:
    """What an order to stop or remove ends."""
    if order.is_denied:
        return Unknown(text)
    is_short = is_for_today(order.said, order.rest)
    if order.sense is not Sense.REMOVE and (paused := find_pause(order.rest, is_short=is_short)):
        return paused
    rest = _without_kept(order.rest)
    if rest is None or _is_place(order):
        return Unknown(text)
    letters, rest = take_letters(rest)
    asked = read_asked(rest, stops_are_places=True)
    # How much of it was heard does not matter to what ends.
    wanted = tuple(dict.fromkeys(replace(each, level=None) for each in wanted_of(asked)))
    if wanted or letters:
        return _end_named(text, order, wanted, letters)
    return _end_unnamed(text, order, asked, rest)


def _without_kept(rest: Sequence[Lexeme]) -> Sequence[Lexeme] | None:
    """`rest` without what is to stay ("504 but keep 501"); None where that is all that is named: "all but 504"."""
    pairs = zip(rest, [*rest[1:], None], strict=False)
    cut = next((place for place, (one, after) in enumerate(pairs) if _spares(one, after)), None)
    if cut is None:
        return rest
    return rest[:cut] if any(lexeme.sense is Sense.NUMBER for lexeme in rest[:cut]) else None


def _spares(lexeme: Lexeme, after: Lexeme | None) -> bool:
    is_of_days = after is not None and after.sense in {Sense.DAYS, Sense.PART}
    return lexeme.sense in {Sense.EXCEPT, Sense.NOT} and not is_of_days


def _is_place(order: Order) -> bool:
    """Whether it is where a vehicle stops: "stop at king and bay", "get me off at union"."""
    if order.sense is Sense.REMOVE or any(lexeme.sense is Sense.NUMBER for lexeme in order.rest):
        return False
    said = [lexeme for lexeme in order.rest if lexeme.sense not in POLITE]
    weighty = next((lexeme for lexeme in said if lexeme.sense is not Sense.FILLER or lexeme.text in _AT), None)
    return weighty is not None and weighty.text in _AT


def _end_named(text: str, order: Order, wanted: tuple[Wanted, ...], letters: tuple[str, ...]) -> Command:
    has_number = any(each.isdigit() for one in wanted for each in one.name)
    is_today = any(lexeme.text in {"TODAY", "TONIGHT", "TOMORROW"} for lexeme in order.rest)
    if order.said.value == "loose" and (is_today or not (letters or has_number)):
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


def find_pause(rest: Sequence[Lexeme], *, is_short: bool = False) -> Pause | None:
    """The pause that another order asks for: "stop for 2 hours", "mute until monday"."""
    tokens = [token for lexeme in rest for token in lexeme.text.split()]
    if _FOR_A_WHILE.isdisjoint(tokens) and not is_short:
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
