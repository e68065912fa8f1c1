"""The routes of one feed's static GTFS, by the ids its alerts use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.route import Route


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One import; `routes` is keyed by route_id."""

    feed: str
    agency: str
    zone: str
    version: str = ""
    routes: Mapping[str, Route] = field(default_factory=dict)
