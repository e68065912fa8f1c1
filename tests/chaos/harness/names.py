"""Made-up places by which an alert's text says of which incident and which revision it is, whoever shortens it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_CONSONANTS, _VOWELS = "bdfgjklmnprtvz", "aeiou"
_SYLLABLES = [consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS]
_ALL = len(_SYLLABLES) ** 3
_STRIDE = 104_729  # has no divisor in common with their number: one name after the other, all unlike the last ones
_NAME = re.compile(r"[A-Z][a-z]{5}")
STATIONS = ("Wilson", "Spadina", "Broadview")
# "504 King: ...", "Update: Wilson Station: ...": whatever else we text begins with a word of ours.
_ALERT = re.compile(rf"(?:(Update|Clear): )?(?:[Aa]gain\W*)?(?:\d|{'|'.join(STATIONS)})")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a text on a phone is about: the place that names a revision, and whether it says that it is over."""

    place: str
    is_clear: bool


def place(number: int) -> str:
    """The name of the place with that number: six letters that no route, street or word of ours has.

    >>> place(1), place(2)
    ('Dukeje', 'Gorini')
    """
    rest, syllables = (number * _STRIDE) % _ALL, []
    for _ in range(3):
        rest, index = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[index])
    return "".join(syllables).capitalize()


def alert_text(start: str, end: str) -> str:
    """What the agency writes: `start` names the incident for all its life, `end` this revision alone."""
    return f"No service from {start} to {end} due to a fire."


def elevator_text(station: str, name: str) -> str:
    """What the agency writes of one elevator: its place names it for all its life."""
    return f"{station}: Elevator out of service at {name}."


def places_in(text: str) -> list[str]:
    return _NAME.findall(text)


def heard(body: str, places: Collection[str]) -> list[Heard]:
    """What an alert's text is about, given the places that name revisions; nothing for other texts of ours.

    A text about several elevators is about all of them.
    """
    found = _ALERT.match(body)
    named = dict.fromkeys(each for each in places_in(body) if each in places)
    return [Heard(each, found[1] == "Clear") for each in named] if found else []
