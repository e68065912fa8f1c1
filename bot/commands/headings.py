"""Which way a rider goes: "westbound", "vers l'ouest", "both ways"."""

from bot.commands.lexeme import Lexeme, Sense
from bot.commands.pieces import Way
from bot.commands.reader import Reader
from models.route import Heading

_INITIALS = {
    "N": Heading.NORTHBOUND,
    "S": Heading.SOUTHBOUND,
    "E": Heading.EASTBOUND,
    "W": Heading.WESTBOUND,
}
_ENDS = frozenset({Sense.COMMA, Sense.DAYS, Sense.PART, Sense.FILLER, Sense.AND})


def read_way(reader: Reader) -> Way | None:
    """The way here, if one is; "north" is one unless a name goes on with it, "N" after a number alone."""
    if reader.take_if(Sense.BOTH_WAYS):
        return Way(None)
    here, after = reader.peek(), reader.peek(1)
    is_heading = here.sense is Sense.HEADING or (here.sense is Sense.COMPASS and not _goes_on(after))
    if not is_heading and not is_initial(reader):
        return None
    reader.take()
    heading = here.value if isinstance(here.value, Heading) else _INITIALS[here.text]
    return Way(heading)


def is_initial(reader: Reader) -> bool:
    """Whether the letter here is a way: "504 W" is one, "504 B" a branch."""
    is_alone = reader.peek(-1).sense is Sense.NUMBER and reader.peek(1).sense in _ENDS
    return is_alone and reader.peek().text in _INITIALS


def _goes_on(after: Lexeme) -> bool:
    """Whether a compass point before this is the beginning of a name: "North York"."""
    return after.sense in {Sense.WORD, Sense.STATION}
