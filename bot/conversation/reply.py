"""A reply put together from parts: one segment where possible, two at most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from models.gsm7 import is_gsm7
from models.segments import ELLIPSIS, count_segments, thrifty

MOST_SEGMENTS = 2
QUOTED = 24  # characters of a rider's own words that a reply repeats
SHOWN = 40  # characters of an alert from which on it counts as shown


class Yields(Enum):
    """What a part does for the sake of the whole."""

    NEVER = 1
    DROPS = 2  # goes where it would cost another segment
    CUTS = 3  # is shortened where the whole would cost more than two


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence or more of a reply."""

    text: str
    yields: Yields = Yields.NEVER


def put_together(parts: Sequence[Part], *, between: str = " ") -> str:
    """The parts' texts, with a blank `between` them, and no dearer accents than they need."""
    parts = _without_costly([part for part in parts if part.text], between)
    # What stands first matters most.
    for part in [each for each in reversed(parts) if each.yields is Yields.CUTS]:
        parts = _with_cut(parts, part, between)
    return _joined(parts, between)


def is_shown(part: Part, reply: str) -> bool:
    """Whether enough of the part has survived in the reply to tell anything."""
    return thrifty(part.text)[:SHOWN] in reply or part.text[:SHOWN] in reply


def names_within(
    names: Sequence[str], shorter: Sequence[str], say: Callable[[str], str], *, between: str = ", "
) -> str:
    """`say` of all the names; of their `shorter` forms, then of only some of them, where that would be too long."""
    for each in (between.join(names), ", ".join(shorter)):
        if count_segments(text := thrifty(say(each))) <= MOST_SEGMENTS:
            return text
    shown = len(shorter)
    while count_segments(text := say(f"{', '.join(shorter[:shown])} +{len(shorter) - shown}")) > MOST_SEGMENTS:
        shown -= 1
    return text


def quoted(words: str) -> str:
    """A rider's own words as a reply may repeat them: short, on one line, in GSM-7."""
    line = "".join(each for each in thrifty(" ".join(words.split())) if is_gsm7(each))
    return f'"{line[:QUOTED]}{ELLIPSIS if len(line) > QUOTED else ""}"'


def _without_costly(parts: Sequence[Part], between: str) -> list[Part]:
    """The parts, with those of the droppable that cost no segment more."""
    kept = [each for each in parts if each.yields is not Yields.DROPS]
    most = count_segments(_joined(kept, between))
    for part in parts:
        with_it = [each for each in parts if each in kept or each is part]
        if part not in kept and most <= MOST_SEGMENTS and count_segments(_joined(with_it, between)) <= most:
            kept = with_it
    return kept


def _with_cut(parts: Sequence[Part], part: Part, between: str) -> list[Part]:
    words = part.text.split(" ")
    kept = len(words)
    tried = list(parts)
    while kept and count_segments(_joined(tried, between)) > MOST_SEGMENTS:
        kept -= 1
        shortened = Part(" ".join(words[:kept]).rstrip(" ,;:-") + ELLIPSIS if kept else "", Yields.CUTS)
        tried = [shortened if each is part else each for each in parts]
    return [each for each in tried if each.text]


def _joined(parts: Sequence[Part], between: str) -> str:
    return thrifty(between.join(part.text for part in parts))
