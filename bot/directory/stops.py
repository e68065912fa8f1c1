"""Single stops, by the number at the pole or by name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from bot.directory.agencies import Agencies
from bot.directory.nearest import Nearest
from bot.directory.spelling import HEADING_WORDS, STREET_WORDS, is_idle, words_of
from bot.directory.subject import FeedCatalogue, ListedStation
from models.station import StationKind

_MOST_CORNERS = 3


class Stops:
    """Stops of all feeds; a number inside a station means the station."""

    def __init__(self, feeds: Sequence[FeedCatalogue], agencies: Agencies) -> None:
        self._agencies = agencies
        codes: defaultdict[str, list[ListedStation]] = defaultdict(list)
        names: defaultdict[str, list[ListedStation]] = defaultdict(list)
        corners: defaultdict[str, list[ListedStation]] = defaultdict(list)
        for listed in (each for feed in feeds for each in feed.stations):
            # Two stops of one name and without numbers are told apart by the agency's own id.
            for code in listed.stop_codes or (listed.station.station_id,):
                codes[" ".join(words_of(code))].append(listed)
            if listed.station.kind is StationKind.STOP:
                words = _words(listed.station.name)
                names[" ".join(words)].append(listed)
                # "Yonge St at Bloor St West - Bloor Station": the station is nearby, not part of the corner.
                corners[_corner(_words(listed.station.name.partition(" - ")[0]))].append(listed)
        self._codes, self._names, self._corners = dict(codes), dict(names), dict(corners)
        self._nearest = Nearest(corners)

    def exactly(self, name: str, feeds: Collection[str]) -> tuple[ListedStation, ...]:
        """Those with that number, else of exactly that name."""
        words = words_of(name)
        if found := self._known(words):
            return _of_feeds(found, feeds)
        bare, feed = self._agencies.split_off(words)
        return tuple(each for each in self._known(bare) if each.station.feed == feed)

    def like(self, name: str, feeds: Collection[str]) -> tuple[ListedStation, ...]:
        """Those at that corner, however its streets are called, else those with names like it."""
        corner = _corner(_words(name))
        if there := self._corners.get(corner):
            return _of_feeds(there, feeds)
        near = self._nearest.to(corner)[:_MOST_CORNERS]
        return _of_feeds([stop for key in near for stop in self._corners[key]], feeds)

    def _known(self, words: Iterable[str]) -> Sequence[ListedStation]:
        words = list(words)
        bare = " ".join(word for word in words if not is_idle(word))
        return self._codes.get(" ".join(words)) or self._codes.get(bare) or self._names.get(bare) or ()


def _words(name: str) -> list[str]:
    return [word for word in words_of(name) if not is_idle(word)]


def _corner(words: Iterable[str]) -> str:
    """Streets in one order, without what they are called: "King St West at Bathurst St" as "bathurst king"."""
    return " ".join(sorted(set(words) - STREET_WORDS - HEADING_WORDS))


def _of_feeds(found: Sequence[ListedStation], feeds: Collection[str]) -> tuple[ListedStation, ...]:
    return tuple(each for each in found if each.station.feed in feeds) or tuple(found)
