"""Reads one rider's text, name by name."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bot.directory.finding import MOST_SUGGESTED, Finder
from bot.directory.names import Thing
from bot.directory.spelling import hear
from bot.directory.splitting import Piece, split
from bot.directory.subject import Found, ListedStation, Match, NotFound, Subject, Suggested, Tie
from bot.directory.subjects import Subjects
from models.station import Device

MOST_WORDS = 120  # of a text that are read: more are no list of names
MOST_GUESSES = 10  # names of one text for which likely ones are looked up: it takes a while
_STATION = "station"
_PLAIN_NUMBER = 3  # so many digits are a route's and nothing else's


@dataclass(slots=True)
class Reader:
    """What names mean to a rider of `feeds`: with `only_stations`, or the `device` of stations, nothing else."""

    finder: Finder
    subjects: Subjects
    feeds: Collection[str]
    only_stations: bool = False
    device: Device | None = None
    _guesses_left: int = field(default=MOST_GUESSES, init=False)
    _names: dict[tuple[str, ...], bool] = field(default_factory=dict, init=False)
    _words_left: int = field(default=MOST_WORDS, init=False)

    def read(self, written: tuple[str, ...]) -> Iterator[Match]:
        """What the words mean as one name, else as several."""
        whole = Piece(written, is_name=True)
        self._words_left -= len(written)
        if self._words_left < 0:
            yield NotFound(whole.name)
        elif self._is_name(whole.words):
            yield self._match(whole)
        else:
            pieces = split(written, self._is_name)
            yield from self._stations_of(whole) or self._matches(whole, pieces)

    def find(self, name: str) -> Match | None:
        """What bears exactly that name."""
        piece = Piece((name,), is_name=True)
        return self._match(piece) if self._is_name(piece.words) else None

    def _matches(self, whole: Piece, pieces: Sequence[Piece]) -> Iterator[Match]:
        if near := self._kin(whole) or self._like(whole):
            yield Suggested(whole.name, near)
            return
        pieces = self._joined(pieces)
        certain = sum(len(each.written) for each in pieces if each.is_name or each.has_digit)
        is_contradicted = len(pieces) == 1 and hear(pieces[0].words).key == hear(whole.words).key
        if certain and not is_contradicted and certain * 2 >= sum(len(each.written) for each in pieces):
            yield from self._certain(whole, pieces)
        elif (mentioned := self._mentioned(whole)) or len(pieces) == 1:
            yield Suggested(whole.name, mentioned) if mentioned else NotFound(whole.name)
        else:
            guesses = [self._guess(each) for each in pieces]
            yield from guesses if any(each.candidates for each in guesses) else [NotFound(whole.name)]

    def _certain(self, whole: Piece, pieces: Sequence[Piece]) -> Iterator[Match]:
        """What each piece means; words beside a number name nothing, and beside a short one ("2 kids") it is none."""
        matches = [(each, self._match(each) if each.is_name else self._guess(each)) for each in pieces]
        strange = [
            each for each, match in matches if isinstance(match, NotFound) and not (each.is_apart or each.has_digit)
        ]
        numbers = [len(each.name) for each in pieces if each.is_name and each.name.isdecimal()]
        if strange and numbers and max(numbers) < _PLAIN_NUMBER:
            yield Suggested(whole.name, self._mentioned(whole))
            return
        yield from (match for each, match in matches if not (numbers and each in strange))

    def _joined(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces; a name and what follows as one where that may be the rest of it: "501 QUEN", "DUNDAS SQUARE"."""
        joined: list[Piece] = []
        for piece in pieces:
            before = joined[-1] if joined else piece
            together = Piece((*before.written, *piece.written), is_name=False, is_apart=before.is_apart)
            is_rest = before.is_name and not piece.is_name and (not before.has_digit or self._like(together))
            if joined and not piece.is_apart and (is_rest or self._is_agency(before)):
                joined[-1] = together
            else:
                joined.append(piece)
        return joined

    def _stations_of(self, whole: Piece) -> list[Match]:
        """Several stations in one name: "Bloor-Yonge Station" is two of the catalogue's."""
        if self.only_stations or whole.words[-1:] != [_STATION]:
            return []
        stations = Reader(self.finder, self.subjects, self.feeds, only_stations=True)
        pieces = split(whole.written, stations._is_name)
        return [stations._match(each) for each in pieces] if all(each.is_name for each in pieces) else []

    def _is_name(self, words: Sequence[str]) -> bool:
        said = tuple(words)
        # "line 1 line 1 line 1": a text may say the same words again and again.
        if said not in self._names:
            self._names[said] = bool(self.finder.meant(self._words(words), self.feeds).preferred)
        return self._names[said]

    def _is_agency(self, piece: Piece) -> bool:
        return not self.finder.agencies.split_off(piece.words)[0]

    def _match(self, piece: Piece) -> Match:
        meant = self.finder.meant(self._words(piece.words), self.feeds)
        preferred, others = self._as_subjects(meant.preferred), self._as_subjects(meant.others)
        return Tie(piece.name, preferred) if len(preferred) > 1 else Found(piece.name, preferred[0], others)

    def _guess(self, piece: Piece) -> Match:
        subjects = self._kin(piece) or self._like(piece) or self._mentioned(piece)
        return Suggested(piece.name, subjects) if subjects else NotFound(piece.name)

    def _kin(self, piece: Piece) -> tuple[Subject, ...]:
        return self._as_subjects(self.finder.kin(self._words(piece.words), self.feeds))

    def _mentioned(self, piece: Piece) -> tuple[Subject, ...]:
        """What is named in a sentence."""
        names = [each for each in split(piece.written, self._is_name) if each.is_name]
        found = [subject for each in names for subject in _meant(self._match(each))]
        return tuple(dict.fromkeys(found))[:MOST_SUGGESTED]

    def _like(self, piece: Piece) -> tuple[Subject, ...]:
        if self._guesses_left <= 0:
            return ()
        self._guesses_left -= 1
        return self._as_subjects(self.finder.like(self._words(piece.words), self.feeds))

    def _words(self, words: Sequence[str]) -> Sequence[str]:
        is_said = _STATION in {*words[:1], *words[-1:]}
        return [*words, _STATION] if (self.only_stations or self.device) and not is_said else words

    def _as_subjects(self, things: Sequence[Thing]) -> tuple[Subject, ...]:
        if self.device is None:
            return tuple(self.subjects.of(each) for each in things)
        stations = (each for each in things if isinstance(each, ListedStation))
        return tuple(self.subjects.of_devices(each, self.device) for each in stations)


def _meant(match: Match) -> tuple[Subject, ...]:
    return match.candidates[:1] if isinstance(match, Found) else match.candidates
