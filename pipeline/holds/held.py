"""What waits for the operator, and how it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.event import Change
from models.incident import AlertClass, Hold, Incident, Why
from models.segments import count_segments
from models.wording import Wording
from pipeline.deciding.outcome import Occurrence
from pipeline.deciding.reminders import due_reminders
from pipeline.deciding.rules import Rules
from pipeline.deciding.unsolicited import preview

INTERVAL_S = 20  # how often a feed is polled unless feeds.toml says otherwise


@dataclass(frozen=True, slots=True)
class Watching:
    """A feed as its poller left it: `is_watched` while one holds its lease; `held_polls` a crowd of alerts waits."""

    feed: str
    is_watched: bool
    held_polls: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """One held incident; `is_released` is the verdict that waits for the next poll, None while there is none."""

    incident: Incident
    hold: Hold
    is_released: bool | None = None


def text_of(held: Held, rules: Rules, now: datetime, wording: Wording) -> str | None:
    """What riders of its first route would be sent if it were released now; None where release texts nobody yet."""
    incident = replace(held.incident, hold=None)
    why = Why("released", "by the operator")
    if incident.alert_class is AlertClass.PLANNED:
        dates = due_reminders(incident, rules, now)
        return preview(incident, Occurrence(Change.UPCOMING, why, dates[0]), now, wording) if dates else None
    change = Change.UPDATED if incident.revision else Change.OPENED
    return preview(incident, Occurrence(change, why), now, wording)


def held_lines(held: Held, rules: Rules, now: datetime, wording: Wording) -> Iterator[str]:
    """One held incident for people."""
    incident, hold = held.incident, held.hold
    since = hold.since.astimezone(ZoneInfo(incident.zone))
    places = [each.number for each in incident.routes] or [each.name for each in incident.stations]
    yield incident.id
    yield f"  held   since {since:%b} {since.day} {since:%H:%M}, {_length(now - hold.since)} ago; feed {incident.feed}"
    yield f"  class  {incident.alert_class}: {incident.judged.rule} {incident.judged.evidence}".rstrip()
    yield f"  routes {', '.join(places[:10])}{f' and {len(places) - 10} more' if len(places) > 10 else ''}"
    yield f"  why    {hold.why.evidence}"
    text = text_of(held, rules, now, wording)
    yield (f"  text   {text}" if text else "  text   none now: its reminder is sent when it is due")
    if held.is_released is not None:
        yield f"  you have {'released' if held.is_released else 'dropped'} it: that happens at the feed's next poll"


def held_row(held: Held, rules: Rules, now: datetime, wording: Wording) -> dict[str, Any]:
    """The same for programs."""
    incident, hold = held.incident, held.hold
    text = text_of(held, rules, now, wording)
    return {
        "incident": incident.id,
        "feed": incident.feed,
        "since": hold.since.isoformat(),
        "class": incident.alert_class.value,
        "routes": [each.number for each in incident.routes],
        "stations": [each.name for each in incident.stations],
        "riders": hold.riders,
        "why": {"rule": hold.why.rule, "evidence": hold.why.evidence},
        "text": text,
        "segments": count_segments(text) if text else None,
        "verdict": {None: None, True: "release", False: "drop"}[held.is_released],
    }


def crowd_line(watching: Watching, rules: Rules) -> str:
    left = max(rules.crowd_polls - watching.held_polls, 0) + 1
    return (
        f"{watching.feed}: suddenly very many new alerts; taken in at the {_nth(left)} good poll from now, if they"
        " are still listed. Nothing to release: look whether the agency has renumbered them."
    )


def verdict_line(held: Held, watching: Watching, *, is_released: bool) -> str:
    """What will come of a verdict, and when."""
    done = f"{held.incident.id}: {'released' if is_released else 'dropped'}"
    what = f"{held.hold.riders:,} riders are told" if is_released else "nobody is told of it: that is settled"
    if watching.is_watched:
        return f"{done}; {what} at the next poll of {watching.feed}, within {INTERVAL_S} s (poll_interval_s)."
    return f"{done}; {what} at the next poll of {watching.feed}, once a pipeline watches it: none does just now."


def _length(duration: timedelta) -> str:
    minutes = duration // timedelta(minutes=1)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"


def _nth(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")
