"""Times of day as people write them, and what an hour without "am" or "pm" means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.lexeme import Lexeme, Part, Sense
from bot.commands.reader import Reader

DAY = 24 * 60
HALF_DAY = 12 * 60
# "7", "7:30", "7h30", "19h", "730", "0700", each with am, pm, a or p at its end.
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:(?P<mark>[:.H])(?P<minute>\d\d)?)?(?P<half>[AP]M?)?")
_LIKE_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d(?:[AP]M?)?|[AP]M|H(?:\d\d)?)")
_MILITARY = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d\d)(?P<mark>H)?(?P<half>[AP]M?)?")


@dataclass(frozen=True, slots=True)
class Time:
    """What was written; `minutes` after midnight are two where it could be morning or evening.

    `is_plain` if it could be a route's number as well.
    """

    minutes: tuple[int, ...]
    is_plain: bool = False


def read_time(reader: Reader) -> Time | None:
    """The time here, with what follows it: "7", "7 pm", "7 h 30", "noon"."""
    start = reader.place
    if hour := reader.take_if(Sense.HOUR):
        return Time(_numbers(hour))
    time = find_time(reader.peek().text) if reader.peek().sense is Sense.NUMBER else None
    if time is None:
        return None
    text = reader.take().text
    if reader.peek().sense is Sense.MERIDIEM:
        # In "504 am" is no time.
        time = find_time(f"{text}{reader.take().text}") if not _is_route(time) else None
    elif text.isdigit() and reader.take_word("H", "HEURE", "HEURES"):
        minute = reader.take() if _is_minute(reader.peek()) else None
        time = find_time(f"{text}H{minute.text if minute else ''}")
    elif reader.take_if(Sense.OCLOCK):
        time = Time(time.minutes)
    if time is None:
        reader.place = start
    return time


def find_time(text: str) -> Time | None:
    """The time that one word is.

    >>> find_time("7:30PM")
    Time(minutes=(1170,), is_plain=False)
    """
    found = _CLOCK.fullmatch(text) or _MILITARY.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    # "504A" is a branch, nobody says 5:04 without a colon.
    is_branch = found["half"] in {"A", "P"} and not found["mark"] and minute % 15 != 0
    if is_branch or minute >= 60 or hour > 24 or (hour == 24 and minute):
        return None
    if found["half"]:
        return _with_half(hour, minute, found["half"])
    # "0700", "07:30", "19:00" and "7h" are of the 24-hour clock.
    is_whole_day = (
        hour > 12 or found["hour"].startswith("0") or found["mark"] == "H" or (text.isdigit() and len(text) == 4)
    )
    said = hour * 60 + minute
    minutes = (said,) if is_whole_day else (said % HALF_DAY, said % HALF_DAY + HALF_DAY)
    return Time(minutes, is_plain=text.isdigit() and not text.startswith("0"))


def is_no_time(text: str) -> bool:
    """Whether the word is written like a time, and is one of no clock: "25:99", "99am"."""
    return _LIKE_CLOCK.fullmatch(text) is not None and find_time(text) is None


def settle(start: Time, end: Time, *, usual: Part, not_before: int = 0) -> tuple[int, int]:
    """The span that is meant: the shortest, else after the last one, else the one that begins in the `usual` hours.

    >>> DAYTIME = Part(((6 * 60, 18 * 60),))
    >>> settle(Time((420, 1140)), Time((540, 1260)), usual=DAYTIME)
    (420, 540)
    """
    spans = [(first % DAY, last or DAY) for first in start.minutes for last in end.minutes]
    return min(spans, key=lambda span: (_length(span), span[0] < not_before, not _within(span[0], usual)))


def _is_route(time: Time) -> bool:
    """Whether a number is rather a route's: nobody says 5:04 or 5:10 without a colon."""
    return time.is_plain and time.minutes[0] % 15 != 0


def _length(span: tuple[int, int]) -> int:
    return (span[1] - span[0]) % DAY or DAY


def _within(minute: int, part: Part) -> bool:
    return any((minute - start) % DAY < _length((start, end)) for start, end in part.spans)


def _with_half(hour: int, minute: int, half: str) -> Time | None:
    if not 1 <= hour <= 12:
        # "19:00 pm" is said twice, "14 am" is nothing.
        return Time((hour * 60 + minute,)) if hour > 12 and half.startswith("P") else None
    return Time((hour % 12 * 60 + minute + (HALF_DAY if half.startswith("P") else 0),))


def _numbers(lexeme: Lexeme) -> tuple[int, ...]:
    return lexeme.value if isinstance(lexeme.value, tuple) else ()


def _is_minute(lexeme: Lexeme) -> bool:
    return lexeme.sense is Sense.NUMBER and len(lexeme.text) == 2 and lexeme.text.isdigit()


def choose(times: Sequence[int], part: Part) -> int:
    """The one of the readings of a single time that lies in that part of the day, else the first."""
    return next((each for each in times if _within(each % DAY, part)), times[0])
