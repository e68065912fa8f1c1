"""Hours of a day as people write them: "7-9am", "after 10pm", "de 7h30 à 9h", "mornings"."""

from dataclasses import dataclass, replace

from bot.commands.clock import DAY, Time, choose, read_time, settle
from bot.commands.lexeme import Lexeme, Part, Sense
from bot.commands.pieces import Hours
from bot.commands.reader import Reader
from bot.commands.words.meanings import MORNING

_FROM = ("FROM", "DE", "DES", "OF", "STARTING", "SINCE", "DEPUIS")
_BY = "BY"
_BETWEEN = ("BETWEEN", "BTWN", "BETW", "ENTRE")
_TO = ("TO", "A", "AU", "THRU", "THROUGH")
_ABOUT = ("ABOUT", "AROUND", "VERS", "AT")
_AFTERNOON_AND_EVENING = Part(((12 * 60, DAY),))
# "at 8am": whoever takes a vehicle at a time wants to hear of it a little before and after.
_AROUND = 30


@dataclass(frozen=True, slots=True)
class Habit:
    """When people mean hours that they do not fully say.

    Spans begin in the `usual` hours, which a rider may have said, and rather not before the end of the last one;
    "before 9am" begins at `first`, "after 10pm" ends at `last`.
    """

    usual: Part
    first: int
    last: int
    is_said: bool = False
    not_before: int = 0


# Riders travel by day ("4-6" is in the afternoon), and at 4 in the morning the day's service is over or begins.
TRAVEL = Habit(Part(((6 * 60, 18 * 60),)), first=4 * 60, last=4 * 60)
# People sleep by night: "10-6".
SLEEP = Habit(Part(((18 * 60, 6 * 60),)), first=22 * 60, last=7 * 60)


def read_hours(reader: Reader, habit: Habit = TRAVEL) -> Hours | None:
    """The hours here, if any are."""
    start = reader.place
    part = _take_part(reader)
    # "mornings 7-9 evenings 5-7": the part that comes before hours is theirs, and the next one is not.
    usual = replace(habit, usual=part, is_said=True) if part else habit
    if span := _read_span(reader, usual):
        return Hours((span,), part.days if part else ())
    if part is None:
        reader.place = start
        return None
    return Hours(part.spans, part.days)


def _read_span(reader: Reader, habit: Habit) -> tuple[int, int] | None:
    start = reader.place
    for read in (_read_between, _read_edge, _read_around):
        if span := read(reader, habit):
            return span
        reader.place = start
    return None


def _read_between(reader: Reader, habit: Habit) -> tuple[int, int] | None:
    """Two times: "7-9", "from 7 to 9", "between 7 and 9", "after 10pm until 2am", "7am 9am"."""
    is_between = reader.take_word(*_BETWEEN) is not None
    if not is_between and reader.take_if(Sense.AFTER) is None:
        reader.take_word(*_FROM)
    first = _read_first(reader)
    joined = reader.take_if(Sense.DASH, Sense.BEFORE, *((Sense.AND,) if is_between else ())) or reader.take_word(*_TO)
    last = _read_about(reader)
    if first is None or last is None or (joined is None and (first.is_plain or last.is_plain)):
        return None
    return settle(first, last, usual=_part_of(reader, habit) or habit.usual, not_before=habit.not_before)


def _read_edge(reader: Reader, habit: Habit) -> tuple[int, int] | None:
    """One time and a word that says on which side of it: "after 10pm", "until 9"."""
    side = reader.take_if(Sense.AFTER, Sense.BEFORE)
    loose = None if side else reader.take_word(*_FROM, _BY)
    time = _read_about(reader) if side or loose else None
    # "from 504" is no time, "from 7am" is one.
    if time is None or (loose and time.is_plain):
        return None
    part = _part_of(reader, habit)
    if (side and side.sense is Sense.AFTER) or (loose and loose.text != _BY):
        return choose(time.minutes, part or _AFTERNOON_AND_EVENING) % DAY, habit.last
    return habit.first, choose(time.minutes, part or MORNING) or DAY


def _read_around(reader: Reader, habit: Habit) -> tuple[int, int] | None:
    """A single time: "at 8", "8am"."""
    about = reader.take_word(*_ABOUT)
    time = read_time(reader)
    # "at 8" and "at 730" are times, "about 504" is none, and "about 515" may be a route.
    step = 15 if about is not None and about.text != "ABOUT" else 60
    if time is None or (time.is_plain and not (about and time.minutes[0] % step == 0)):
        return None
    minute = choose(time.minutes, _part_of(reader, habit) or habit.usual)
    return (minute - _AROUND) % DAY, (minute + _AROUND) % DAY or DAY


def _read_first(reader: Reader) -> Time | None:
    """The first of two times, perhaps with its own part of the day: "10 at night to 2 in the morning"."""
    time = _read_about(reader)
    is_parted = reader.peek().sense is Sense.PART and _joins(reader.peek(1))
    part = _take_part(reader) if time is not None and is_parted else None
    return Time((choose(time.minutes, part),)) if time is not None and part is not None else time


def _joins(lexeme: Lexeme) -> bool:
    return lexeme.sense in {Sense.DASH, Sense.BEFORE} or lexeme.text in _TO


def _read_about(reader: Reader) -> Time | None:
    reader.take_word(*_ABOUT)
    time = read_time(reader)
    # 505-510 are routes; nobody leaves at 5:05 and is back at 5:10.
    return None if time is not None and time.is_plain and time.minutes[0] % 15 else time


def _part_of(reader: Reader, habit: Habit) -> Part | None:
    """The part of the day that was said before the times, or is said after them."""
    return habit.usual if habit.is_said else _take_part(reader)


def _take_part(reader: Reader) -> Part | None:
    lexeme = reader.take_if(Sense.PART, Sense.MERIDIEM)
    return lexeme.value if lexeme is not None and isinstance(lexeme.value, Part) else None
