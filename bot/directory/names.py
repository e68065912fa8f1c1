"""Every name under which riders look for a route or a station."""

import re
from collections.abc import Iterable, Iterator

from bot.directory.spelling import key_of, without_street
from bot.directory.subject import ListedRoute, ListedStation
from models.route import SUBWAY

Thing = ListedRoute | ListedStation

_LINE = " Line"
_JOINT = re.compile(r"\s*[-/\u2013]\s*|\s+(?:and|&)\s+")
# Night and express routes share the day route's name: "King" means 504 rather than 304.
_NIGHT_OR_EXPRESS = re.compile(r"[39]\d\d")
_NIGHT = re.compile(r"3\d\d")


def target_of(thing: Thing) -> str:
    return thing.route.target if isinstance(thing, ListedRoute) else thing.station.target


def feed_of(thing: Thing) -> str:
    return thing.route.feed if isinstance(thing, ListedRoute) else thing.station.feed


def runs_by_day(listed: ListedRoute) -> bool:
    return not _NIGHT_OR_EXPRESS.fullmatch(listed.route.short_name)


def runs_at_night(listed: ListedRoute) -> bool:
    return bool(_NIGHT.fullmatch(listed.route.short_name))


def is_line(listed: ListedRoute) -> bool:
    """Whether riders call it a line: "Line 5 Eglinton" is one, "34 Eglinton" is not."""
    return listed.route.route_type == SUBWAY or listed.route.long_name.endswith(_LINE)


def route_names(listed: ListedRoute) -> Iterator[str]:
    """Keys of its whole names; of a subway line also of their parts ("Yonge", "University")."""
    route = listed.route
    long_names = {route.long_name.removesuffix(_LINE), *(name for _, name in route.names)}
    yield from _keys([*long_names, *listed.aliases, route.label])
    for name in long_names:
        yield from _keys([f"{route.short_name} {name}", f"{name} {route.short_name}", *_turned(name)])
        yield from _bare(name)
        if route.route_type == SUBWAY:
            yield from _keys(_parts(name))
    if route.long_name.endswith("Express"):
        yield from _keys([f"{route.short_name} Express"])


def long_names(listed: ListedRoute) -> Iterator[str]:
    """Keys of what it is called without its number."""
    route = listed.route
    yield from _keys([route.long_name.removesuffix(_LINE), *(name for _, name in route.names)])


def station_names(listed: ListedStation) -> Iterator[str]:
    station = listed.station
    for name in (station.name, *(name for _, name in station.names)):
        yield from _keys([name, *_turned(name)])
        yield from _bare(name)


def parts(names: Iterable[str]) -> Iterator[str]:
    """Keys of parts of names ("Junction" of "Junction-Dundas West") and initials ("VMC")."""
    for name in names:
        yield from (key for key in _keys(_parts(name)) if not key.isdecimal())
        key = key_of(name)
        if key.count(" ") > 1:
            yield "".join(word[0] for word in key.split())


def _bare(name: str) -> Iterator[str]:
    """A street without what it is called: "Kingston" for "Kingston Rd"."""
    if bare := without_street(key_of(name)):
        yield bare


def _keys(names: Iterable[str]) -> Iterator[str]:
    return (key for name in names if (key := key_of(name)))


def _parts(name: str) -> list[str]:
    found = _JOINT.split(name)
    return found if len(found) > 1 else []


def _turned(name: str) -> list[str]:
    """The name turned, "University-Yonge": nobody remembers which comes first."""
    found = _parts(name)
    return [" ".join(reversed(found))] if len(found) == 2 else []
