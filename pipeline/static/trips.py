"""From trips.txt and stop_times.txt to what is kept of millions of rows: directions, branches, who stops where."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from models.prose.cleaning import visible
from models.route import Direction, Heading

_DIRECTIONS = {"0": 0, "1": 1}
# "NORTH - 7 BATHURST towards STEELES", "North to University Area", "Northbound"; not "North York", "West Oakland".
_HEADING = re.compile(
    r"\b(north|south|east|west)bound\b|^(north|south|east|west)(?=\s+[-\u2013]\s|\s*:|\s+(?:to|towards?|via)\b|$)",
    re.IGNORECASE,
)
Value = TypeVar("Value", bound=str)
_BRANCH = re.compile(r"\b([0-9]+[A-Z])\b")


@dataclass(frozen=True, slots=True)
class TripGroup:
    """The trips of a route in one direction."""

    route_id: str
    direction_id: int | None
    trip_ids: tuple[str, ...]


@dataclass(slots=True)
class Trips:
    """All of trips.txt while an edition is read; `skipped` counts rows of no known route."""

    route_ids: Mapping[str, object]
    skipped: int = 0
    _route_of: dict[str, str] = field(default_factory=dict)
    _trip_ids: defaultdict[tuple[str, int | None], list[str]] = field(default_factory=lambda: defaultdict(list))
    _headsigns: defaultdict[tuple[str, int | None], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _branches: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def read(self, rows: Iterable[Sequence[str]]) -> None:
        """Rows of trip_id, route_id, direction_id, trip_headsign, trip_short_name."""
        # Every value occurs many times; one copy of each is kept.
        kept = {route_id: route_id for route_id in self.route_ids}
        for row in rows:
            trip_id, given_id, direction, headsign, short_name = (value.strip() for value in row)
            route_id = kept.get(given_id)
            if not trip_id or route_id is None:
                self.skipped += 1
                continue
            key = (route_id, _DIRECTIONS.get(direction))
            self._route_of[trip_id] = route_id
            self._trip_ids[key].append(trip_id)
            self._headsigns[key][headsign] += 1
            self._branches[route_id].update(_BRANCH.findall(short_name))

    def serving(self, stop_times: Iterable[Sequence[str]], stop_ids: Mapping[str, object]) -> dict[str, list[str]]:
        """The routes that stop at each stop, in the order of routes.txt; rows of trip_id, stop_id."""
        pairs: set[tuple[str, str]] = set()
        route_of, add = self._route_of.get, pairs.add
        for trip_id, stop_id in stop_times:
            route_id = route_of(trip_id) or route_of(trip_id.strip())
            if route_id is None:
                self.skipped += 1
            else:
                add((route_id, stop_id))
        ranks = {route_id: rank for rank, route_id in enumerate(self.route_ids)}
        serving: defaultdict[str, list[str]] = defaultdict(list)
        for route_id, stop_id in sorted(pairs, key=lambda pair: ranks[pair[0]]):
            serving[stop_id.strip()].append(route_id)
        self.skipped += len(serving.keys() - stop_ids.keys())
        return {stop_id: list(dict.fromkeys(routes)) for stop_id, routes in serving.items() if stop_id in stop_ids}

    def groups(self) -> tuple[TripGroup, ...]:
        return tuple(TripGroup(*key, tuple(trip_ids)) for key, trip_ids in self._trip_ids.items())

    def directions(self, route_id: str) -> tuple[Direction, ...]:
        """What most trips of each direction of the route say."""
        found = ((each, self._headsigns.get((route_id, each))) for each in _DIRECTIONS.values())
        return tuple(_direction(direction_id, headsigns) for direction_id, headsigns in found if headsigns)

    def branches(self, route_id: str) -> Iterator[str]:
        """Names of branches, such as 504A, of any route, as they stand in its trips."""
        for each in _DIRECTIONS.values():
            for headsign in self._headsigns.get((route_id, each), ()):
                yield from _BRANCH.findall(headsign)
        yield from self._branches.get(route_id, ())


def heading_of(headsign: str) -> Heading | None:
    """Where a headsign says that it goes; None where it names only a place."""
    found = _HEADING.search(headsign)
    return Heading(f"{(found[1] or found[2]).lower()}bound") if found else None


def _direction(direction_id: int, headsigns: Counter[str]) -> Direction:
    headings: Counter[Heading] = Counter()
    for headsign, count in headsigns.items():
        if heading := heading_of(headsign):
            headings[heading] += count
    return Direction(direction_id, visible(_commonest(headsigns) or ""), _commonest(headings))


def _commonest(counts: Counter[Value]) -> Value | None:
    # Of equals the first by name, so that the order of the file does not matter.
    return min(counts, key=lambda value: (-counts[value], value), default=None)
