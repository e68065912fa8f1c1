"""The words by which two alerts are compared: without dates, times, numbers and the name of the route in front."""

import re
from collections.abc import Iterable

from models.alert import Alert, text_in
from pipeline.words.wording import plain_texts, without_accents

FEW_WORDS = 3
_TIME = re.compile(r"\b\d{1,2}(?:[:.h]\d\d)?\s*(?:[ap]\.?\s?m\b\.?|h\b)|\b\d{1,2}[:h]\d\d\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_CODE = re.compile(r"\b\d+[A-Z]+\d+[A-Z]*\b")
_NUMBERED = re.compile(
    r"\W*(?:(?:line|route|ligne|bus)\s+)?\d+\w?\b[^:\u2013\u2014.]{0,60}?(?::|\s[\u2013\u2014-])\s*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_DASHES = re.compile(r"\s*[\u2013\u2014-]+\s*")
_DATE_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec am pm noon midnight
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout
    septembre octobre novembre decembre
"""
_DATES = frozenset(_DATE_WORDS.split())


def compared(alert: Alert) -> tuple[str, tuple[str, ...]]:
    """The text that is compared, without the route's name in front, and its words in order, in one spelling.

    It is the description where the header hardly says more than a route's name.
    """
    found: tuple[str, tuple[str, ...]] = ("", ())
    for plain, _ in plain_texts(alert):
        text = without_route(plain.strip(), alert.route_ids())
        if words := _words(text):
            found = text, words
        if len(words) >= FEW_WORDS:
            break
    return found


def numbers_in(text: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(text))


def codes(alert: Alert) -> frozenset[str]:
    """The designations of devices that it names ("Escalator 22Y11E")."""
    return frozenset(_CODE.findall(text_in("en", alert.header_text)))


def without_route(text: str, names: Iterable[str]) -> str:
    """The text without the route's name in front of it ("60 Steeles West: ...", "Red Line: ...")."""
    for name in names:
        if name and text.casefold().startswith(name.casefold()):
            rest = text[len(name) :].lstrip()
            if rest[:1] in {":", "-", "\u2013", "\u2014"}:
                return rest[1:].lstrip()
            if not rest:
                return ""
    match = _NUMBERED.match(text) or _DASHES.match(text)
    return text[match.end() :] if match else text


def _words(text: str) -> tuple[str, ...]:
    plain = without_accents(_TIME.sub(" ", text).casefold()).replace("\u2019", "'")
    found = _WORD.findall(plain)
    return tuple(word for word in found if word not in _DATES and (word.isalpha() or not _DIGITS.search(word)))
