"""Which route does a rider mean? By number and by exact name, never by part of one."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.commands import GENERIC, ROUTE_NUMBER, fold
from bot.words import AND
from models.route import Route

MOST_WORDS = 60  # of a text that names routes; a longer one is not a list of routes
_GENERIC = GENERIC | {"THE", "TRAIN", "SUBWAY"}
_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = re.compile(r"[,;&+\n]")
_TIME = re.compile(r"\d\s*[-:]\s*\d")
_BRANCH = re.compile(r"([0-9]+)[A-Z]")
# Night and express routes share the day route's name: "King" means 504 rather than 304.
_NIGHT_OR_EXPRESS = re.compile(r"[39]\d\d")


@dataclass(frozen=True, slots=True)
class FeedCatalogue:
    """The routes of one feed."""

    feed: str
    agency: str
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The route that is meant, and others of the same name that were not preferred."""

    route: Route
    others: tuple[Route, ...] = ()

    @property
    def candidates(self) -> tuple[Route, ...]:
        return (self.route, *self.others)


@dataclass(frozen=True, slots=True)
class Tie:
    """Several routes are meant with equal right."""

    name: str
    routes: tuple[Route, ...]

    @property
    def candidates(self) -> tuple[Route, ...]:
        return self.routes


@dataclass(frozen=True, slots=True)
class NotFound:
    """No route has this number or name."""

    name: str
    candidates: tuple[Route, ...] = ()


Match = Found | Tie | NotFound


class Directory:
    """All routes of all feeds by every name that riders use for them."""

    def __init__(self, feeds: Sequence[FeedCatalogue]) -> None:
        self.feeds = {each.feed: each for each in feeds}
        self._routes: dict[str, tuple[Route, ...]] = _index(feeds)

    @property
    def is_empty(self) -> bool:
        return not self._routes

    @property
    def agencies(self) -> str:
        """The agencies' names, for a rider of none in particular."""
        return ", ".join(dict.fromkeys(each.agency for each in self.feeds.values()))

    def resolve(self, text: str, *, feeds: Collection[str] = ()) -> tuple[Match, ...]:
        """What each name in `text` means to a rider who is subscribed in `feeds`."""
        matches = (self._match(name, feeds) for name in self._names(text))
        return tuple(dict.fromkeys(matches))

    def named(self, name: str) -> tuple[Route, ...]:
        """Every route with that number or name; of a branch (504B) its route."""
        key = name_key(name)
        if routes := self._routes.get(key):
            return routes
        branch = _BRANCH.fullmatch(key)
        return self._routes.get(branch.group(1), ()) if branch else ()

    def _match(self, name: str, feeds: Collection[str]) -> Match:
        routes = self.named(name)
        ours = tuple(route for route in routes if route.feed in feeds)
        routes = ours or routes
        by_day = tuple(route for route in routes if not _NIGHT_OR_EXPRESS.fullmatch(route.short_name))
        preferred = by_day or routes
        if not preferred:
            return NotFound(name)
        if len(preferred) > 1:
            return Tie(name, preferred)
        return Found(preferred[0], tuple(route for route in routes if route not in preferred))

    def _names(self, text: str) -> Iterator[str]:
        """The names in `text`: all of it if it is one, else part by part."""
        if self.named(text):
            yield text
            return
        for part in _parts(text):
            words = _WORD.findall(part)
            names = None if _TIME.search(part) or len(words) > MOST_WORDS else self._split(words)
            yield from names or [part]

    def _split(self, words: Sequence[str]) -> list[str] | None:
        """`504 KING 501` as `504 KING`, `501`: the longest names first; None where a word belongs to none."""
        names: list[str] = []
        start = 0
        while start < len(words):
            ends = range(min(len(words), start + 8), start, -1)
            end = next((end for end in ends if self.named(" ".join(words[start:end]))), None)
            if end is None and ROUTE_NUMBER.fullmatch(words[start]):
                # One number that is no route does not spoil the others.
                end = start + 1
            if end is None:
                return None
            names.append(" ".join(words[start:end]))
            start = end
        return names


def name_key(name: str) -> str:
    """The form in which names are compared: case, accents, punctuation and words like "line" do not count."""
    words = _WORD.findall(fold(name))
    return " ".join([word for word in words if word not in _GENERIC] or words)


def _parts(text: str) -> Iterator[str]:
    for part in _SEPARATOR.split(text):
        words: list[str] = []
        for word in part.split():
            if word not in AND:
                words.append(word)
            elif words:
                yield " ".join(words)
                words = []
        if words:
            yield " ".join(words)


def _index(feeds: Iterable[FeedCatalogue]) -> dict[str, tuple[Route, ...]]:
    index: defaultdict[str, dict[str, Route]] = defaultdict(dict)
    for feed in feeds:
        # Static GTFS may list one route of the riders' under several ids.
        for route in feed.routes:
            for key in _keys(route, feed):
                index[key][route.target] = route
    return {key: tuple(routes.values()) for key, routes in index.items()}


def _keys(route: Route, feed: FeedCatalogue) -> set[str]:
    long = route.long_name.removesuffix(" Line")
    names = [route.number, long, f"{route.short_name} {long}", route.label]
    names += [f"{place} {route.number}" for place in (feed.feed, feed.agency)]
    return {key for name in names if (key := name_key(name))}
