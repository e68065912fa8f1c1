"""Which elevator or escalator it is, and where, in the fewest words: for texts that tell of several."""

import re
from dataclasses import dataclass

from models.prose.english import abbreviated
from models.station import Device

MOST_PLACE = 80  # characters; where more is said than a place, a rider reads it in a text of its own
_ELEVATOR = r"elevator|lift|ascenseur"
_ESCALATOR = r"escalator|escalier (?:m[\u00e9e]canique|roulant)"
# Not in the plural: "Elevators 1 and 2" are two in one alert.
_NAMED = re.compile(
    rf"(?:(?:the|le|l'|l\u2019) ?)?(?:(?P<elevator>{_ELEVATOR})|(?P<escalator>{_ESCALATOR}))\b"
    r"(?: (?:no\.? ?|#)?(?P<number>(?=[\w-]*\d)[\w-]{1,8})(?!\w))?",
    re.IGNORECASE,
)
_IS = r"(?:(?:is|are|was|est|has been|a \u00e9t\u00e9) )?(?:(?:currently|temporarily|now|again|actuellement) )?"
_OUT = re.compile(
    rf"\b{_IS}(?:out of (?:service|order|use)|unavailable|not (?:available|working|operating|in service)"
    r"|hors service|hors d['\u2019]usage|en panne|indisponible|non disponible)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    rf"\b{_IS}(?:back (?:in service|in operation|up)|returned to service"
    r"|(?:working|available|operating|in service) again|(?:de nouveau|remis) en service|de nouveau disponible)\b",
    re.IGNORECASE,
)
# What follows a place: the reason, and until when.
_MORE = re.compile(
    r"[,;]? (?:while|due to|because|for|pending|until|owing to|as (?:we|crews)|en raison|pour|jusqu|pendant)\b.*$",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(
    r"(?:between|from|connecting|linking|at|on|in|near|entre|depuis|de la|du|de|\u00e0|au) (?=\S)", re.IGNORECASE
)
# What stands where a place would: a time, or what will be.
_NO_PLACE = re.compile(
    r"\b(?:will|to be|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|june|july|august"
    r"|(?:septem|octo|novem|decem)ber|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|today|tomorrow|tonight|noon|midnight|service)\b|\d ?[ap]\.?m\b|\d:\d\d|\b\d{1,2} ?h\b",
    re.IGNORECASE,
)
_WAYS = re.compile(r"\b(north|south|east|west)bound\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outage:
    """One device: its number and the place that it serves, of which one may be unknown ("")."""

    device: Device
    number: str
    place: str


def find_outage(said: str, station: str) -> Outage | None:
    """The device of that station which `said` tells to be out of service."""
    return _find(said, station, _OUT)


def find_return(said: str, station: str) -> Outage | None:
    """The device of that station which `said` tells to be back in service."""
    return _find(said, station, _BACK)


def in_short(place: str) -> str:
    """The place as on a sign, in English: NB for northbound."""
    return _WAYS.sub(lambda way: f"{way[1][0].upper()}B", abbreviated(place))


def _find(said: str, station: str, state: re.Pattern[str]) -> Outage | None:
    name = station.removesuffix(" Station")
    said = _without_name(said, name)
    named = _NAMED.match(said)
    stated = state.search(said, named.end()) if named else None
    if named is None or stated is None:
        return None
    # "Elevator 800 (busway to lobby) unavailable", or "Elevator 12Y2L out of service between ...".
    before = _without_name(said[named.end() : stated.start()].strip(" -:,()"), name)
    place = _place(before or said[stated.end() :].strip(), is_bare=bool(before))
    number = named["number"] or ""
    if (before and not place) or not (number or place):
        return None
    return Outage(Device.ELEVATOR if named["elevator"] else Device.ESCALATOR, number, place)


def _without_name(said: str, name: str) -> str:
    """`said` without the station's name in front: "Courthouse Escalator 415", "DOWNTOWN CROSSING - ..."."""
    return re.sub(rf"^{re.escape(name)}(?: Station| Stn)?\b[\s:,-]*", "", said, flags=re.IGNORECASE) if name else said


def _place(said: str, *, is_bare: bool) -> str:
    """The place that the words name, after a preposition unless they are bare; "" for none, or for more than that."""
    if not is_bare and not _BEFORE_PLACE.match(said):
        return ""
    place = _BEFORE_PLACE.sub("", _MORE.sub("", said), count=1).strip(" -:,;.()")
    return "" if len(place) > MOST_PLACE or _NO_PLACE.search(place) or ". " in place else place
