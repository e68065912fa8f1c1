"""What an alert says, in a form that can be compared: its words without dates, times, numbers and its route's name."""

import html
import re
from collections.abc import Iterable

from models.alert import Alert, text_in

CUT_AT = 40  # bustime.ttc.ca cuts headers at 32 characters and puts the whole text into the description
FEW_WORDS = 3
_MARKUP = re.compile(r"</?[A-Za-z][^>]*>")
_TIME = re.compile(r"\b\d{1,2}(?:[:.h]\d\d)?\s*(?:[ap]\.?\s?m\b\.?|h\b)|\b\d{1,2}[:h]\d\d\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_CODE = re.compile(r"\b\d+[A-Z]+\d+[A-Z]*\b")
_NUMBERED = re.compile(
    r"\s*[-\u2013\u2014]*\s*(?:(?:line|route|ligne|bus)\s+)?\d+\w?\b[^:\u2013\u2014.]{0,60}?(?::|\s[-\u2013\u2014])\s*",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s*[-\u2013\u2014]+\s*")
_DATES = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec am pm noon midnight "
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier février mars avril mai juin juillet "
        "août septembre octobre novembre décembre"
    ).split()
)


def said(alert: Alert) -> str:
    """The text that tells most: the header, or the description where the header is cut off or only names a route."""
    header, description = plain(text_in("en", alert.header_text)), plain(text_in("en", alert.description_text))
    rest = without_route(header, alert.route_ids())
    is_short = len(rest.split()) < FEW_WORDS
    is_cut = len(header) <= CUT_AT and len(description) > len(header) and _starts_alike(header, description)
    return description if description and (is_short or is_cut) else header


def words(text: str) -> tuple[str, ...]:
    """The words in order, casefolded, without what changes while the news does not."""
    found = _WORD.findall(_TIME.sub(" ", text).casefold())
    return tuple(word for word in found if not any(map(str.isdigit, word)) and word not in _DATES)


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


def plain(text: str) -> str:
    """Without markup, blanks collapsed."""
    return " ".join(_MARKUP.sub(" ", html.unescape(text)).split())


def _starts_alike(header: str, description: str) -> bool:
    first = header.split(maxsplit=1)[0] if header else ""
    return bool(first) and description.startswith(first)
