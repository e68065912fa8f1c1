"""Agencies by the names that riders put before or after a route's."""

from collections.abc import Iterable, Sequence

from bot.directory.spelling import words_of
from bot.directory.subject import FeedCatalogue

Words = Sequence[str]  # see `spelling.words_of`


class Agencies:
    """Each feed's agency, by its name and by the feed's id."""

    def __init__(self, feeds: Iterable[FeedCatalogue]) -> None:
        named = [(tuple(words_of(name)), each.feed) for each in feeds for name in (each.agency, each.feed)]
        self._feeds = {words: feed for words, feed in named if words}

    def split_off(self, words: Words) -> tuple[Words, str | None]:
        """The words without an agency's name before or after them, and that agency's feed."""
        for name, feed in self._feeds.items():
            if tuple(words[: len(name)]) == name:
                return words[len(name) :], feed
            if tuple(words[-len(name) :]) == name:
                return words[: -len(name)], feed
        return words, None
