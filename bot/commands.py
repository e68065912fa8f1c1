"""What a rider's text asks for: text in, one of a few types out."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot import words

# "504", "504B", "M15", "SL1": what can stand alone for a route.
ROUTE_NUMBER = re.compile(r"[A-Z]{0,3}[0-9]{1,4}[A-Z]?")
GENERIC = frozenset({"LINE", "ROUTE", "BUS", "STREETCAR", "LIGNE"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Subscribe:
    """`routes` as the rider wrote them, in capitals and without accents; "" where none was named."""

    routes: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Ends the subscriptions named and never anything else."""

    routes: str


@dataclass(frozen=True, slots=True)
class ListRoutes:
    """What do I get?"""


@dataclass(frozen=True, slots=True)
class Status:
    """What is going on: on `routes`, or on the rider's own where they named none."""

    routes: str = ""


@dataclass(frozen=True, slots=True)
class Commands:
    """What can I write?"""


@dataclass(frozen=True, slots=True)
class OptOut:
    """Twilio's own word to end everything, which Twilio answers."""


@dataclass(frozen=True, slots=True)
class WishToStop:
    """Plainly a wish to end everything, in words that Twilio does not know."""


@dataclass(frozen=True, slots=True)
class OptIn:
    """Twilio's own word to begin again."""


@dataclass(frozen=True, slots=True)
class Help:
    """Twilio's own word for help."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything else."""

    text: str


OrdinaryCommand = Subscribe | Unsubscribe | ListRoutes | Status | Commands | Unknown
CarrierWord = OptOut | OptIn | Help
Command = OrdinaryCommand | CarrierWord | WishToStop


def parse(text: str) -> Command:
    """What `text` asks for; never raises."""
    if carrier_word := find_carrier_word(text):
        return carrier_word
    folded = fold(text)
    said = _WORD.findall(folded)
    if _wishes_to_stop(said):
        return WishToStop()
    order, rest = _order(folded)
    if _names_only_numbers(said):
        return Status(rest_of(folded)) if "?" in folded else Subscribe(rest_of(folded))
    if said and said[-1] == "STATUS" and _names_only_numbers(said[:-1]):
        return Status(" ".join(said[:-1]))
    if not said:
        return Commands() if "?" in folded else Unknown(text)
    return _ordered(order, rest) or Unknown(text)


def find_carrier_word(text: str) -> CarrierWord | None:
    """Twilio's own word, if it is the whole text in any case: "STOP 504" is an ordinary one."""
    match text.strip().upper():
        case word if word in words.OPT_OUT:
            return OptOut()
        case word if word in words.OPT_IN:
            return OptIn()
        case word if word in words.HELP:
            return Help()
    return None


def find_opt_out_type(value: str) -> CarrierWord | None:
    """What Twilio says that it has answered itself (OptOutType of Advanced Opt-Out)."""
    match value.strip().upper():
        case "STOP":
            return OptOut()
        case "START":
            return OptIn()
        case "HELP":
            return Help()
    return None


def fold(text: str) -> str:
    """Capitals, without accents, apostrophes and the compatibility forms that phones produce."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(each for each in decomposed if not unicodedata.combining(each) and each not in "'\u2019")
    return bare.upper()


def rest_of(text: str) -> str:
    """`text` without fillers and punctuation around it; as it is where nothing else would be left."""
    found = list(_WORD.finditer(text))
    kept = [each for each in found if each.group() not in words.FILLERS]
    return text[kept[0].start() : kept[-1].end()] if kept else text.strip(" .,;:!?")


def _ordered(order: str, rest: str) -> Command | None:
    if order in words.SUBSCRIBE:
        return Subscribe(rest)
    if order in words.UNSUBSCRIBE:
        return Unsubscribe("ALL" if rest in words.EVERYTHING else rest)
    if order in words.LIST:
        return ListRoutes()
    if order in words.STATUS:
        return Status("" if rest in {"ALL", "MY ROUTES"} else rest)
    return Commands() if order in words.COMMANDS else None


def _order(folded: str) -> tuple[str, str]:
    """The first word that means something, and what it is about."""
    for found in _WORD.finditer(folded):
        if found.group() not in words.FILLERS:
            return found.group(), rest_of(folded[found.end() :])
    return "", ""


def _names_only_numbers(said: Sequence[str]) -> bool:
    names = [word for word in said if word not in GENERIC | words.AND | words.FILLERS]
    return bool(names) and all(ROUTE_NUMBER.fullmatch(name) for name in names)


def _wishes_to_stop(said: Sequence[str]) -> bool:
    if " ".join(said) in words.STOP_PHRASES:
        return True
    meaning = [word for word in said if word not in words.FILLERS]
    if meaning == ["OPT"]:
        return "OUT" in said
    return bool(meaning) and all(word in words.STOP for word in meaning)
