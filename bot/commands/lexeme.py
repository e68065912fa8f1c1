"""What one word or phrase of a rider's text is, before it is known what the text asks for."""

from dataclasses import dataclass
from enum import StrEnum, auto

from models.rider import Level
from models.route import Heading


class Sense(StrEnum):
    """The classes of words; what a word of several means is for its neighbours to say."""

    # Orders, which may be about something.
    SUBSCRIBE = auto()
    STOP = auto()  # without a name: a wish to end everything
    REMOVE = auto()  # without a name: we ask which
    STATUS = auto()
    ASK = auto()  # the beginning of a question: "is", "how is"
    PAUSE = auto()
    QUIET = auto()
    # Orders that are the whole message.
    COMMANDS = auto()
    COURTESY = auto()
    DECLINE = auto()
    FORGET = auto()
    GREETING = auto()
    LANGUAGE = auto()
    LIST = auto()
    MORE = auto()
    MUTE = auto()
    QUIET_OFF = auto()
    RESUME = auto()
    SURE = auto()
    WHY = auto()
    WISH = auto()  # to end everything, in a phrase
    # When, which way, how much.
    AFTER = auto()
    BEFORE = auto()
    BOTH_WAYS = auto()
    COMPASS = auto()  # "west": a heading, or part of a name
    DAYS = auto()
    EXCEPT = auto()
    HEADING = auto()
    HOUR = auto()  # noon
    LEVEL = auto()
    MERIDIEM = auto()
    OCLOCK = auto()
    ONLY = auto()
    PART = auto()  # of a day
    # What.
    ALERTS = auto()
    ALL = auto()
    DEVICE = auto()
    LINE = auto()
    MODE = auto()
    ROUTE = auto()
    STATION = auto()
    STOP_PLACE = auto()
    # Between.
    AND = auto()
    COMMA = auto()
    DASH = auto()
    FILLER = auto()
    NEXT = auto()
    WHILE = auto()  # "for today"
    NOT = auto()
    OFF = auto()
    QUESTION = auto()
    MINE = auto()  # "my bus", which may be any
    TALE = auto()  # what riders tell of and ask nothing
    NUMBER = auto()  # a word with a digit in it
    WORD = auto()
    SYMBOL = auto()
    AMOUNT = auto()  # "45 minutes"
    UNCLEAR = auto()  # hours that no clock has
    NEARLY_STOP = auto()  # misspelt, and would take something away


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a day: its spans in minutes after midnight, and the days that the words imply."""

    spans: tuple[tuple[int, int], ...]
    days: tuple[int, ...] = ()


Value = tuple[int, ...] | Heading | Level | Part | str | None


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word or phrase, in capitals, of one sense; `languages` are those in which it has it."""

    sense: Sense
    text: str
    value: Value = None
    languages: frozenset[str] = frozenset()
