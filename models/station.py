"""A station or a single stop as riders know it, and the targets under which they subscribe to it."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_WORD = re.compile(r"[^\W_]+")


class StationKind(StrEnum):
    """What a place is to riders: a station of several platforms, or one stop."""

    STATION = "station"
    STOP = "stop"


class Device(StrEnum):
    """What an access alert says is out of service."""

    ELEVATOR = "elevator"
    ESCALATOR = "escalator"


@dataclass(frozen=True, slots=True)
class Station:
    """A station, or a stop outside any; compact, because it travels in events.

    `target` survives an import that renumbers `station_id`; `names` are (language, name).
    """

    target: str
    feed: str
    station_id: str
    name: str
    kind: StationKind = StationKind.STATION
    names: tuple[tuple[str, str], ...] = ()


def station_target(feed: str, name: str) -> str:
    """The key of a station in subscriptions; "St. Clair West Station" and "St Clair West" have the same."""
    return f"{feed}/station/{name_key(name).removesuffix(' station') or name}"


def stop_target(feed: str, code: str) -> str:
    """The key of a stop in subscriptions: feed and the number at its pole, else its name."""
    return f"{feed}/stop/{code}"


def device_target(station: Station, device: Device | None) -> str:
    """The key of those who need a station's elevators or escalators; nobody's word for which counts as elevators."""
    return f"{station.target}/{'escalators' if device is Device.ESCALATOR else 'elevators'}"


def is_of(station: Station, targets: Collection[str]) -> bool:
    """Whether one of `targets` is the station, or its elevators or escalators."""
    devices = (device_target(station, device) for device in Device)
    return station.target in targets or any(each in targets for each in devices)


def name_key(name: str) -> str:
    """The form in which names of places are compared: case, accents and punctuation do not count.

    >>> name_key("St.Clair West Station")
    'st clair west station'
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    # "Queen's Park" and "Queens Park" are one place.
    return " ".join(_WORD.findall(plain.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")))


def decode_station(document: Mapping[str, Any]) -> Station:
    """The value held by a document of the `stations` collection."""
    return Station(
        target=document["target"],
        feed=document["feed"],
        station_id=document["station_id"],
        name=document["name"],
        kind=StationKind(document["kind"]),
        names=tuple((language, name) for language, name in document.get("names", ())),
    )
