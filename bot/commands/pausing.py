"""Sentences that ask for no texts for a while: "pause 2h", "mute until monday"."""

from collections.abc import Sequence

from bot.commands.command import Command, Pause, PauseFor, Unknown
from bot.commands.ending import find_pause, wanted_in
from bot.commands.lengths import find_length
from bot.commands.lexeme import Lexeme, Sense
from bot.commands.lexing import lexed
from bot.commands.orders import Order
from bot.commands.quiet import has_schedule, read_quiet


def understand_pause(text: str, order: Order) -> Command:
    if order.is_denied:
        return Unknown(text)
    tokens = [token for lexeme in order.rest for token in lexeme.text.split()]
    length, left = find_length(tokens)
    # All texts pause, or none: "pause 504" would stop more than it says.
    if wanted_in(left):
        return Unknown(text)
    if length is None and has_schedule(tuple(lexed(left))):
        return read_quiet(order.rest)
    return Pause(length)


def understand_mute(text: str, lexemes: Sequence[Lexeme]) -> Command:
    """For how long, or at what hours, is "mute" said."""
    length, _ = find_length([token for lexeme in lexemes for token in lexeme.text.split()])
    # "mute 2h" has an end, "mute 22h-6h" has two times.
    if isinstance(length, PauseFor) and not any(lexeme.sense is Sense.DASH for lexeme in lexemes):
        return Pause(length)
    return find_pause(lexemes) or (read_quiet(lexemes) if has_schedule(lexemes) else Unknown(text))
