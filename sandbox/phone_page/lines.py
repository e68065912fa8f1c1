"""The routes as the page draws them, each with its stops and with what the feed says of it."""

import csv
import io
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from google.transit import gtfs_realtime_pb2 as gtfs

from models.route import Route
from sandbox.alert_board import SAMPLE

ELSEWHERE = "Stations and stops"


@dataclass(frozen=True, slots=True)
class ListedAlert:
    """An alert on the feed; ours can be changed and cleared."""

    id: str
    text: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One route; `colour` names one of the page's."""

    route_id: str
    number: str
    name: str
    label: str = ""
    colour: str = "red"
    stops: tuple[str, ...] = ()
    alerts: tuple[ListedAlert, ...] = ()


def sample_lines() -> tuple[Line, ...]:
    """The routes of the sample."""
    drawn = tomllib.loads((SAMPLE / "lines.toml").read_text(encoding="utf-8"))["line"]
    rows = csv.DictReader(io.StringIO((SAMPLE / "gtfs" / "routes.txt").read_text(encoding="utf-8")))
    routes = {row["route_id"]: _route(row) for row in rows}
    return tuple(_drawn(routes[each["route"]], each["colour"], tuple(each["stops"])) for each in drawn)


def lines_with(lines: Sequence[Line], entities: Iterable[gtfs.FeedEntity], ours: Collection[str]) -> tuple[Line, ...]:
    """The lines with the alerts on the feed; what concerns no route of theirs stands at the end."""
    alerts: dict[str, list[ListedAlert]] = {line.route_id: [] for line in lines}
    for entity in entities:
        listed = ListedAlert(entity.id, _text(entity), entity.id in ours)
        named = dict.fromkeys(each.route_id for each in entity.alert.informed_entity)
        for route in [route for route in named if route in alerts] or [ELSEWHERE]:
            alerts.setdefault(route, []).append(listed)
    drawn = [replace(line, alerts=tuple(alerts[line.route_id])) for line in lines]
    return (*drawn, *_elsewhere(alerts.get(ELSEWHERE, ())))


def lines_of_incidents(rows: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """The routes that the incidents name, as the database holds these, in the order of their numbers."""
    lines: dict[str, Line] = {}
    for row in rows:
        listed = ListedAlert(row["_id"], row["alert"]["header_text"][0]["text"] if row["alert"]["header_text"] else "")
        for route in [Route(**each) for each in row["routes"]] or [Route("", "", ELSEWHERE)]:
            line = lines.setdefault(route.route_id, _drawn(route))
            lines[route.route_id] = replace(line, alerts=(*line.alerts, listed))
    return tuple(sorted(lines.values(), key=_place))


def _drawn(route: Route, colour: str = "red", stops: tuple[str, ...] = ()) -> Line:
    if route.route_id == ELSEWHERE:
        return Line(ELSEWHERE, "", ELSEWHERE, ELSEWHERE, "grey")
    # What is left of the name beside the badge with its number.
    name = route.long_name.removesuffix(" Line") if route.short_name else ""
    return Line(route.route_id, route.number, name, route.label, colour, stops)


def _elsewhere(alerts: Sequence[ListedAlert]) -> Sequence[Line]:
    return [replace(_drawn(Route("", "", ELSEWHERE)), alerts=tuple(alerts))] if alerts else []


def _place(line: Line) -> tuple[bool, int, str]:
    """2 before 10 before Red, what is no route last."""
    return (not line.number, int(line.number) if line.number.isdecimal() else 10**9, line.name)


def _route(row: Mapping[str, str]) -> Route:
    return Route("", "", row["route_id"], row["route_short_name"], row["route_long_name"], int(row["route_type"]))


def _text(entity: gtfs.FeedEntity) -> str:
    translations = entity.alert.header_text.translation
    return translations[0].text if translations else ""
