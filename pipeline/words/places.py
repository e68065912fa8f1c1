"""The stations, streets and intersections that an alert names, each in one spelling."""

import re
from collections.abc import Iterator
from functools import lru_cache

from models.alert import Alert
from pipeline.words.wording import RECENT, plain_texts, without_accents

_STREETS = {
    "st": "street", "sts": "street", "street": "street", "streets": "street", "ave": "avenue", "av": "avenue",
    "avs": "avenue", "avenue": "avenue", "rd": "road", "road": "road", "blvd": "boulevard", "boulevard": "boulevard",
    "dr": "drive", "drive": "drive", "cres": "crescent", "crescent": "crescent", "pkwy": "parkway",
    "parkway": "parkway", "sq": "square", "square": "square", "hwy": "highway", "highway": "highway",
    "ctr": "centre", "center": "centre", "centre": "centre", "ln": "lane", "lane": "lane", "pl": "place",
    "ct": "court", "ter": "terrace", "trl": "trail", "gt": "gate", "loop": "loop",
}  # fmt: skip
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west", "mt": "mount"}
_STATIONS = frozenset({"stn", "station", "stations", "stop"})
# Written with a capital where a sentence begins, or always, and no part of a place's name.
_PLAIN_WORDS = """
    after all alternatively an and announcement are as at attention be before beginning between board both bus buses
    by bypass cancelled cause change closed closure closures collision construction crews customers delay delayed
    delays detour detouring detours direction diversion diverting due effective elevator emergency eastbound
    escalator expect extended follow for free from further go he how if in inbound is it late latest limited line
    lines local located location lrt major minor more new next no northbound not notice now on one only operating or
    our outbound passengers plan planned platform please posted reason reduced regular reminder resumed revised
    riders route routes saturdays see service services severe share shuttle shuttles side significant skip some
    southbound special starting stop stops streetcar streetcars subway temp temporary the there they these this to
    track traffic train trains transit trip trips ttc until update upcoming use via we westbound when while why will
    with you your tfs tps ems police auto
    aren't can't do does don't isn't must won't
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun weekdays
    weekends
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec am pm a.m p.m today tonight tomorrow
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
_CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_NAME = rf"{_CAPITAL}(?:[^\W_]|['\u2019-](?=[^\W_]))*"
_NUMBER = r"\d+(?:st|nd|rd|th)?(?:-\d+)?(?:[A-Z]\w*)?(?!\w|:\d)"
_SHORT = r"(?:(?<=\bSt)|(?<=\bMt)|(?<=\bAve)|(?<=\bAv)|(?<=\bRd)|(?<=\bDr)|(?<=\bBlvd)|(?<=\b[NSEW]))\."
_RUN = re.compile(rf"(?:{_NAME}|{_NUMBER})(?:{_SHORT})?(?: +(?:{_NAME}|{_NUMBER})(?:{_SHORT})?)*")
# "505 Dundas: ", "Line 2 Bloor-Danforth: ", "72 Pape Regular service has resumed". The digits are possessive: a list
# of 25 routes with two ways to read each of them would keep the search busy for a minute, one of 40 for weeks.
_ROUTE_IN_FRONT = re.compile(
    rf"^\W*(?:(?:Lines?|Routes?) +)?\d++\w?(?:(?:,| and|/|&) *\d++\w?)*(?: +{_NAME})*"
    r"(?: *[:\u2013\u2014]| -|(?= [a-z]))"
)
_LINE = re.compile(rf"\b(?:Line|Route) +\d+\w*(?: +{_NAME})*")
# "[D]" is a train of New York, "Manhattan-bound" its way; "Robie St Before Cedar St" names two streets.
_NOT_NAMES = re.compile(
    r"\b(?:North|South|East|West) Side\b|\b(?:Bus )?(?:Bay|Platform|Track|Stop ID) \d+\w*"
    r"|\[\w{1,3}\]|\b(?:Before|After|At|And|Opp)\b"
)
# What each of them has: to look for these takes a tenth of the time.
_IN_NOT_NAMES = (" Side", "Bay ", "Platform ", "Track ", "Stop ID ", "[", "Before", "After", "At", "And", "Opp")
_BOUND = re.compile(r"\b(?:\w+ )?[\w-]+-bound\b")
_JOINTS = re.compile(r"\b(Sts?|Avs?|Ave|Rd|Blvd|Stn|Station)-")


def places_of(alert: Alert) -> frozenset[str]:
    """The places named in the header; in the description where the header is empty or cut off."""
    return _places_in(next((text for text, _ in plain_texts(alert)), ""))


@lru_cache(maxsize=RECENT)
def _places_in(text: str) -> frozenset[str]:
    return frozenset(_places(text))


def _places(text: str) -> Iterator[str]:
    # Where everything is in capitals, they do not tell a name from any other word.
    if text.isupper():
        return
    # "72 Pape Regular service": the words up to the first small one are the route's, and the sentence's own.
    text = _ROUTE_IN_FRONT.sub(" | ", text, count=1)
    text = _LINE.sub(" | ", text)
    if any(each in text for each in _IN_NOT_NAMES):
        text = _NOT_NAMES.sub(" | ", text)
    if "-" in text:
        text = _JOINTS.sub(r"\1 | ", _BOUND.sub(" | ", text))
    for run in _RUN.finditer(text):
        if _begins_sentence(text, run.start()) and _is_plain_sentence(run[0], text[run.end() : run.end() + 12]):
            continue
        if name := _spelled(run[0]):
            yield name


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?:|\n"


def _is_plain_sentence(run: str, rest: str) -> bool:
    """Whether the run is one word that is written with a capital only because a sentence begins with it."""
    following = rest.lstrip().split(" ", 1)[0]
    return " " not in run and "-" not in run and following[:1].islower() and following not in _STATIONS


@lru_cache(maxsize=4096)  # a city has so many streets, and its alerts name the same ones
def _spelled(run: str) -> str:
    """The name as it is compared: `bloor street west` for "Bloor St. W"; "" for no name."""
    words = without_accents(run.casefold()).replace("\u2019", "'").replace(".", "").split()
    while words and (words[0] in _PLAIN or words[0] in _STATIONS):
        del words[0]
    while words and (words[-1] in _PLAIN or words[-1] in _STATIONS):
        del words[-1]
    # A first "St" is a saint: "St Clair", "St George".
    spelled = [word if index == 0 else _STREETS.get(word, word) for index, word in enumerate(words)]
    spelled = [_COMPASS.get(word, word) for word in spelled]
    if not spelled or (spelled[0][0].isdigit() and not any(word in _STREETS for word in spelled)):
        return ""
    return " ".join(spelled)
