"""`python -m sandbox texts`: alerts as agencies write them, each with the text that riders get, as docs/texts.md."""

import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from models.alert import Alert, Translation, text_in
from models.composing import Notice, compose
from models.delivery import Kind
from models.incident import Why
from models.prose.cleaning import one_line
from models.route import SUBWAY, Route
from models.segments import count_segments
from models.station import Station
from models.time_range import TimeRange
from models.wording import Wordings
from models.wording_files import load_wordings

NOW = "2026-08-05T08:12"
WIDTH, MOST_SHOWN = 110, 300
INTRODUCTION = """\
# What riders read

Forty alerts in the style of real feeds, each with the text that we make of it: what is wrong, where, until when, then
why; who says it, and when. The alerts are written by hand, in `sandbox/sample/texts.toml`; this page is made by
`python -m sandbox texts`, and a test keeps it true. Long words of agencies are cut here, never in the making.

`python -m benchmarks.segments FOLDER` counts the segments of such texts over recorded feeds.
"""

Entry = Mapping[str, Any]


def texts_page() -> str:
    """The page, in Markdown."""
    wordings = load_wordings()
    sections = (
        section for number, entry in enumerate(read_entries(), 1) for section in _section(number, entry, wordings)
    )
    return INTRODUCTION + "".join(f"\n{line}\n" for line in sections)


def read_entries() -> list[Entry]:
    sample = files("sandbox").joinpath("sample", "texts.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(sample)["text"])


def notice_of(entry: Entry, wordings: Wordings) -> Notice:
    """What the text of an entry is composed from."""
    zone = entry.get("zone", "America/Toronto")
    station = entry.get("station", "")
    return Notice(
        kind=Kind(entry.get("kind", "first")),
        alert=_alert(entry, zone),
        routes=tuple(_route(name) for name in entry.get("routes", ())),
        agency=entry.get("agency", "TTC"),
        zone=zone,
        why=Why(entry.get("rule", "new")),
        at=_moment(NOW, zone),
        wording=wordings.of(entry.get("language", "en")),
        station=Station(f"x/station/{station}", "x", station, station) if station else None,
    )


def _section(number: int, entry: Entry, wordings: Wordings) -> Iterator[str]:
    notice = notice_of(entry, wordings)
    text = compose(notice)
    yield f"## {number}. {entry['note']}"
    yield textwrap.fill(_said(notice), WIDTH, initial_indent="> ", subsequent_indent="> ", break_on_hyphens=False)
    yield f"```\n{text}\n```"
    segments = count_segments(text)
    yield f"{segments} segment{'s' if segments > 1 else ''}, {len(text)} characters"


def _said(notice: Notice) -> str:
    """The agency's own words, in one line."""
    texts = (notice.alert.header_text, notice.alert.description_text)
    said = " | ".join(each for each in (one_line(text_in(notice.wording.language, text)) for text in texts) if each)
    return said if len(said) <= MOST_SHOWN else f"{said[:MOST_SHOWN].rstrip()}..."


def _alert(entry: Entry, zone: str) -> Alert:
    header = tuple(
        Translation(entry[name], language)
        for name, language in (("header", None), ("header_fr", "fr"))
        if name in entry
    )
    return Alert(
        entity_id="1",
        header_text=header,
        description_text=_untagged(entry.get("description", "")),
        url=_untagged(entry.get("url", "")),
        effect=entry.get("effect", "UNKNOWN_EFFECT"),
        active_periods=tuple(TimeRange(*(_moment(each, zone) for each in span)) for span in entry.get("periods", ())),
    )


def _untagged(text: str) -> tuple[Translation, ...]:
    return (Translation(text),) if text else ()


def _moment(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def _route(name: str) -> Route:
    """`504 King`, `Line 2 Bloor-Danforth`, or a number and nothing else."""
    is_line = name.startswith("Line ")
    number, _, long = name.removeprefix("Line ").partition(" ")
    return Route(f"x/route/{number}", "x", number, number, long, SUBWAY if is_line else 3)
