"""Recorded polls in the order of their making, with the routes that they name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.alert import Alert
from pipeline.reading.decode import decode_frame
from pipeline.reading.frame import Frame, UnreadableError
from pipeline.reading.frame_formats import read_poll
from sandbox.recorded_polls import find_polls, moment_of


@dataclass(frozen=True, slots=True)
class RecordedPoll:
    """One file of a recording."""

    file: Path
    moment: datetime

    def frame(self) -> Frame:
        return read_poll(self.file.read_bytes())


@dataclass(frozen=True, slots=True)
class PollSeries:
    """The polls that can be played, the files that cannot, and each route with its mode where a selector says it."""

    polls: tuple[RecordedPoll, ...]
    unreadable: tuple[str, ...]
    routes: dict[str, int | None]


def read_series(place: Path, zone: str) -> PollSeries:
    """The polls of a file, or of a folder's files."""
    polls: list[RecordedPoll] = []
    unreadable: list[str] = []
    routes: dict[str, int | None] = {}
    previous: datetime | None = None
    for file in find_polls([place]).polls:
        try:
            frame = read_poll(file.read_bytes())
            alerts = decode_frame(frame).alerts
        except (OSError, UnreadableError):
            unreadable.append(file.name)
            continue
        previous = moment_of(file.name, frame.stamped_at, previous, zone)
        polls.append(RecordedPoll(file, previous))
        routes = named_routes(alerts, routes)
    return PollSeries(tuple(polls), tuple(unreadable), routes)


def named_routes(alerts: Iterable[Alert], known: dict[str, int | None]) -> dict[str, int | None]:
    """The routes of `known` and of the alerts' selectors, each with its route_type."""
    routes = dict(known)
    for entity in (entity for alert in alerts for entity in alert.informed_entities):
        if entity.route_id and routes.get(entity.route_id) is None:
            routes[entity.route_id] = entity.route_type
    return routes
