"""What a name means among all feeds, or among those of the agency that was said with it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.directory.agencies import Agencies, Words
from bot.directory.choosing import Chooser, Meant
from bot.directory.index import Index
from bot.directory.names import Thing, feed_of
from bot.directory.nearest import Nearest
from bot.directory.spelling import hear
from bot.directory.subject import FeedCatalogue

MOST_SUGGESTED = 3  # with their names, more do not fit into one text


class Finder:
    """Looks for routes and stations by the words of their names."""

    def __init__(self, feeds: Sequence[FeedCatalogue], agencies: Agencies) -> None:
        self.index = index = Index(feeds)
        self.agencies = agencies
        self._stations = Nearest((*index.stations, *index.lone_stations))
        self._all = Nearest((*index.routes, *index.stations, *index.lone_routes, *index.lone_stations))

    def meant(self, words: Words, feeds: Collection[str] = ()) -> Meant:
        """Who bears exactly that name."""
        whole = Chooser(self.index, hear(words), feeds).choose()
        bare, feed = self.agencies.split_off(words)
        if whole.preferred or feed is None:
            return whole
        meant = Chooser(self.index, hear(bare), (feed,)).choose()
        return Meant(_in_feed(meant.preferred, feed), _in_feed(meant.others, feed))

    def kin(self, words: Words, feeds: Collection[str]) -> tuple[Thing, ...]:
        """Who has it as a part of the name."""
        bare, _ = self.agencies.split_off(words)
        return Chooser(self.index, hear(bare), feeds).kin()[:MOST_SUGGESTED]

    def like(self, words: Words, feeds: Collection[str]) -> tuple[Thing, ...]:
        """Who bears a name that is spelt much like it, the nearest first."""
        bare, _ = self.agencies.split_off(words)
        said = hear(bare)
        keys = (self._stations if said.is_station else self._all).to(said.key)
        found = [each for key in keys for each in Chooser(self.index, replace(said, key=key), feeds).choose().preferred]
        return tuple(dict.fromkeys(found))[:MOST_SUGGESTED]


def _in_feed(things: Sequence[Thing], feed: str) -> tuple[Thing, ...]:
    return tuple(each for each in things if feed_of(each) == feed)
