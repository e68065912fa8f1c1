"""From what the catalogue lists to what a rider can subscribe to, with the words that mean it and nothing else."""

from collections.abc import Iterator, Mapping, Sequence

from bot.directory.finding import Finder
from bot.directory.names import Thing, feed_of, target_of
from bot.directory.spelling import is_idle, words_of
from bot.directory.stops import Stops
from bot.directory.subject import FeedCatalogue, ListedRoute, ListedStation, Subject
from models.station import Device, StationKind, device_target, name_key
from models.target import TargetKind, agency_target, kind_of, mode_target

# What riders call the vehicles of a GTFS route_type.
VEHICLE_NAMES: Mapping[int, str] = {
    0: "streetcar",
    1: "subway",
    2: "train",
    3: "bus",
    4: "ferry",
    5: "cable car",
    6: "gondola",
    7: "funicular",
    11: "trolleybus",
    12: "monorail",
}
DEVICE_WORDS: Mapping[Device, str] = {Device.ELEVATOR: "ELEVATORS", Device.ESCALATOR: "ESCALATORS"}


class Subjects:
    """Everything that can be subscribed to, by its target."""

    def __init__(self, feeds: Sequence[FeedCatalogue], finder: Finder, stops: Stops) -> None:
        self._feeds = {each.feed: each for each in feeds}
        self._finder, self._stops = finder, stops
        self._things: dict[str, Thing] = {}
        for each in feeds:
            self._things |= {target_of(route): route for route in each.routes}
            self._things |= {target_of(station): station for station in each.stations}

    def of(self, thing: Thing) -> Subject:
        target, feed = target_of(thing), feed_of(thing)
        if isinstance(thing, ListedRoute):
            return Subject(target, feed, thing.route.label, self._answer(thing), thing.directions)
        return Subject(target, feed, _place_label(thing), self._answer(thing))

    def of_devices(self, listed: ListedStation, device: Device) -> Subject:
        place = self.of(listed)
        answer = f"{DEVICE_WORDS[device]} {place.answer}"
        return Subject(device_target(listed.station, device), place.feed, place.label, answer)

    def of_mode(self, feed: str, route_type: int) -> Subject:
        name = VEHICLE_NAMES.get(route_type, f"mode {route_type}")
        label = f"{self._feeds[feed].agency} {name}"
        is_sole = sum(route_type in types_of(each) for each in self._feeds.values()) == 1
        answer = name.upper() if is_sole else f"{self.agency_word(feed)} {name.upper()}"
        return Subject(mode_target(feed, route_type), feed, label, answer)

    def of_agency(self, feed: str) -> Subject:
        answer = "ALL" if len(self._feeds) == 1 else self.agency_word(feed)
        return Subject(agency_target(feed), feed, self._feeds[feed].agency, answer)

    def find(self, target: str) -> Subject | None:
        """None where the static GTFS no longer has it."""
        match kind_of(target):
            case TargetKind.AGENCY | TargetKind.MODE as kind:
                feed, _, rest = target.partition("/")
                if feed not in self._feeds:
                    return None
                return self.of_agency(feed) if kind is TargetKind.AGENCY else self._find_mode(feed, rest)
            case TargetKind.ELEVATORS | TargetKind.ESCALATORS as kind:
                place = self._things.get(target.rpartition("/")[0])
                device = Device.ELEVATOR if kind is TargetKind.ELEVATORS else Device.ESCALATOR
                return self.of_devices(place, device) if isinstance(place, ListedStation) else None
        thing = self._things.get(target)
        return None if thing is None else self.of(thing)

    def agency_word(self, feed: str) -> str:
        """What a rider writes to mean the agency: its name if that is one word, else the feed's id."""
        agency = name_key(self._feeds[feed].agency)
        return agency.upper() if agency.isalnum() else name_key(feed).upper()

    def _find_mode(self, feed: str, rest: str) -> Subject | None:
        route_type = rest.rpartition("/")[2]
        return self.of_mode(feed, int(route_type)) if route_type.isdecimal() else None

    def _answer(self, thing: Thing) -> str:
        written = list(self._answers(thing))
        return next((each for each in written if self._means_only(each, thing)), written[-1])

    def _answers(self, thing: Thing) -> Iterator[str]:
        if isinstance(thing, ListedStation):
            yield from self._place_answers(thing)
            return
        route, agency = thing.route, self.agency_word(feed_of(thing))
        vehicle = "" if route.route_type is None else VEHICLE_NAMES.get(route.route_type, "")
        yield _written(route.number)
        for after in ("", vehicle, route.long_name):
            yield _written(f"{agency} {route.number} {after}")

    def _place_answers(self, listed: ListedStation) -> Iterator[str]:
        if listed.station.kind is StationKind.STOP:
            known_as = listed.stop_codes[0] if listed.stop_codes else _written(listed.station.name)
            yield f"STOP {known_as}"
            yield f"STOP {self.agency_word(feed_of(listed))} {known_as}"
            yield f"STOP {_written(listed.station.station_id)}"
            return
        name = _written(listed.station.name).removesuffix(" STATION")
        yield f"{name} STATION"
        yield f"{self.agency_word(feed_of(listed))} {name} STATION"

    def _means_only(self, written: str, thing: Thing) -> bool:
        if isinstance(thing, ListedStation) and thing.station.kind is StationKind.STOP:
            return self._stops.exactly(written.removeprefix("STOP "), ()) == (thing,)
        return self._finder.meant(words_of(written)).preferred == (thing,)


def types_of(feed: FeedCatalogue) -> set[int]:
    """The GTFS route_types that run there."""
    return {each.route.route_type for each in feed.routes if each.route.route_type is not None}


def _written(name: str) -> str:
    # Without "and": the same words must not be taken for two names.
    return " ".join(word for word in name_key(name).split() if not is_idle(word)).upper()


def _place_label(listed: ListedStation) -> str:
    """Both sides of a street have one name; the number at the pole tells them apart."""
    name = listed.station.name
    is_stop = listed.station.kind is StationKind.STOP
    return f"{name} ({listed.stop_codes[0]})" if is_stop and listed.stop_codes else name
