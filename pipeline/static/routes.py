"""From routes.txt to routes, and to every name that riders have for them."""

from collections.abc import Iterable, Iterator, Mapping

from models.route import SUBWAY, Route, route_target
from pipeline.static.names import Names

Row = Mapping[str, str]
_MODES = {0: "tram", 1: "subway", 2: "rail", 3: "bus", 4: "ferry", 5: "cable tram", 6: "gondola", 7: "funicular"}
# What riders call the vehicles, where that is another word.
_VEHICLES = {0: ("streetcar", "tram"), 1: ("subway",), 2: ("train",), 3: ("bus",), 4: ("ferry",), 5: ("cable car",)}
_LINE = " Line"


def routes_of(feed: str, rows: Iterable[Row], names: Names) -> tuple[Route, ...]:
    """The routes; two that share a name and differ in mode get the mode into their target."""
    known = {row["route_id"]: row for row in rows if row.get("route_id")}
    modes: dict[str, set[str]] = {}
    for row in known.values():
        modes.setdefault(_known_as(row), set()).add(row.get("route_type", ""))
    return tuple(_route(feed, row, names, has_clash=len(modes[_known_as(row)]) > 1) for row in known.values())


def aliases_of(route: Route, branches: Iterable[str]) -> tuple[str, ...]:
    """What riders may call the route besides its number: "King", "King streetcar", "Line 1", the branch "504A"."""
    own = (each for each in sorted(branches) if route.short_name.isdecimal() and each[:-1] == route.short_name)
    found = {alias.casefold(): alias for alias in (*_names(route), *own)}
    return tuple(alias for key, alias in found.items() if key != route.number.casefold())


def _names(route: Route) -> Iterator[str]:
    long_name = route.long_name.removesuffix(_LINE)
    vehicles = _VEHICLES.get(-1 if route.route_type is None else route.route_type, ())
    is_line = route.route_type == SUBWAY or route.long_name.endswith(_LINE)
    if is_line and route.short_name.isdecimal():
        yield f"Line {route.short_name}"
    for name in filter(None, (long_name, *(name for _, name in route.names))):
        yield name
        # A name such as "Antioch - SFIA/Millbrae" is a description; nobody says "subway" after it.
        if route.short_name:
            yield from (f"{name} {vehicle}" for vehicle in vehicles)
    if route.short_name:
        yield from (f"{route.short_name} {vehicle}" for vehicle in vehicles)


def _route(feed: str, row: Row, names: Names, *, has_clash: bool) -> Route:
    kind = row.get("route_type", "")
    route_type = int(kind) if kind.isdecimal() else None
    mode = "" if route_type is None else _MODES.get(route_type, kind)
    long_name = row.get("route_long_name", "")
    return Route(
        target=route_target(feed, f"{_known_as(row)} {mode}".rstrip() if has_clash else _known_as(row)),
        feed=feed,
        route_id=row["route_id"],
        short_name=row.get("route_short_name", ""),
        long_name=long_name,
        route_type=route_type,
        agency_id=row.get("agency_id", ""),
        names=names.of("routes", row["route_id"], long_name),
    )


def _known_as(row: Row) -> str:
    return row.get("route_short_name") or row.get("route_long_name") or row["route_id"]
