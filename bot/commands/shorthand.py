"""What a letter or a digit stands for among its neighbours: "alerts 4 the 504", "sat n sun", "5 min"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.commands.clock import is_no_time
from bot.commands.lexeme import Lexeme, Sense

_EDGE = Lexeme(Sense.COMMA, "")
_AND = Lexeme(Sense.AND, "AND")
_PREPOSITIONS = {"2": Lexeme(Sense.FILLER, "TO"), "4": Lexeme(Sense.FILLER, "FOR")}
# Beside these a 2 or a 4 is a number.
_COUNTED = frozenset(
    {Sense.LINE, Sense.ROUTE, Sense.MODE, Sense.NUMBER, Sense.AND, Sense.COMMA, Sense.DASH, Sense.STATION, Sense.ASK}
    | {Sense.STOP_PLACE, Sense.BEFORE, Sense.AFTER, Sense.DAYS}
)
_MY = frozenset({"THE", "DA", "MY", "MY LIST"})
_GOES_ON = frozenset({Sense.SUBSCRIBE, Sense.REMOVE, Sense.PAUSE, Sense.LINE, Sense.ROUTE})
_GOES_ON_WITH = frozenset({"THE", "DA", "ME", "MY", "KNOW", "HEAR", "HEAR ABOUT", "GET", "STOP", "UNSUBSCRIBE"})
_IS = frozenset({Sense.STATUS, Sense.WORD, Sense.NOT, Sense.TALE})
_LISTED = frozenset(
    {Sense.NUMBER, Sense.DAYS, Sense.PART, Sense.WORD, Sense.STATION, Sense.DEVICE, Sense.MODE, Sense.LINE}
)
AMOUNTS = frozenset(
    [
        "MIN",
        "MINS",
        "MINUTE",
        "MINUTES",
        "HOUR",
        "HOURS",
        "HR",
        "HRS",
        "DAYS",
        "WEEK",
        "WEEKS",
        "MONTHS",
        "YEARS",
        "TIMES",
        "STARS",
        "KIDS",
        "PEOPLE",
        "DOLLARS",
        "BUCKS",
        "PERCENT",
        "BLOCKS",
        "STOPS",
        "SEC",
        "SECS",
        "SECONDS",
        "JOUR",
        "JOURS",
        "SEMAINES",
        "MOIS",
        "ANS",
        "FOIS",
        "ETOILES",
        "PERSONNES",
        "PIASSES",
    ]
)
_MINUTES = re.compile(r"\d{1,3}(?:MIN|MINS|MINUTES)")
_LONGEST_AMOUNT = 3
_LONGEST_SENTENCE = 160


def read_shorthand(found: Sequence[Lexeme]) -> Iterator[Lexeme]:
    """The lexemes, each as what it is among its neighbours."""
    # A rant is no shorthand, and comparing costs.
    if len(found) > _LONGEST_SENTENCE:
        yield from found
        return
    place = 0
    while place < len(found):
        if _is_amount(found, place):
            unit = found[place + 1] if place + 1 < len(found) and found[place + 1].text in AMOUNTS else None
            yield Lexeme(Sense.AMOUNT, f"{found[place].text} {unit.text}" if unit else found[place].text)
            place += 2 if unit else 1
        else:
            yield _in_place(found, place)
            place += 1


def _in_place(found: Sequence[Lexeme], place: int) -> Lexeme:
    before = found[place - 1] if place else _EDGE
    after = found[place + 1] if place + 1 < len(found) else _EDGE
    read = (rule(before, found[place], after) for rule in _RULES)
    return next((lexeme for lexeme in read if lexeme is not None), found[place])


def _unclear(before: Lexeme, here: Lexeme, after: Lexeme) -> Lexeme | None:
    """Hours of no clock; "26H" alone is a branch."""
    is_range = Sense.DASH in {before.sense, after.sense}
    is_meant = is_no_time(here.text) and (is_range or not here.text.endswith("H"))
    return replace(here, sense=Sense.UNCLEAR) if is_meant else None


def _park(before: Lexeme, here: Lexeme, _: Lexeme) -> Lexeme | None:
    """A park: "victoria pk"; alone PK asks why in French."""
    return Lexeme(Sense.WORD, "PARK") if here.text == "PK" and before.sense is Sense.WORD else None


def _n(before: Lexeme, here: Lexeme, after: Lexeme) -> Lexeme | None:
    """An "and" of one letter: "504 n 501"; and "no weekends", which leaves them out."""
    if here.sense is not Sense.DECLINE:
        return None
    if here.text == "N" and {before.sense, after.sense} <= _LISTED:
        return _AND
    return replace(here, sense=Sense.NOT) if after.sense is Sense.DAYS else None


def _plus(_: Lexeme, here: Lexeme, after: Lexeme) -> Lexeme | None:
    return _AND if here.text == "PLUS" and after.sense is Sense.NUMBER else None


def _est(before: Lexeme, here: Lexeme, after: Lexeme) -> Lexeme | None:
    """A verb: "la 504 est en panne"; "504 est" is eastbound."""
    is_verb = here.text == "EST" and before.sense is Sense.NUMBER and after.sense in _IS
    # "9 AM EST" is a time zone's.
    is_verb = is_verb or (here.text == "EST" and before.sense is Sense.MERIDIEM)
    return replace(here, sense=Sense.FILLER) if is_verb else None


def _with(before: Lexeme, here: Lexeme, after: Lexeme) -> Lexeme | None:
    """A "with": "what's up w 504"."""
    is_asked = before.sense in {Sense.STATUS, Sense.ASK, Sense.FILLER, Sense.SUBSCRIBE}
    is_with = here.text == "W" and is_asked and after.sense in {Sense.NUMBER, Sense.FILLER}
    return replace(here, sense=Sense.FILLER) if is_with else None


def _preposition(before: Lexeme, here: Lexeme, after: Lexeme) -> Lexeme | None:
    """A "for" or a "to": "alerts 4 the 504", "sub 2 the 501"."""
    is_meant = here.text in _PREPOSITIONS and before is not _EDGE and after is not _EDGE
    return _PREPOSITIONS[here.text] if is_meant and _is_preposition(before, after) else None


def _is_preposition(before: Lexeme, after: Lexeme) -> bool:
    if before.sense is Sense.NUMBER and after.text in _MY:
        return True
    if before.sense in _COUNTED:
        return False
    if after.sense is Sense.NUMBER:
        # "Alerts 4 504" and "add me 2 504"; in "sub 2 504" it may be a line's number.
        return before.sense is Sense.ALERTS or before.text.split()[-1] in {"ME", "UP"}
    return after.sense in _GOES_ON or after.text in _GOES_ON_WITH


def _is_amount(found: Sequence[Lexeme], place: int) -> bool:
    """Whether a number counts something: "45 minutes" is no route."""
    here = found[place]
    if here.sense is not Sense.NUMBER:
        return False
    if _MINUTES.fullmatch(here.text):
        return True
    is_short = here.text.isdigit() and len(here.text) <= _LONGEST_AMOUNT
    is_span = place > 0 and found[place - 1].sense is Sense.DASH
    return is_short and not is_span and place + 1 < len(found) and found[place + 1].text in AMOUNTS


_RULES = (_unclear, _park, _n, _plus, _est, _with, _preposition)
