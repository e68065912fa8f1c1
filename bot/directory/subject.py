"""What riders can subscribe to, and what a name they wrote may mean."""

from dataclasses import dataclass

from models.route import Direction, Route
from models.station import Station
from models.target import TargetKind, kind_of


@dataclass(frozen=True, slots=True)
class ListedRoute:
    """A route of the catalogue, with what riders call it besides its names."""

    route: Route
    aliases: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedStation:
    """A station or stop of the catalogue; `stop_codes` stand at its poles."""

    station: Station
    stop_codes: tuple[str, ...] = ()
    route_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedCatalogue:
    """What static GTFS says about one feed; `zone` is the agency's (IANA)."""

    feed: str
    agency: str
    routes: tuple[ListedRoute, ...] = ()
    stations: tuple[ListedStation, ...] = ()
    zone: str = "America/Toronto"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to hear about.

    `label` is its proper name ("504 King", "Wilson Station"; of elevators their station's, of a mode "TTC subway", of
    all "TTC"), `answer` what a rider writes to mean it and nothing else ("504", "WILSON STATION", "STOP 14187").
    """

    target: str
    feed: str
    label: str
    answer: str
    directions: tuple[Direction, ...] = ()

    @property
    def kind(self) -> TargetKind:
        return kind_of(self.target)


@dataclass(frozen=True, slots=True)
class Found:
    """The one thing that is meant, and others of the same name that were not preferred."""

    name: str
    subject: Subject
    others: tuple[Subject, ...] = ()

    @property
    def candidates(self) -> tuple[Subject, ...]:
        return (self.subject, *self.others)


@dataclass(frozen=True, slots=True)
class Tie:
    """Several things are meant with equal right; their `answer`s tell them apart."""

    name: str
    subjects: tuple[Subject, ...]

    @property
    def candidates(self) -> tuple[Subject, ...]:
        return self.subjects


@dataclass(frozen=True, slots=True)
class Suggested:
    """Nothing has this name; the nearest names, the best first. Nothing is done before the rider has said which."""

    name: str
    subjects: tuple[Subject, ...]

    @property
    def candidates(self) -> tuple[Subject, ...]:
        return self.subjects


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing has this name, or one like it."""

    name: str

    @property
    def candidates(self) -> tuple[Subject, ...]:
        return ()


Match = Found | Tie | Suggested | NotFound
