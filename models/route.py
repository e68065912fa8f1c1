"""A route as riders know it, and the target under which they subscribe to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

TRAM, SUBWAY = 0, 1  # GTFS route_type


class Heading(StrEnum):
    """Where the vehicles of a direction go, as riders say it."""

    NORTHBOUND = "northbound"
    SOUTHBOUND = "southbound"
    EASTBOUND = "eastbound"
    WESTBOUND = "westbound"


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction of a route: what most of its trips show in front, and where that goes, if it says so."""

    direction_id: int
    headsign: str
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One route of one feed's static GTFS.

    `target` survives an import that renumbers `route_id`: it is built from the name riders use. `names` are
    (language, long name).
    """

    target: str
    feed: str
    route_id: str
    short_name: str = ""
    long_name: str = ""
    route_type: int | None = None
    agency_id: str = ""
    names: tuple[tuple[str, str], ...] = ()

    @property
    def number(self) -> str:
        """What riders write: the short name, else the long one, else the id."""
        return self.short_name or self.long_name or self.route_id

    @property
    def label(self) -> str:
        """What riders read: "504 King", "Line 1 Yonge-University"."""
        # "6 Finch West Line" is said "Line 6 Finch West", though it is no subway; bus 46 runs on a road, Tenth Line.
        is_line = self.route_type == SUBWAY or (self.route_type == TRAM and self.long_name.endswith(" Line"))
        if is_line and self.short_name.isdigit():
            return f"Line {self.short_name} {self.long_name.removesuffix(' Line')}".rstrip()
        names = dict.fromkeys(name for name in (self.short_name, self.long_name) if name)
        return " ".join(names) or self.route_id


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A route that an edition of static GTFS no longer lists; `at` is when that edition came into force."""

    target: str
    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Untold:
    """A withdrawn route whose riders are to be told so; `version` is the import that no longer lists it."""

    target: str
    label: str
    version: str


def route_target(feed: str, name: str) -> str:
    """The key of a route in subscriptions: feed and the name riders use (its short name, else its long one)."""
    return f"{feed}/route/{name}"


def unlisted_route(feed: str, route_id: str) -> Route:
    """A route that the static GTFS does not list, known by its id alone."""
    return Route(target=route_target(feed, route_id), feed=feed, route_id=route_id)


def decode_route(document: Mapping[str, Any]) -> Route:
    """The value held by a document of the `routes` collection."""
    return Route(
        target=document["target"],
        feed=document["feed"],
        route_id=document["route_id"],
        short_name=document["short_name"],
        long_name=document["long_name"],
        route_type=document["route_type"],
        # Documents of an earlier import lack these.
        agency_id=document.get("agency_id", ""),
        names=tuple((language, name) for language, name in document.get("names", ())),
    )
