"""What goes on now, for people to read: by agency, by kind of alert, then by route or station."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.directory.directory import Directory
from bot.pages.seen import Seen
from bot.pages.telling import Told, told_of
from bot.pages.words import PageWording
from models.incident import AlertClass, Incident
from models.moments import clock_time
from models.target import agency_target

MOST_APART = 4  # an alert of more routes stands once, under all their names
MOST_NAMED = 12
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Group:
    """What goes on at one place; `answer` is what a rider texts to hear about it, "" for nothing in particular."""

    label: str
    answer: str
    alerts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of alert: `now`, `changes` or `access`; `count` alerts in all."""

    name: str
    groups: tuple[Group, ...]
    count: int


@dataclass(frozen=True, slots=True)
class AgencyBoard:
    """One agency's alerts; `fresh_at` is the clock time of its last good poll, `stale_min` its age if that is high."""

    name: str
    sections: tuple[Section, ...]
    fresh_at: str = ""
    stale_min: int = 0


_SECTIONS: Mapping[str, frozenset[AlertClass]] = {
    "now": frozenset({AlertClass.URGENT}),
    "changes": frozenset({AlertClass.PLANNED, AlertClass.INFO}),
    "access": frozenset({AlertClass.ACCESS}),
}
_Place = tuple[str, str, str]  # target, label, answer


def boards_of(
    seen: Seen,
    directory: Directory,
    fresh_at: Mapping[str, datetime],
    *,
    stale_after: timedelta,
    wording: PageWording,
) -> tuple[AgencyBoard, ...]:
    """A board for each agency, in the order in which their feeds are configured."""
    boards = []
    for feed in directory.feeds.values():
        theirs = [each for each in seen.incidents if each.feed == feed.feed and not each.alert.has_ended(seen.read_at)]
        sections = (_section(name, theirs, seen.read_at, directory, wording) for name in _SECTIONS)
        fresh = fresh_at.get(feed.feed)
        age = seen.read_at - fresh if fresh else timedelta()
        boards.append(
            AgencyBoard(
                feed.agency,
                tuple(each for each in sections if each.count),
                clock_time(fresh, feed.zone, wording) if fresh else "",
                round(age / timedelta(minutes=1)) if age > stale_after else 0,
            )
        )
    return tuple(boards)


def _section(
    name: str, incidents: Sequence[Incident], now: datetime, directory: Directory, wording: PageWording
) -> Section:
    places: dict[str, _Place] = {}
    alerts: dict[str, list[Told]] = {}
    chosen = [each for each in incidents if each.alert_class in _SECTIONS[name]]
    for incident in chosen:
        told = told_of(incident, now, wording)
        for place in _places(incident, directory):
            places.setdefault(place[0], place)
            alerts.setdefault(place[0], []).append(told)
    groups = [Group(label, answer, tuple(alerts[target])) for target, label, answer in places.values()]
    return Section(name, tuple(sorted(groups, key=lambda each: _natural(each.label))), len(chosen))


def _places(incident: Incident, directory: Directory) -> Iterator[_Place]:
    """Where the alert stands on the page: at each of its routes, else its stations, else under the agency."""
    things = list(_things(incident, directory))
    if not things:
        yield agency_target(incident.feed), incident.agency, ""
    elif len(things) <= MOST_APART:
        yield from things
    else:
        names = [label for _, label, _ in things]
        more = f" +{len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else ""
        yield " ".join(target for target, _, _ in things), ", ".join(names[:MOST_NAMED]) + more, ""


def _things(incident: Incident, directory: Directory) -> Iterable[_Place]:
    # An elevator is a station's, though trains of a route stop there.
    places = [(each.target, each.name) for each in incident.stations]
    routes = [(each.target, each.label) for each in incident.routes]
    chosen = places if incident.alert_class is AlertClass.ACCESS and places else routes or places
    for target, label in dict(chosen).items():
        subject = directory.find(target)
        yield target, label, subject.answer if subject else ""


def _natural(label: str) -> tuple[bool, list[tuple[int, str]]]:
    """Names before numbers (a subway's lines have names), numbers by their value: 7 before 60 before 504."""
    parts = [(int(part), "") if part.isdecimal() else (0, part.casefold()) for part in _NUMBERS.split(label[:60])]
    return label[:1].isdecimal(), parts
