"""One text, several names: "504 KING QUEEN 510" is three routes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.directory.spelling import STREET_WORDS, VEHICLES, hear, is_idle, words_of

MOST_WORDS_OF_NAME = 8
# As riders see words, apostrophes included; a hyphen or a slash may stand within a name or between two.
_WRITTEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_AND = frozenset({"and", "et", "plus"})
_BETWEEN = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are a name, or that are none; `is_apart` after an "and"."""

    written: tuple[str, ...]
    is_name: bool
    is_apart: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.written)

    def may_go_on_with(self, word: str) -> bool:
        """Whether the word belongs to it; each of several numbers stands alone."""
        return not (self.is_name or self.name.isdecimal() or word.isdecimal())

    @property
    def has_digit(self) -> bool:
        return any(each.isdigit() for each in self.name)

    @property
    def words(self) -> list[str]:
        return words_of(self.name)


def listed(text: str) -> Iterator[tuple[str, ...]]:
    """The written words of each part of `text` between commas."""
    for part in _BETWEEN.split(text):
        if written := _WRITTEN.findall(part):
            yield tuple(written)


def split(written: Sequence[str], is_name: Callable[[Sequence[str]], bool]) -> list[Piece]:
    """The longest names first, from left to right; what stands between them in pieces of its own."""
    pieces: list[Piece] = []
    start, is_apart = 0, False
    while start < len(written):
        end = _end_of_name(written, start, is_name)
        if end is not None:
            pieces.append(Piece(tuple(written[start:end]), is_name=True, is_apart=is_apart))
        elif _is_strange(written[start]):
            is_more = bool(pieces) and pieces[-1].may_go_on_with(written[start]) and not is_apart
            before = pieces.pop() if is_more else Piece((), is_name=False, is_apart=is_apart)
            pieces.append(replace(before, written=(*before.written, written[start])))
        is_apart = end is None and (written[start].casefold() in _AND or (is_apart and _is_idle(written[start])))
        start = end or start + 1
    return pieces


def _end_of_name(written: Sequence[str], start: int, is_name: Callable[[Sequence[str]], bool]) -> int | None:
    if _is_idle(written[start]):
        return None
    ends = range(min(len(written), start + MOST_WORDS_OF_NAME), start, -1)
    for end in (each for each in ends if not _is_idle(written[each - 1])):
        words = words_of(" ".join(written[start:end]))
        # "Avenue" is a station of the TTC, but not in "fifth avenue".
        if is_name(words) and not STREET_WORDS.issuperset(words) and not _says_less(written[start:end]):
            return end
    return None


def _says_less(written: Sequence[str]) -> bool:
    """Whether nothing is named behind an "and": "LINE 1 AND LINE", of which a 2 follows."""
    places = [place for place, word in enumerate(written) if word.casefold() in _AND]
    return any(_is_less(hear(words_of(" ".join(written[place:]))).key) for place in places)


def _is_less(key: str) -> bool:
    # "St" is a saint's: "Union and St George".
    return not key or key in STREET_WORDS


def _is_idle(written: str) -> bool:
    return all(is_idle(word) for word in words_of(written))


def _is_strange(written: str) -> bool:
    """Whether the word could be a name: "THE" and "BUS" between names are none."""
    words = words_of(written)
    return not _is_idle(written) and VEHICLES.keys().isdisjoint(words) and bool(hear(words).key)
