"""All routes and stations of all feeds, by every name that riders use for them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from bot.directory.names import long_names, parts, route_names, station_names, target_of
from bot.directory.spelling import HEADING_WORDS, STREET_WORDS, key_of, respelt
from bot.directory.subject import FeedCatalogue, ListedRoute, ListedStation
from models.station import StationKind

Routes = Mapping[str, tuple[ListedRoute, ...]]
Stations = Mapping[str, tuple[ListedStation, ...]]
# "50 4" is not 504.
_TWO_NUMBERS = re.compile(r"\d \d")
T = TypeVar("T", ListedRoute, ListedStation)


class Index:
    """Names to things. `lone` are parts of names, which mean something only where nothing else has that name."""

    def __init__(self, feeds: Sequence[FeedCatalogue]) -> None:
        routes = list(_each_once(each for feed in feeds for each in feed.routes))
        stations = [each for feed in feeds for each in feed.stations if each.station.kind is StationKind.STATION]
        self.numbers: Routes = _by(routes, lambda each: [key_of(each.route.number)])
        self.routes: Routes = _by(routes, route_names)
        self.long: Routes = _by(routes, long_names)
        self.lone_routes: Routes = _by(routes, lambda each: parts([each.route.long_name]))
        self.stations: Stations = _by(stations, station_names)
        self.lone_stations: Stations = _by(stations, lambda each: parts([each.station.name]))
        self._squeezed = {_squeezed(key): key for key in (*self.routes, *self.stations)}

    def spellings(self, key: str) -> Iterator[str]:
        """`key`, then what else it may have meant to be."""
        yield key
        yield from respelt(key)
        if (squeezed := self._squeezed.get(_squeezed(key))) and not _TWO_NUMBERS.search(key):
            yield squeezed

    def routes_numbered(self, key: str) -> tuple[ListedRoute, ...]:
        """Routes of that number; after it, or before, there may be a part of the name: "36 finch", "king west 504"."""
        if routes := self.numbers.get(key):
            return routes
        first, _, rest = key.partition(" ")
        before, _, last = key.rpartition(" ")
        tried = ((first, rest), (last, before))
        return next((found for number, name in tried if (found := self._numbered(number, name))), ())

    def routes_like(self, key: str) -> tuple[ListedRoute, ...]:
        """Routes of which `key` is a part of the name, or its leading words."""
        return _each_once((*self.lone_routes.get(key, ()), *_leading(self.long, key)))

    def stations_like(self, key: str) -> tuple[ListedStation, ...]:
        return _each_once((*self.lone_stations.get(key, ()), *_leading(self.stations, key)))

    def _numbered(self, number: str, name: str) -> tuple[ListedRoute, ...]:
        words = set(name.split()) - STREET_WORDS - HEADING_WORDS
        return tuple(each for each in self.numbers.get(number, ()) if words <= _words_of_names(each))


def _words_of_names(listed: ListedRoute) -> set[str]:
    return {word for name in long_names(listed) for word in name.split()}


def _squeezed(key: str) -> str:
    return key.replace(" ", "")


def _leading(names: Mapping[str, tuple[T, ...]], key: str) -> Iterator[T]:
    return (each for name, things in names.items() if name.startswith(f"{key} ") for each in things)


def _by(things: Iterable[T], names: Callable[[T], Iterable[str]]) -> Mapping[str, tuple[T, ...]]:
    found: defaultdict[str, dict[str, T]] = defaultdict(dict)
    for thing in things:
        for name in names(thing):
            found[name][target_of(thing)] = thing
    return {name: tuple(each.values()) for name, each in found.items()}


def _each_once(things: Iterable[T]) -> tuple[T, ...]:
    """Static GTFS may list one route of the riders' under several ids."""
    return tuple({target_of(each): each for each in things}.values())
