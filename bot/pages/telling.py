"""One alert in the agency's own words, as much of it as anybody reads."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.pages.words import PageWording
from models.alert import Alert, is_cut_off
from models.composing import Notice, bare_of, effect_of, link_of, texts_of
from models.delivery import Kind
from models.incident import Incident
from models.prose.cleaning import one_line, paragraphs
from models.when import begins, ends

MOST_HEADER, MOST_DETAILS = 300, 1500  # characters: a feed may say anything
MOST_READ = 5_000  # of one text, markup included


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says: `when` in our words, the rest in the agency's; `details` only where they add something."""

    header: str
    details: tuple[str, ...] = ()
    when: str = ""
    link: str = ""


def told_of(incident: Incident, now: datetime, wording: PageWording) -> Told:
    """The alert for a reader of the wording's language."""
    notice = _notice_of(incident, now, wording)
    header, description = texts_of(notice)
    title, lines = one_line(header), [" ".join(each) for each in paragraphs(description)]
    said = " ".join(lines)
    if not title or is_cut_off(title, said):
        title, lines = lines[0] if lines else "", lines[1:]
    if len(incident.routes) == 1:
        title = bare_of(notice, title)  # its name stands above
    title = title or effect_of(notice)
    details = () if said == title else _within(lines, MOST_DETAILS)
    when = begins(notice, f"{title} {said}") or ends(notice, f"{title} {said}")
    return Told(_cut(title, MOST_HEADER), details, when[:1].upper() + when[1:], link_of(notice))


def _notice_of(incident: Incident, now: datetime, wording: PageWording) -> Notice:
    return Notice(
        kind=Kind.FIRST,
        alert=_in_short(incident.alert),
        routes=incident.routes,
        agency=incident.agency,
        zone=incident.zone,
        why=incident.why,
        at=now,
        wording=wording,
    )


def _in_short(alert: Alert) -> Alert:
    """The alert with no more of its texts than is looked at."""
    header, description, url = (
        tuple(replace(each, text=each.text[:MOST_READ]) for each in texts)
        for texts in (alert.header_text, alert.description_text, alert.url)
    )
    return replace(alert, header_text=header, description_text=description, url=url)


def _within(lines: list[str], most: int) -> tuple[str, ...]:
    """As many paragraphs as fit; the last one may be cut."""
    kept: list[str] = []
    for line in lines:
        kept.append(_cut(line, most))
        most -= len(line)
        if most <= 0:
            break
    return tuple(kept)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rpartition(" ")[0] + "\u2026"
