"""The report as people read it: findings worst first, texts last."""

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.moments import clock_time
from models.wording import Wording
from pipeline.check.report import Finding, Report, Told, plural

WIDTH, MARGIN = 110, 21
MOST_TEXTS, MOST_EXAMPLES, MOST_REASONS = 20, 5, 12


def page(report: Report, wording: Wording) -> str:
    return "\n".join(_lines(report, wording)) + "\n"


def page_of_json(report: Report) -> str:
    """Everything, as one JSON object."""
    fields = asdict(report)
    fields["findings"] = [{**asdict(each), "level": each.level.name.lower()} for each in report.findings]
    return json.dumps(fields, ensure_ascii=False, indent=2, default=_as_json) + "\n"


def _lines(report: Report, wording: Wording) -> Iterator[str]:
    facts = report.facts
    local = report.judged_at.astimezone(ZoneInfo(report.zone))
    yield f"{report.source}, judged as of {local:%Y-%m-%d %H:%M} in {report.zone}"
    if facts:
        alerts, entities = plural(_number(facts, "alerts"), "alert"), _number(facts, "entities")
        listed = f"{alerts} in {plural(entities, 'entity', 'entities')}"
        yield f"{listed}, {_number(facts, 'bytes'):,} bytes, version {facts['version']}"
    yield ""
    for finding in report.findings:
        yield from _finding(finding)
    yield from _classes(facts)
    if facts:
        yield from _texts(report, wording)
    if report.table:
        yield from ("", "For feeds.toml:", "", report.table.rstrip())
    if not report.is_usable:
        yield ""
        yield "As it is, this feed could tell nobody anything: see the problems above."


def _finding(finding: Finding) -> Iterator[str]:
    lead = f"{finding.level.name.lower():<9}{finding.topic:<12}"
    yield textwrap.fill(finding.text, WIDTH, initial_indent=lead, subsequent_indent=" " * MARGIN)
    for example in finding.examples[:MOST_EXAMPLES]:
        yield " " * MARGIN + textwrap.shorten(example, WIDTH - MARGIN, placeholder="...")
    if (more := len(finding.examples) - MOST_EXAMPLES) > 0:
        yield f"{' ' * MARGIN}and {more:,} more (--json lists all)"


def _classes(facts: Mapping[str, Any]) -> Iterator[str]:
    judged = facts.get("judged") or []
    if not judged:
        return
    yield ""
    counts = ", ".join(f"{count} {name}" for name, count in facts["classes"].items())
    yield f"{plural(facts['incidents'], 'incident')}: {counts}. What decided:"
    for each in judged[:MOST_REASONS]:
        yield f"  {each['count']:>5}  {each['class']:<8} {each['why']}"
    if (more := len(judged) - MOST_REASONS) > 0:
        yield f"         and {more} more reasons (--json lists all)"


def _texts(report: Report, wording: Wording) -> Iterator[str]:
    facts = report.facts
    now, later = _number(facts, "texts_now"), _number(facts, "reminders")
    yield ""
    yield f"If all this were news, riders would get {plural(now, 'text')} and {plural(later, 'reminder')} today."
    for told in report.texts[:MOST_TEXTS]:
        yield _told(told, report.zone, wording)
    if (more := len(report.texts) - MOST_TEXTS) > 0:
        yield f"  and {more:,} more (--json lists all)"


def _told(told: Told, zone: str, wording: Wording) -> str:
    lead = f"  {clock_time(told.at, zone, wording):>6}  {plural(told.segments, 'segment')}  "
    return textwrap.fill(told.text, WIDTH + 10, initial_indent=lead, subsequent_indent=" " * MARGIN)


def _number(facts: Mapping[str, Any], name: str) -> int:
    return int(facts.get(name, 0))


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)
