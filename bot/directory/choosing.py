"""Which of the things that bear a name is meant."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.directory.index import Index
from bot.directory.names import Thing, feed_of, is_line, runs_at_night, runs_by_day
from bot.directory.spelling import Said
from bot.directory.subject import ListedRoute, ListedStation
from models.route import SUBWAY


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant, with equal right, and `others` of that name."""

    preferred: tuple[Thing, ...] = ()
    others: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses for riders of `feeds`, of whose things they mean one if they can."""

    index: Index
    said: Said
    feeds: Collection[str]

    def choose(self) -> Meant:
        """A route by number, else by name, else a station."""
        choose = self._station if self.said.is_station else self._anything
        tried = map(choose, self.index.spellings(self.said.key))
        return next((meant for meant in tried if meant.preferred), Meant())

    def kin(self) -> tuple[Thing, ...]:
        """Those of whose names it is a part, and those of just that name that are another kind."""
        said, index = self.said, self.index
        if not said.key:
            return ()
        stations = index.stations_like(said.key)
        if said.is_station:
            return self._ours(stations)
        exact = (*index.routes_numbered(said.key), *index.routes.get(said.key, ()))
        likely = _preferred(self._routes_like(said.key))
        things: list[Thing] = [*likely, *(() if said.says_kind else stations), *_preferred(exact)]
        return tuple(dict.fromkeys(self._ours(things)))

    def _station(self, key: str) -> Meant:
        # "Sheppard Station" is Sheppard-Yonge, as long as no other is called so.
        return Meant(self._ours(self.index.stations.get(key) or self.index.lone_stations.get(key, ())))

    def _anything(self, key: str) -> Meant:
        numbered = self.index.routes_numbered(key)
        listed = numbered or self.index.routes.get(key, ())
        things: list[Thing] = [*self._agreeing(listed), *self._stations(key)]
        ours = self._ours(things)
        routes = [each for each in ours if isinstance(each, ListedRoute)]
        stations = [each for each in ours if isinstance(each, ListedStation)]
        wants_night = bool(routes) and self.said.is_night
        if not (numbered or wants_night or any(map(runs_by_day, routes))):
            return self._none_by_day(key, routes, stations)
        preferred = _preferred(routes, at_night=wants_night)
        lone = () if numbered or self.said.says_kind else self._ours(self.index.lone_stations.get(key, ()))
        others = dict.fromkeys((*routes, *stations, *lone))
        return Meant(preferred, tuple(each for each in others if each not in preferred))

    def _none_by_day(self, key: str, routes: Sequence[ListedRoute], stations: Sequence[ListedStation]) -> Meant:
        """By night alone is a name like "Steeles" a whole one: by day it may mean 53 Steeles East."""
        like = [each for each in self._routes_like(key) if each not in routes]
        by_day = tuple(filter(runs_by_day, like))
        if routes:
            return Meant(by_day, (*routes, *stations)) if len(by_day) == 1 else Meant((*by_day, *routes))
        if stations:
            return Meant(tuple(stations), by_day)
        is_sole = len(like) == 1 and key in self.index.lone_routes
        return Meant(tuple(like)) if is_sole else Meant()

    def _stations(self, key: str) -> Sequence[ListedStation]:
        # "Finch bus" is no station; "Wilson subway" is, and "Queens Quay/Ferry Docks".
        is_ruled_out = (
            self.said.says_kind
            and SUBWAY not in self.said.modes
            and (key in self.index.routes or self._routes_like(key))
        )
        return () if is_ruled_out else self.index.stations.get(key, ())

    def _routes_like(self, key: str) -> tuple[ListedRoute, ...]:
        ours = self._ours(self._agreeing(self.index.routes_like(key)))
        return tuple(each for each in ours if isinstance(each, ListedRoute))

    def _agreeing(self, routes: Iterable[ListedRoute]) -> tuple[ListedRoute, ...]:
        """Those of the kind that was said. A streetcar's riders say bus, too; nobody takes a bus for the subway."""
        said, routes = self.said, tuple(routes)
        if said.is_night:
            routes = tuple(filter(runs_at_night, routes)) or routes
        if said.is_line:
            routes = tuple(filter(is_line, routes)) or routes
        for mode in said.modes:
            if agreeing := tuple(each for each in routes if each.route.route_type == mode):
                return agreeing
        is_subway = SUBWAY in said.modes
        return tuple(each for each in routes if not said.modes or not (is_subway or each.route.route_type == SUBWAY))

    def _ours(self, things: Iterable[Thing]) -> tuple[Thing, ...]:
        things = tuple(things)
        return tuple(each for each in things if feed_of(each) in self.feeds) or things


def _preferred(routes: Sequence[ListedRoute], *, at_night: bool = False) -> tuple[ListedRoute, ...]:
    """Of each feed those that run by day, rather than by night, and the subway rather than a bus of its name."""
    by_feed: defaultdict[str, list[ListedRoute]] = defaultdict(list)
    for each in routes:
        by_feed[each.route.feed].append(each)
    preferred: list[ListedRoute] = []
    for of_feed in by_feed.values():
        by_day = of_feed if at_night else [each for each in of_feed if runs_by_day(each)] or of_feed
        preferred += [each for each in by_day if each.route.route_type == SUBWAY] or by_day
    return tuple(preferred)
