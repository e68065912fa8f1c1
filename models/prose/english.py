"""English sentences said in fewer characters: abbreviated, then as on a sign, then without the reason."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial

Shorten = Callable[[str], str]

_ABBREVIATED = {
    "Street": "St", "Streets": "Sts", "Avenue": "Ave", "Road": "Rd", "Boulevard": "Blvd", "Drive": "Dr",
    "Crescent": "Cres", "Parkway": "Pkwy", "Highway": "Hwy", "Square": "Sq", "Station": "Stn", "Stations": "Stns",
    "station": "stn", "stations": "stns", "minutes": "min", "minute": "min", "approximately": "approx.",
    "Monday": "Mon", "Tuesday": "Tue", "Wednesday": "Wed", "Thursday": "Thu", "Friday": "Fri", "Saturday": "Sat",
    "Sunday": "Sun", "January": "Jan", "February": "Feb", "March": "Mar", "April": "Apr", "June": "Jun", "July": "Jul",
    "August": "Aug", "September": "Sep", "October": "Oct", "November": "Nov", "December": "Dec",
}  # fmt: skip
# A month is one only beside a number ("March 8"), a street none before another ("Station Street").
_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
_WORD = re.compile(
    rf"\b(?:(?:{_MONTHS})(?= \d)|(?!(?:{_MONTHS})\b)(?:{'|'.join(_ABBREVIATED)}))\b(?! (?:Street|Road|Avenue)\b)"
)
_HALF_DAY = re.compile(r"(?<=\d) ?([apAP])\.?[mM]\b\.?(?! [A-Z]|$)|(?<=\d) ?([apAP])\.?[mM]\b")
_FULL_HOUR = re.compile(r"\b(\d{1,2}):00(?=[ap]m\b)")
_PLACE = r"[A-Z][\w.'/&-]*(?: (?:[A-Z][\w.'/&-]*|\d+(?:st|nd|rd|th)?)){0,4}"
_TWO_PLACES = rf"(?:between ({_PLACE}) and|from ({_PLACE}) to) ({_PLACE})"
_STRETCH = re.compile(rf"(?P<before>(?:^|(?<=[ .]))\S+ )?\b{_TWO_PLACES}(?: (?:stations|stns)\b)?")
# Said as on a sign; the order matters.
_SIGNS = {
    r"\bthere (?:is|are|will be) (?:currently )?no\b": "no",
    r"\bthere (?:is|are|will be) (?:currently )?an? ": "",
    r"\b(?:elevator|escalator|it|service|stop) is expected to be (?:back in service|restored)(?: by| on)?(?= )": (
        "expected back"
    ),
    r"\b(?:is|are) (?:currently |temporarily )?(?=out of service|closed|unavailable|suspended)": "",
    r"\b(?:has been|have been) (?=closed|unavailable|suspended|relocated|moved)": "",
    r"\bin order to\b": "to",
    r"\b(?:effective|starting) immediately,? ?": "",
    r"\b(?:beginning|starting) (?:at |on )?": "from ",
    r"\bsubway trains will move slower than usual\b": "slower subway",
    r"\bmay experience delays?\b": "may be delayed",
    r"\b(?:is|are|will be) (?:on a )?detour(?:ed|ing)\b": "detour",
}
_TERSE = [(re.compile(pattern, re.IGNORECASE), shorter) for pattern, shorter in _SIGNS.items()]
_REASON = r"(?:due to|because of|owing to|while (?:we|crews|the|they)|as (?:we|crews))\b"
_DUE = re.compile(r",? due to (?:an? |the )?(?=[^,;.]+\.?$)")
_WHY = re.compile(rf",? {_REASON}[^,;.]*(?:\.(?! |$)[^,;.]*)*")
_WHY_FIRST = re.compile(
    r"^(?:due to|because of|in preparation for) (?:(?!\b(?:will|is|are)\b)[^,.;:]){1,70}, (?:the )?", re.IGNORECASE
)
_YEAR = re.compile(r"(?<=[a-z] \d)(\d?), (\d{4})\b")
_COMMON = "the and due to between is are will at from on in of for service stop closed no"
_FUNCTION_WORDS = frozenset(_COMMON.split())
_WORDS = re.compile(r"[a-z]+")


def is_english(text: str, language: str | None) -> bool:
    """Whether English rules may be applied: the feed says so, or says nothing and it reads so."""
    if language:
        return language.split("-")[0].lower() == "en"
    words = _WORDS.findall(text[:400].casefold())
    return sum(each in _FUNCTION_WORDS for each in words) * 6 >= len(words) > 0


def shortenings(now: datetime) -> tuple[Shorten, ...]:
    """From hardly to hard: each says less than the one before."""

    def sign(text: str) -> str:
        return _capital(_as_on_a_sign(without_year(abbreviated(text), now.year)))

    def without_reason(text: str) -> str:
        short = _terse(without_year(abbreviated(text), now.year))
        return _capital(_WHY.sub("", _WHY_FIRST.sub("", short)))

    return abbreviated, sign, without_reason


def abbreviated(text: str) -> str:
    """Street -> St, Monday -> Mon, 11 p.m. -> 11pm."""
    text = _WORD.sub(lambda word: _ABBREVIATED[word[0]], text)
    return _FULL_HOUR.sub(r"\1", _HALF_DAY.sub(lambda half: f"{(half[1] or half[2]).lower()}m", text))


def without_year(text: str, year: int) -> str:
    """The present year goes without saying."""
    return _YEAR.sub(lambda match: match[1] if match[2] == str(year) else match[0], text)


def _as_on_a_sign(text: str) -> str:
    return _DUE.sub(", ", _terse(text))


def _terse(text: str) -> str:
    for pattern, shorter in _TERSE:
        text = pattern.sub(partial(_as_it_began, shorter), text)
    return _STRETCH.sub(_stretch, text)


def _as_it_began(shorter: str, said: re.Match[str]) -> str:
    """What is said shorter begins a sentence, too: "Closure. There is no service."."""
    return _capital(shorter) if said[0][0].isupper() else shorter


def _stretch(match: re.Match[str]) -> str:
    first, last, before = match[2] or match[3], match[4], match["before"] or ""
    stretch = f"{first} - {last}" if "-" in first + last else f"{first}-{last}"
    # "Queen St, Broadview Ave-Davies Ave": lest two names run into each other.
    is_name = before[:1].isupper() and match.start() > 0
    return f"{before.rstrip()}, {stretch}" if is_name else f"{before}{stretch}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
