"""The text of an alert: what, where, until when, for one rider's routes, in one segment where possible."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.alert import Alert, is_cut_off, text_in
from models.delivery import Kind
from models.incident import RELISTED, REOPENED, Why
from models.route import Route
from models.segments import count_segments, fit, thrifty
from models.station import Station

MOST_SEGMENTS = 2
MOST_NAME_WORDS = 4  # beside its number, in the name of a route
# A text that ends at a full stop inside the first segment says enough if it keeps this share of the whole.
ENOUGH = 0.5
_FIRST_WORD = {Kind.FIRST: "", Kind.UPDATE: "Update: ", Kind.PLANNED: "Planned: ", Kind.CLEAR: "Clear: "}
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_BLANKS = re.compile(r"\s+")
_EFFECTS = {
    "NO_SERVICE": "No service",
    "REDUCED_SERVICE": "Reduced service",
    "SIGNIFICANT_DELAYS": "Significant delays",
    "DETOUR": "Detour",
    "ADDITIONAL_SERVICE": "Additional service",
    "STOP_MOVED": "Stop moved",
    "ACCESSIBILITY_ISSUE": "Accessibility issue",
}
# Why an incident is over, said no more strongly than the feed did; its own words for it need none of ours.
_CLEARED = {
    "resumed": "",
    "no_effect": "back to normal, says {agency}. It was: ",
    "absent": "no longer listed by {agency}. It was: ",
    "deleted": "no longer listed by {agency}. It was: ",
    "ended": "the end announced by {agency} has passed. It was: ",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What a text is composed from; `routes` are those of the alert that the text is for, in order of mention.

    `station` is what it is for where it is for no route.
    """

    kind: Kind
    alert: Alert
    routes: Sequence[Route]
    agency: str
    zone: str
    why: Why
    at: datetime
    language: str = "en"
    station: Station | None = None


def compose(notice: Notice) -> str:
    """The text as it is sent: at most two segments, one where possible.

    >>> # 504 King: No service Broadview Stn-Parliament, collision. TTC 8:12a
    """
    said = headline(notice.alert, notice.routes, notice.language)
    start = _start(notice)
    news = thrifty(f"From {start}: {said}" if start else said)
    again = "again: " if notice.kind is Kind.UPDATE and notice.why.rule in {REOPENED, RELISTED} else ""
    lead = thrifty(_FIRST_WORD[notice.kind] + again + _subject(notice, said))
    reason = ""
    if notice.kind is Kind.CLEAR:
        rule = "no_effect" if notice.why.evidence == "NO_EFFECT" else notice.why.rule
        reason = thrifty(_CLEARED.get(rule, _CLEARED["absent"]).format(agency=notice.agency))
    body = f"{lead}{reason}{news}".strip()
    signature = f" {notice.agency} {clock_time(notice.at, notice.zone)}"
    beginning = _first_sentences(body)
    for candidate in (_sentence(body) + signature, beginning + signature if beginning else "", beginning):
        if candidate and count_segments(candidate) == 1:
            return candidate
    # Of what is over, the rider need not read every detail again.
    return fit(body, 1 if notice.kind is Kind.CLEAR else MOST_SEGMENTS)


def headline(alert: Alert, routes: Sequence[Route], language: str) -> str:
    """What the agency says, on one line, without the name of the route it belongs to."""
    header, description = (clean(text_in(language, each)) for each in (alert.header_text, alert.description_text))
    is_part = is_cut_off(header, description) and not _is_whole(header)
    text = description if is_part or (description and _is_name(header)) else header
    for route in routes:
        text = _without_prefix(text, route)
    return text or description or _EFFECTS.get(alert.effect, "Service change")


def _is_whole(header: str) -> bool:
    """Whether a header that the description repeats ends as a sentence does."""
    return header.endswith((".", "!", "?"))


def _is_name(header: str) -> bool:
    """Whether it only names a route: "17 Hurontario" is the whole header of many an alert in Mississauga."""
    number, *words = header.split() or [""]
    return number[:1].isdigit() and len(words) < MOST_NAME_WORDS and all(word[:1].isupper() for word in words)


def clean(text: str) -> str:
    """Markup and entities taken out, blanks collapsed."""
    return _BLANKS.sub(" ", _MARKUP.sub(" ", html.unescape(text))).strip()


def clock_time(moment: datetime, zone: str) -> str:
    """`8:12a`, in the agency's zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.hour % 12 or 12}:{local.minute:02d}{'a' if local.hour < 12 else 'p'}"


def _start(notice: Notice) -> str:
    """When an alert that lies wholly ahead begins: `Aug 5 9:00p`; "" for one that runs already."""
    if notice.kind is Kind.CLEAR or not notice.alert.starts_after(notice.at + timedelta(hours=1)):
        return ""
    first = min(period.start for period in notice.alert.active_periods if period.start is not None)
    local = first.astimezone(ZoneInfo(notice.zone))
    return f"{local:%b} {local.day} {clock_time(first, notice.zone)}"


def _subject(notice: Notice, said: str) -> str:
    """The routes, each by its label while they are few."""
    if not notice.routes:
        station = notice.station.name if notice.station else ""
        is_named = said.casefold().startswith(station.removesuffix(" Station").casefold())
        return "" if is_named else f"{station}: "
    first, *others = notice.routes
    # A route of which only the number is known: the agency's own words may name it better.
    if not others and not first.long_name and re.match(rf"(Line )?{re.escape(first.number)}\b", said):
        return ""
    names = [first.label, *(route.number for route in others[:3])]
    more = f" +{len(others) - 3}" if len(others) > 3 else ""
    return f"{', '.join(names)}{more}: "


def _without_prefix(text: str, route: Route) -> str:
    """`text` without the route's own name in front of it: the label says that already."""
    long = re.escape(route.long_name.removesuffix(" Line")) if route.long_name else ""
    short = re.escape(route.number)
    name = rf"(?:Line )?{short}(?:\s+{long})?" if long else short
    # "504 King and 501 Queen: ...": the other routes of the same alert are in front, too.
    # Possessive digits: "10, 11, 12, ..." must not be read in two ways for each of its routes.
    others = r"(?:\s*(?:,|/|&|and)\s*\d++\w?(?:\s+[A-Z][\w.'-]*){0,3})*"
    stripped = re.sub(rf"^(?:{name}{others})?\s*[-\u2013\u2014:]\s*", "", text, flags=re.IGNORECASE)
    if not long and stripped != text and text[:1] not in "-\u2013\u2014:":
        return text
    if long and re.fullmatch(name, text, flags=re.IGNORECASE):
        return ""
    return stripped


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _first_sentences(body: str) -> str:
    """The longest run of whole sentences that fits one segment, if it says enough; else ""."""
    if count_segments(body) == 1:
        return body
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)", body)]
    for end in reversed(ends):
        if count_segments(body[:end]) == 1:
            return body[:end] if end >= len(body) * ENOUGH else ""
    return ""
