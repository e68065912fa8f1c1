"""For how long, and until when: "2 hours", "until monday 5pm", "jusqu'au 12 août", "today"."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.commands.clock import choose, read_time
from bot.commands.command import PauseFor, PauseUntil
from bot.commands.hours import TRAVEL
from bot.commands.lexeme import Sense
from bot.commands.lexing import lexemes_of
from bot.commands.reader import Reader
from bot.commands.vocabulary import PHRASES
from bot.commands.words.lengths import (
    FILLERS,
    HALF,
    MONTHS,
    NUMBERS,
    SPELLED,
    STRETCHES,
    UNITS,
    UNTIL,
    Stretch,
)

Length = PauseFor | PauseUntil
# What somebody pauses for longer has been forgotten; and a calendar has an end.
_LONGEST = timedelta(days=365)
_LONGEST_NUMBER = 4
_MOST_TOKENS = 64
_AND = frozenset({"AND", "ET"})


def find_length(tokens: Sequence[str]) -> tuple[Length | None, list[str]]:
    """The length that is said anywhere in `tokens`, and the tokens that say something else."""
    for read in (_until, _for, _stretch):
        for place in range(len(tokens) if len(tokens) <= _MOST_TOKENS else 0):
            if found := read(tokens[place:]):
                length, taken = found
                return length, [*tokens[:place], *tokens[place + taken :]]
    return None, list(tokens)


Found = tuple[Length, int] | None  # and how many tokens say it


def _until(tokens: Sequence[str]) -> Found:
    start = _begins(tokens, UNTIL)
    if not start:
        return None
    place = start
    while place < len(tokens) and tokens[place] in FILLERS:
        place += 1
    for read in (_date, _stretch_end, _weekday, _time):
        if found := read(tokens[place:]):
            return found[0], place + found[1]
    return None


def _date(tokens: Sequence[str]) -> Found:
    """Day and month: "aug 12", "12 août", "8/12" (the month first, where it can be one), "2026-08-12"."""
    match tokens[:5]:
        case [year, "-", month, "-", day] if len(year) == 4 and (date := _of_year(month, day)):
            return PauseUntil(date=date), 5
        case [month, "/", day, *_] if date := _of_year(month, day) or _of_year(day, month):
            return PauseUntil(date=date), 3
        case [month, day, *_] if month in MONTHS and (date := _of_year(str(MONTHS[month]), day)):
            return PauseUntil(date=date), 2
        case [day, "OF", month, *_] if month in MONTHS and (date := _of_year(str(MONTHS[month]), day)):
            return PauseUntil(date=date), 3
        case [day, month, *_] if month in MONTHS and (date := _of_year(str(MONTHS[month]), day)):
            return PauseUntil(date=date), 2
    return None


def _of_year(month: str, day: str) -> tuple[int, int] | None:
    months, days = _number(month), _number(day.rstrip("STNDRHE"))
    return (months, days) if 1 <= months <= 12 and 1 <= days <= _days_of(months) else None


def _days_of(month: int) -> int:
    return 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31


def _stretch_end(tokens: Sequence[str]) -> Found:
    """Where a stretch begins, perhaps with a time: "tomorrow 8am", "next week"."""
    return _with_time(tokens, _stretch_of(tokens, lambda stretch: stretch.begins))


def _weekday(tokens: Sequence[str]) -> Found:
    lexeme = PHRASES.get((tokens[0],)) if tokens else None
    if lexeme is None or lexeme.sense is not Sense.DAYS or not isinstance(lexeme.value, tuple) or len(lexeme.value) > 1:
        return None
    return _with_time(tokens, (PauseUntil(weekday=lexeme.value[0]), 1))


def _with_time(tokens: Sequence[str], found: tuple[PauseUntil, int] | None) -> Found:
    if found is None or not (time := _time(tokens[found[1] :])) or not isinstance(time[0], PauseUntil):
        return found
    day, taken = found
    return PauseUntil(day.weekday, day.days_ahead, day.date, time[0].minute), taken + time[1]


def _time(tokens: Sequence[str]) -> Found:
    said = [token for token in tokens if token not in FILLERS]
    reader = Reader(lexemes_of(" ".join(said)))
    time = read_time(reader)
    if time is None:
        return None
    # What was not read is what follows, token for token.
    rest = sum(len(reader.peek(ahead).text.split()) for ahead in range(len(said)))
    return PauseUntil(minute=choose(time.minutes, TRAVEL.usual)), len(tokens) - rest


def _for(tokens: Sequence[str]) -> Found:
    """Amounts: "2 hours 30 minutes", "2w", "half an hour"."""
    if half := _begins(tokens, HALF):
        return PauseFor(timedelta(minutes=30)), half
    total, place = timedelta(), 0
    while place < len(tokens) and (found := _amount(tokens[place:])):
        total, place = total + found[0], place + found[1]
        place += place + 1 < len(tokens) and tokens[place] in _AND and _amount(tokens[place + 1 :]) is not None
    return (PauseFor(min(total, _LONGEST)), place) if total else None


def _amount(tokens: Sequence[str]) -> tuple[timedelta, int] | None:
    """One number and its unit."""
    first = tokens[0]
    digits = first[: len(first) - len(first.lstrip("0123456789"))]
    count, unit, minutes = _number(digits), *_split(first[len(digits) :])
    if unit in UNITS and count:
        return count * UNITS[unit] + timedelta(minutes=_number(minutes)), 1
    for words, number in ((2, SPELLED.get(" ".join(tokens[:2]))), (1, SPELLED.get(first) or _number(first))):
        if number and len(tokens) > words and tokens[words] in UNITS:
            return number * UNITS[tokens[words]], words + 1
    return None


def _split(text: str) -> tuple[str, str]:
    """Unit and minutes of "H30"."""
    unit = text.rstrip("0123456789")
    return unit, text[len(unit) :]


def _stretch(tokens: Sequence[str]) -> Found:
    """The end of "today", of "this week"."""
    return _stretch_of(tokens, lambda stretch: stretch.ends)


def _stretch_of(tokens: Sequence[str], edge: Callable[[Stretch], PauseUntil]) -> tuple[PauseUntil, int] | None:
    for phrase, stretch in STRETCHES:
        if tuple(tokens[: len(phrase)]) == phrase:
            return edge(stretch), len(phrase)
    return None


def _begins(tokens: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> int:
    """How many tokens the phrase takes with which `tokens` begin; 0 for none."""
    return next((len(phrase) for phrase in phrases if tuple(tokens[: len(phrase)]) == phrase), 0)


def _number(text: str) -> int:
    return int(text[:_LONGEST_NUMBER]) if text.isascii() and text.isdigit() else NUMBERS.get(text, 0)
