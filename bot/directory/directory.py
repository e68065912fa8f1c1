"""What riders can subscribe to, found by any name that they use for it."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.commands.command import Named, Wanted
from bot.directory.agencies import Agencies
from bot.directory.finding import MOST_SUGGESTED, Finder
from bot.directory.reading import MOST_GUESSES, Reader
from bot.directory.spelling import hear, words_of
from bot.directory.splitting import listed
from bot.directory.stops import Stops
from bot.directory.subject import FeedCatalogue, Found, Match, NotFound, Subject, Suggested, Tie
from bot.directory.subjects import Subjects, types_of
from models.station import Device


class Directory:
    """All routes, stations and stops of all feeds."""

    def __init__(self, feeds: Sequence[FeedCatalogue]) -> None:
        self.feeds = {each.feed: each for each in feeds}
        self._types = {each.feed: types_of(each) for each in feeds}
        self._agencies = Agencies(feeds)
        self._finder = Finder(feeds, self._agencies)
        self._stops = Stops(feeds, self._agencies)
        self._subjects = Subjects(feeds, self._finder, self._stops)

    @property
    def is_empty(self) -> bool:
        return not any(each.routes for each in self.feeds.values())

    @property
    def agencies(self) -> str:
        """The agencies' names, for a rider of none in particular."""
        return ", ".join(dict.fromkeys(each.agency for each in self.feeds.values()))

    def find(self, target: str) -> Subject | None:
        """None where the static GTFS no longer has it."""
        return self._subjects.find(target)

    def resolve(self, wanted: Wanted, *, feeds: Collection[str] = ()) -> tuple[Match, ...]:
        """What each name in `wanted` means to a rider who is subscribed in `feeds`; one thing is found once."""
        found: dict[object, Match] = {}
        for match in self._matches(wanted, feeds):
            found.setdefault(match.subject.target if isinstance(match, Found) else match, match)
        return tuple(found.values())

    def _matches(self, wanted: Wanted, feeds: Collection[str]) -> Iterable[Match]:
        match wanted.named:
            case Named.EVERYTHING:
                return [self._everything(wanted.name, feeds)]
            case Named.MODE:
                return [self._mode(wanted.name, feeds) or NotFound(wanted.name)]
            case Named.STOP:
                return self._stop_matches(wanted.name, feeds)
            case Named.ELEVATORS:
                reader = Reader(self._finder, self._subjects, feeds, device=Device.ELEVATOR)
            case Named.ESCALATORS:
                reader = Reader(self._finder, self._subjects, feeds, device=Device.ESCALATOR)
            case Named.STATION:
                reader = Reader(self._finder, self._subjects, feeds, only_stations=True)
            case Named.ANYTHING:
                if kind := self._whole_kind(wanted.name, feeds):
                    return [kind]
                reader = Reader(self._finder, self._subjects, feeds)
        return _read(reader, wanted.name)

    def _whole_kind(self, name: str, feeds: Collection[str]) -> Match | None:
        """All of "TTC", the mode of "TTC SUBWAY"."""
        words = words_of(name)
        bare, feed = self._agencies.split_off(words)
        if hear(bare).key or self._finder.meant(words).preferred:
            return None
        return self._mode(name, feeds) or (self._everything(name, feeds) if feed and not bare else None)

    def _everything(self, name: str, feeds: Collection[str]) -> Match:
        among = self._feeds_meant(name, feeds)
        return _one_of(name, [self._subjects.of_agency(each) for each in among])

    def _mode(self, name: str, feeds: Collection[str]) -> Match | None:
        _, said_feed = self._agencies.split_off(words_of(name))
        for route_type in hear(words_of(name)).modes:
            running = [each for each in self.feeds if route_type in self._types[each] and said_feed in {None, each}]
            if running:
                among = [each for each in running if each in feeds] or running
                return _one_of(name, [self._subjects.of_mode(each, route_type) for each in among])
        return None

    def _feeds_meant(self, name: str, feeds: Collection[str]) -> Sequence[str]:
        _, said_feed = self._agencies.split_off(words_of(name))
        if said_feed is not None:
            return [said_feed]
        return [each for each in self.feeds if each in feeds] or list(self.feeds)

    def _stop_matches(self, text: str, feeds: Collection[str]) -> Iterator[Match]:
        guesses_left = MOST_GUESSES
        for written in listed(text):
            name = " ".join(written)
            is_one = not all(word.isdecimal() for word in written) or bool(self._stops.exactly(name, feeds))
            for each in [name] if is_one else written:
                match = self._stop(each, feeds) or self._like_stop(each, feeds, guesses_left)
                guesses_left -= not isinstance(match, Found | Tie)
                yield match

    def _stop(self, name: str, feeds: Collection[str]) -> Match | None:
        if stops := self._stops.exactly(name, feeds):
            return _one_of(name, [self._subjects.of(each) for each in stops])
        # Riders of the subway say stop for a station.
        return Reader(self._finder, self._subjects, feeds, only_stations=True).find(name)

    def _like_stop(self, name: str, feeds: Collection[str], guesses_left: int) -> Match:
        like = self._stops.like(name, feeds) if guesses_left > 0 else ()
        if not like:
            return NotFound(name)
        return Suggested(name, tuple(self._subjects.of(each) for each in like[:MOST_SUGGESTED]))


def _read(reader: Reader, text: str) -> Iterator[Match]:
    parts = list(listed(text))
    if not parts and text.strip():
        yield NotFound(text)
    for written in parts:
        yield from reader.read(written)


def _one_of(name: str, subjects: Sequence[Subject]) -> Match:
    match subjects:
        case []:
            return NotFound(name)
        case [subject]:
            return Found(name, subject)
    return Tie(name, tuple(subjects))
