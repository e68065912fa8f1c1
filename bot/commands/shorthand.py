"""What a letter or a digit stands for among its neighbours: "alerts 4 the 504", "sat n sun", "5 min"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.commands.clock import is_no_time
from bot.commands.lexeme import Lexeme, Sense

_AND = Lexeme(Sense.AND, "AND")
_PREPOSITIONS = {"2": Lexeme(Sense.FILLER, "TO"), "4": Lexeme(Sense.FILLER, "FOR")}
# Beside these a 2 or a 4 is a number.
_COUNTED = frozenset(
    {Sense.LINE, Sense.ROUTE, Sense.MODE, Sense.NUMBER, Sense.AND, Sense.COMMA, Sense.DASH, Sense.STATION, Sense.ASK}
    | {Sense.STOP_PLACE, Sense.BEFORE, Sense.AFTER, Sense.DAYS}
)
_GOES_ON = frozenset({Sense.SUBSCRIBE, Sense.REMOVE, Sense.PAUSE, Sense.LINE, Sense.ROUTE})
_GOES_ON_WITH = frozenset({"THE", "DA", "ME", "MY", "KNOW", "GET", "STOP", "UNSUBSCRIBE"})
_LISTED = frozenset(
    {Sense.NUMBER, Sense.DAYS, Sense.PART, Sense.WORD, Sense.STATION, Sense.DEVICE, Sense.MODE, Sense.LINE}
)
_AMOUNTS = frozenset(
    "MIN MINS MINUTE MINUTES HOUR HOURS HR HRS DAYS WEEK WEEKS MONTHS YEARS TIMES STARS KIDS PEOPLE DOLLARS BUCKS "
    "PERCENT BLOCKS STOPS SEC SECS SECONDS JOUR JOURS SEMAINES MOIS ANS FOIS ETOILES PERSONNES PIASSES".split()
)
_MINUTES = re.compile(r"\d{1,3}(?:MIN|MINS|MINUTES)")
_LONGEST_AMOUNT = 3


def read_shorthand(found: Sequence[Lexeme]) -> Iterator[Lexeme]:
    """The lexemes, each as what it is among its neighbours."""
    place = 0
    while place < len(found):
        if _is_amount(found, place):
            unit = found[place + 1] if place + 1 < len(found) and found[place + 1].text in _AMOUNTS else None
            yield Lexeme(Sense.AMOUNT, f"{found[place].text} {unit.text}" if unit else found[place].text)
            place += 2 if unit else 1
        else:
            yield _in_place(found, place)
            place += 1


def _in_place(found: Sequence[Lexeme], place: int) -> Lexeme:
    here = found[place]
    if is_no_time(here.text) and (not here.text.endswith("H") or _is_ranged(found, place)):
        return replace(here, sense=Sense.UNCLEAR)
    # "PK" asks why in French, "victoria pk" is a park.
    if here.text == "PK" and place and found[place - 1].sense is Sense.WORD:
        return Lexeme(Sense.WORD, "PARK")
    if place + 1 == len(found):
        return here
    before, after = found[place - 1] if place else None, found[place + 1]
    if here.sense is Sense.DECLINE:
        return _joint(here, before, after)
    if here.text == "W" and after.sense in {Sense.NUMBER, Sense.FILLER} and _is_with(before):
        return replace(here, sense=Sense.FILLER)
    if here.text in _PREPOSITIONS and before is not None and _is_preposition(before, after):
        return _PREPOSITIONS[here.text]
    return here


def _joint(here: Lexeme, before: Lexeme | None, after: Lexeme) -> Lexeme:
    """"504 n 501" has an "and" of one letter, "no weekends" leaves them out."""
    if here.text == "N" and before is not None and {before.sense, after.sense} <= _LISTED:
        return _AND
    return replace(here, sense=Sense.NOT) if after.sense is Sense.DAYS else here


def _is_with(before: Lexeme | None) -> bool:
    return before is not None and before.sense in {Sense.STATUS, Sense.ASK, Sense.FILLER, Sense.SUBSCRIBE}


def _is_preposition(before: Lexeme, after: Lexeme) -> bool:
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
    return is_short and not is_span and place + 1 < len(found) and found[place + 1].text in _AMOUNTS


def _is_ranged(found: Sequence[Lexeme], place: int) -> bool:
    return any(0 <= each < len(found) and found[each].sense is Sense.DASH for each in (place - 1, place + 1))
