"""How riders spell names: which words make a name, and which only say what kind of thing is meant."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.station import name_key

# GTFS route_types, the likelier first: where there is no railway, "train" is the subway.
VEHICLES: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("bus", "buses", "autobus"), (3, 11)),
    **dict.fromkeys(("streetcar", "streetcars", "tram", "trams", "tramway", "trolley", "lrt", "car", "cars"), (0, 5)),
    **dict.fromkeys(("subway", "subways", "metro", "tube", "underground"), (1,)),
    **dict.fromkeys(("train", "trains", "rail"), (2, 1)),
    **dict.fromkeys(("ferry", "ferries", "traversier"), (4,)),
}
_LINE = frozenset({"line", "lines", "ligne", "lignes"})
_STATION = frozenset({"station", "gare"})
_NIGHT = frozenset({"night", "nuit"})
_IDLE = frozenset(
    {
        "a",
        "all",
        "and",
        "at",
        "bound",
        "de",
        "des",
        "du",
        "et",
        "for",
        "la",
        "le",
        "les",
        "no",
        "number",
        "numero",
        "of",
    }
    | {"on", "route", "routes", "rt", "rte", "rue", "the", "toward", "towards"}
)
# Both ways of writing them are met in the data and in texts; "St" is a street or a saint, whichever comes with it.
_SAME = {
    **dict.fromkeys(("saint", "sainte", "ste", "street"), "st"),
    **dict.fromkeys(("avenue", "av"), "ave"),
    "boulevard": "blvd",
    "center": "centre",
    "crescent": "cres",
    "drive": "dr",
    "highway": "hwy",
    "mt": "mount",
    "pk": "park",
    "vic": "victoria",
    "road": "rd",
    **dict.fromkeys(("stn", "stns", "sta", "stations"), "station"),
    **dict.fromkeys(("u", "univ"), "university"),
    **dict.fromkeys(("w", "ouest"), "west"),
    **dict.fromkeys(("e", "est"), "east"),
    **dict.fromkeys(("n", "nord"), "north"),
    **dict.fromkeys(("s", "sud"), "south"),
}
HEADING_WORDS = frozenset({"north", "south", "east", "west"})
STREET_WORDS = frozenset({"st", "ave", "rd", "blvd", "dr", "cres"})
_DIGITS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "un": "1",
    "deux": "2",
    "trois": "3",
    "quatre": "4",
    "cinq": "5",
    "sept": "7",
    "huit": "8",
}
_LIKE_DIGITS = str.maketrans("oil", "011")
# "l1" is rather Line 1 than 11.
_ALMOST_NUMBER = re.compile(r"(?=.*\d)[\doi][\doil]*")
_SHORT_LINE = re.compile(r"l(\d)")
_BRANCH = re.compile(r"(\d+)[a-z]")
_LOOSE_BRANCH = re.compile(r"(\d+) [a-z]")
# "line1", "504king": a number and a word without a blank between.
_GLUED = re.compile(r"(?<=[a-z]{2})(?=\d)|(?<=\d)(?=[a-z]{2})")


@dataclass(frozen=True, slots=True)
class Said:
    """A name as a rider said it: its `key`, and what the words around it tell of the thing.

    `modes` are the GTFS route_types of the vehicle that was named, the likelier first.
    """

    key: str
    modes: tuple[int, ...] = ()
    is_line: bool = False
    is_station: bool = False
    is_night: bool = False

    @property
    def says_kind(self) -> bool:
        return bool(self.modes) or self.is_line or self.is_night


def words_of(text: str) -> list[str]:
    """The words of `text` in the one spelling that is compared."""
    glued = name_key(text).split()
    return [_SAME.get(word, word) for each in glued for word in _GLUED.split(each)]


def hear(words: Sequence[str]) -> Said:
    """What `words` (see `words_of`) name.

    >>> hear(["the", "king", "streetcar"])
    Said(key='king', modes=(0, 5), is_line=False, is_station=False, is_night=False)
    """
    words = _with_digits(words)
    vehicles = [word for word in words if word in VEHICLES]
    at_the_edge = {*words[:1], *words[-1:]}
    return Said(
        key=" ".join(_telling(words)),
        modes=VEHICLES[vehicles[0]] if vehicles else (),
        is_line=not _LINE.isdisjoint(words),
        # Inside a name it is part of it: "Kennedy Stn-Scarborough Express".
        is_station=not _STATION.isdisjoint(at_the_edge),
        is_night=not _NIGHT.isdisjoint(words),
    )


def key_of(name: str) -> str:
    """The form in which names are compared: case, accents, punctuation and words like "line" do not count.

    >>> key_of("Saint-Clair Station")
    'st clair'
    """
    return hear(words_of(name)).key


def is_idle(word: str) -> bool:
    """Whether the word stands between names or around them, and names nothing."""
    return word in _IDLE


def without_street(key: str) -> str | None:
    """A street's name without what it is called: "kingston" of "kingston rd"."""
    name, _, kind = key.rpartition(" ")
    return name if name and kind in STREET_WORDS else None


def respelt(key: str) -> Iterator[str]:
    """Other keys that the same hand may have meant: the letter O for a nought, the branch of a route, a street."""
    words = key.split()
    numbers = [word.translate(_LIKE_DIGITS) if _ALMOST_NUMBER.fullmatch(word) else word for word in words]
    for changed in (numbers, _trunks(words), _trunks(numbers)):
        if changed != words:
            yield " ".join(changed)
    if line := _SHORT_LINE.fullmatch(key):
        yield line[1]
    if words and words[0] in _DIGITS:
        yield " ".join([_DIGITS[words[0]], *words[1:]])
    if loose := _LOOSE_BRANCH.fullmatch(key):
        yield loose[1]
    if name := without_street(key):
        yield name


def _trunks(words: Iterable[str]) -> list[str]:
    return [found[1] if (found := _BRANCH.fullmatch(word)) else word for word in words]


def _telling(words: Iterable[str]) -> Iterator[str]:
    silent = _IDLE | _LINE | _STATION | _NIGHT | VEHICLES.keys()
    return (word for word in words if word not in silent)


def _with_digits(words: Sequence[str]) -> list[str]:
    """`line one` as `line 1`."""
    before = ["", *words]
    return [_DIGITS.get(word, word) if last in _LINE else word for last, word in zip(before, words, strict=False)]
