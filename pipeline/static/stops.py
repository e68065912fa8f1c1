"""From stops.txt to stations and stops as riders know them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.station import Station, StationKind, name_key, station_target, stop_target
from pipeline.static.names import Names

Row = Mapping[str, str]
# "Wilson Station - Northbound Platform", "Wilson Station at Lower Bus Bay 1A", "HSBC Station (9)", "Glencairn Station".
_WHICH = r"(?:(?:north|south|east|west)(?:bound)?|lower|upper|temporary|subway|lrt|streetcar|bus|drop-off)"
_WHERE = r"(?:platform|loop|side|bay\s+(?:\d+\w*|[a-z]))"
_INSIDE = re.compile(
    rf"(?P<name>.+?\s+station)(?:\s*\(\w+\)|(?:\s+-|\s+at)?\s+(?:{_WHICH}\s+)*{_WHERE}\b.*)?", re.IGNORECASE
)
# "York University - Northbound Platform", "City Centre Transit Terminal Platform L": a platform of what is named first.
_PLATFORM = re.compile(rf"(?P<name>.+?)(?:\s+-)?(?:\s+{_WHICH})*\s+platform(?:\s+\w{{1,3}})?", re.IGNORECASE)
# Stops in the street, near a station: "Yonge St at Bloor St West - Bloor Station", "Spadina Rd at Spadina Station",
# "College St at Queens Park (Queen's Park Station)", "Opposite 1042 Sheppard Ave West- Sheppard West Station".
_NEARBY = re.compile(r"\s(?:at|@|near|opp|opposite)\s|[-\u2013]\s|\(|^(?:at|near|opp|opposite)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stop:
    """One row of stops.txt; `wheelchair_boarding` is GTFS's own: 0 unknown, 1 some vehicles, 2 none."""

    stop_id: str
    stop_code: str = ""
    name: str = ""
    platform_code: str = ""
    wheelchair_boarding: int = 0
    route_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A station with its platforms and entrances, or one stop outside any."""

    station: Station
    stops: tuple[Stop, ...]

    @property
    def route_ids(self) -> tuple[str, ...]:
        """Every route that serves it."""
        return tuple(dict.fromkeys(route_id for stop in self.stops for route_id in stop.route_ids))

    @property
    def stop_codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stop.stop_code for stop in self.stops if stop.stop_code))


def station_of_name(stop_name: str) -> str | None:
    """The station that a stop belongs to by its name; None where it is a stop in the street.

    >>> station_of_name("Wilson Station at Bus Bay 1A")
    'Wilson Station'
    """
    found = _INSIDE.fullmatch(stop_name) or _PLATFORM.fullmatch(stop_name)
    return None if found is None or _NEARBY.search(found["name"]) else found["name"]


def places_of(feed: str, rows: Iterable[Row], names: Names, serving: Mapping[str, Sequence[str]]) -> tuple[Place, ...]:
    """Every row of stops.txt in its place; `serving` are the routes that stop there, by stop_id."""
    stops = {row["stop_id"]: row for row in rows if row.get("stop_id")}
    # A row that says it is a station, and that nothing is a part of, is some point in the timetable.
    parents = {_root(row, stops) for row in stops.values() if row.get("parent_station") in stops}
    by_name = _sole_keys(parents, stops)
    members: defaultdict[str, list[Row]] = defaultdict(list)
    for stop_id, row in stops.items():
        root = _root(row, stops)
        name = None if root in parents else station_of_name(row.get("stop_name", ""))
        members[root if name is None else by_name.setdefault(_key(name), stop_id)].append(row)
    places = []
    for root, rows_of_place in members.items():
        describe = _parent_station if root in parents else _place
        station = describe(feed, stops[root], rows_of_place, names)
        places.append(Place(station, tuple(_stop(row, serving) for row in rows_of_place)))
    return tuple(_told_apart(places))


def _root(row: Row, stops: Mapping[str, Row]) -> str:
    """The stop_id of the station that the row is a part of, else its own."""
    seen: list[str] = []
    while row["stop_id"] not in seen:
        seen.append(row["stop_id"])
        # A boarding area's parent is a platform, whose parent is the station.
        row = stops.get(row.get("parent_station", ""), row)
    return row["stop_id"]


def _sole_keys(parents: Iterable[str], stops: Mapping[str, Row]) -> dict[str, str]:
    """Stations by name where only one has it: a stop outside that bears its name belongs to it, too."""
    keys = {stop_id: _key(stops[stop_id].get("stop_name", "")) for stop_id in parents}
    count = Counter(keys.values())
    return {key: stop_id for stop_id, key in keys.items() if key and count[key] == 1}


def _key(name: str) -> str:
    return name_key(name).removesuffix(" station")


def _parent_station(feed: str, root: Row, _: Sequence[Row], names: Names) -> Station:
    stop_id, name = root["stop_id"], root.get("stop_name", "")
    known_as = name or stop_id
    return Station(station_target(feed, known_as), feed, stop_id, known_as, names=names.of("stops", stop_id, name))


def _place(feed: str, first: Row, rows: Sequence[Row], names: Names) -> Station:
    """A station by name alone, in its commonest spelling; or a single stop."""
    stop_id, name = first["stop_id"], first.get("stop_name", "")
    spellings = Counter(found for row in rows if (found := station_of_name(row.get("stop_name", ""))))
    if spellings:
        common = spellings.most_common(1)[0][0]
        return Station(station_target(feed, common), feed, stop_id, common)
    target = stop_target(feed, first.get("stop_code") or name_key(name) or name or stop_id)
    return Station(target, feed, stop_id, name or stop_id, StationKind.STOP, names.of("stops", stop_id, name))


def _stop(row: Row, serving: Mapping[str, Sequence[str]]) -> Stop:
    boarding = row.get("wheelchair_boarding", "")
    return Stop(
        stop_id=row["stop_id"],
        stop_code=row.get("stop_code", ""),
        name=row.get("stop_name", ""),
        platform_code=row.get("platform_code", ""),
        wheelchair_boarding=int(boarding) if boarding in {"1", "2"} else 0,
        route_ids=tuple(serving.get(row["stop_id"], ())),
    )


def _told_apart(places: Sequence[Place]) -> Iterator[Place]:
    """The places; those that would be one target have their id in it."""
    count = Counter(place.station.target for place in places)
    for place in places:
        station = place.station
        if count[station.target] > 1:
            station = replace(station, target=f"{station.target} ({station.station_id})")
        yield replace(place, station=station)
