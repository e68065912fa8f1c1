"""The text of an alert: what, where, until when, for one rider's routes, in one segment where possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import product

from models.alert import Alert, text_in, version_in
from models.delivery import Kind
from models.incident import RELISTED, REOPENED, Why
from models.moments import clock_time
from models.prose.english import Shorten, is_english, shortenings
from models.prose.links import first_link
from models.prose.naming import in_language, label_of, name_of, names_itself, says_place, without_place, without_route
from models.prose.sentences import ended
from models.prose.units import Unit, units_of
from models.route import Route
from models.segments import count_segments, fit, thrifty
from models.station import Station
from models.when import begins, ends
from models.wording import Wording

MOST_SEGMENTS = 2
_FIRST_WORD = {Kind.UPDATE: "alert.update", Kind.PLANNED: "alert.planned", Kind.CLEAR: "alert.clear"}
# Why an incident is over, said no more strongly than the feed did; its own words for it need none of ours.
_OVER = {"no_effect": "alert.no_effect", "ended": "alert.ended"}
_EFFECTS = frozenset(
    {
        "NO_SERVICE",
        "REDUCED_SERVICE",
        "SIGNIFICANT_DELAYS",
        "DETOUR",
        "ADDITIONAL_SERVICE",
        "MODIFIED_SERVICE",
        "STOP_MOVED",
        "ACCESSIBILITY_ISSUE",
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a text is composed from; `routes` are those of the alert that the text is for, in order of mention.

    `station` is what it is for where it is for no route. `wording` has our words in the rider's language.
    """

    kind: Kind
    alert: Alert
    routes: Sequence[Route]
    agency: str
    zone: str
    why: Why
    at: datetime
    wording: Wording
    station: Station | None = None


def compose(notice: Notice) -> str:
    """The text as it is sent: at most two segments, one where possible.

    >>> # 504 King: No service Broadview Stn-Parliament, collision. TTC 8:12a
    """
    units = told_by(notice)
    most = 1 if notice.kind is Kind.CLEAR else MOST_SEGMENTS
    needed = units[:1] if is_quoted(notice) else [each for each in units if each.is_needed]
    levels = _levels(notice, units)
    for segments in range(1, most + 1):
        # All that is needed, said shorter and shorter; then less and less of it, but what runs instead.
        least = 1 if segments == most else _told_instead(needed)
        for count, shorten in product(range(len(needed), least - 1, -1), levels):
            chosen = needed[:count]
            if _costs(notice, chosen, shorten) <= segments:
                return _filled(notice, units, chosen, shorten, segments)
    return fit(_text(notice, needed[:1], levels[-1]), most)


def is_quoted(notice: Notice) -> bool:
    """Whether the agency's words are those of what is over, not of its end."""
    is_end = notice.why.rule == "resumed" and notice.why.evidence != "NO_EFFECT"
    return notice.kind is Kind.CLEAR and not is_end


def _told_instead(needed: Sequence[Unit]) -> int:
    """How many of the needed units it takes to tell what runs instead."""
    return next((count for count, each in enumerate(needed, 1) if each.is_instead), 1)


def told_by(notice: Notice) -> list[Unit]:
    """What the agency says, without the name of the route or station that the text is for."""
    header, description = texts_of(notice)
    units = units_of(header, description, lambda text: bare_of(notice, text))
    return units or [Unit(effect_of(notice), is_needed=True)]


def texts_of(notice: Notice) -> tuple[str, str]:
    """Header and description as the rider of this language reads them."""
    language, alert = notice.wording.language, notice.alert
    return text_in(language, alert.header_text), text_in(language, alert.description_text)


def lead_of(notice: Notice, said: str) -> str:
    """What stands before the agency's own words `said`: the kind, whom it is about, when it begins, why it is over."""
    say = notice.wording.say
    words = [say(_FIRST_WORD[notice.kind])] if notice.kind in _FIRST_WORD else []
    if notice.kind is Kind.UPDATE and notice.why.rule in {REOPENED, RELISTED}:
        words.append(say("alert.again"))
    subject = _subject(notice, "" if is_quoted(notice) else said)
    start = "" if notice.kind is Kind.CLEAR else begins(notice, said)
    if subject or start:
        words.append(f"{subject}, {start}:" if subject and start else f"{subject or start[:1].upper() + start[1:]}:")
    if is_quoted(notice):
        rule = "no_effect" if notice.why.evidence == "NO_EFFECT" else notice.why.rule
        words.append(say(_OVER.get(rule, "alert.vanished"), agency=notice.agency))
    return " ".join(words)


def _levels(notice: Notice, units: Sequence[Unit]) -> tuple[Shorten, ...]:
    version = version_in(notice.wording.language, notice.alert.header_text or notice.alert.description_text)
    said = " ".join(each.text for each in units[:3])
    if is_english(said, version.language if version else notice.wording.language):
        # Each is asked for the same sentences again and again.
        return (str, *(cache(each) for each in shortenings(notice.at)))
    return (str,)


def _filled(notice: Notice, units: Sequence[Unit], chosen: Sequence[Unit], shorten: Shorten, segments: int) -> str:
    """The needed units, with what else the segments have room for: more of what is said, who says it, the link."""
    # Of what is over, the rider need not read every detail again.
    for unit in units if notice.kind is not Kind.CLEAR else ():
        if unit not in chosen:
            more = [each for each in units if each in chosen or each is unit]
            if _costs(notice, more, shorten) > segments:
                break
            chosen = more
    text = _text(notice, chosen, shorten)
    link = "" if notice.kind is Kind.CLEAR else link_of(notice)
    for tail in (f"{notice.agency} {clock_time(notice.at, notice.zone, notice.wording)}", link):
        if tail and count_segments(longer := thrifty(f"{text} {tail}")) <= segments:
            text = longer
    return text


def link_of(notice: Notice) -> str:
    """Where the agency says more; "" for nowhere."""
    language, alert = notice.wording.language, notice.alert
    texts = (text_in(language, each) for each in (alert.url, alert.header_text, alert.description_text))
    return next((link for link in map(first_link, texts) if link), "")


def _costs(notice: Notice, units: Sequence[Unit], shorten: Shorten) -> int:
    return count_segments(_text(notice, units, shorten))


def _text(notice: Notice, units: Sequence[Unit], shorten: Shorten) -> str:
    said = [ended(shorten(ended(each.text))) for each in units]
    if notice.kind is not Kind.CLEAR and (end := ends(notice, " ".join(said))):
        said[0] = f"{said[0].rstrip('.')}, {end}."
    # Japanese and Chinese have no blanks between sentences.
    return thrifty(" ".join(each for each in (lead_of(notice, said[0]), *said) if each).replace("\u3002 ", "\u3002"))


def _subject(notice: Notice, said: str) -> str:
    """Whom the text is about; "" where the agency's own words begin with it."""
    language = notice.wording.language
    if notice.routes:
        routes = [in_language(each, language) for each in notice.routes]
        return "" if names_itself(said, routes) else label_of(routes)
    name = name_of(notice.station, language) if notice.station else ""
    return "" if says_place(said, name) else name


def bare_of(notice: Notice, text: str) -> str:
    """`text` without the name of what the notice is about in front of it."""
    for route in notice.routes:
        for each in dict.fromkeys((route, in_language(route, notice.wording.language))):
            text = without_route(text, each)
    if not notice.routes and notice.station and notice.station.name:
        text = without_place(text, name_of(notice.station, notice.wording.language))
    return text


def effect_of(notice: Notice) -> str:
    """What happens, in our words: for an alert that has none of its own."""
    effect = notice.alert.effect
    return notice.wording.say(f"alert.{effect if effect in _EFFECTS else 'OTHER'}")
