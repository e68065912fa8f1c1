"""When the alerts hold: periods that are missing, over, ahead, without end, or written strangely."""

from collections.abc import Iterator

from models.alert import Alert
from pipeline.check.report import Finding, Level, Part, share
from pipeline.check.sample import Sample

TOPIC = "periods"


def periods(sample: Sample) -> Part:
    alerts, now = sample.alerts, sample.now
    facts = {
        "without_period": sum(not each.active_periods for each in alerts),
        "open_ended": sum(_is_open_ended(each) for each in alerts) - sample.entities.until_year_3000,
        "over": sum(each.has_ended(now) for each in alerts),
        "ahead": sum(each.starts_after(now) for each in alerts),
        "until_year_3000": sample.entities.until_year_3000,
        "in_milliseconds": sample.entities.with_milliseconds,
        "most_periods": max((len(each.active_periods) for each in alerts), default=0),
    }
    return Part(facts, tuple(_findings(facts, len(alerts))) if alerts else ())


def _findings(facts: dict[str, int], count: int) -> Iterator[Finding]:
    if missing := facts["without_period"]:
        text = f"{share(missing, count)} have no period: they run while listed, and have no reminders."
        yield Finding(Level.WARNING if missing == count else Level.NOTE, TOPIC, text)
    if over := facts["over"]:
        text = f"{share(over, count)} are over and still listed: nobody is told of them; nothing to do."
        yield Finding(Level.WARNING if over == count else Level.NOTE, TOPIC, text)
    if endless := facts["open_ended"]:
        text = f"{share(endless, count)} name no end: they are over when they leave the feed; nothing to do."
        yield Finding(Level.NOTE, TOPIC, text)
    if far := facts["until_year_3000"]:
        text = f'{share(far, count)} end in the year 3000 or later: that is read as "no end"; nothing to do.'
        yield Finding(Level.NOTE, TOPIC, text)
    if wrong := facts["in_milliseconds"]:
        text = f"{share(wrong, count)} give times in milliseconds: they are read as such; tell the agency."
        yield Finding(Level.NOTE, TOPIC, text)
    if not facts["without_period"] and not facts["over"]:
        yield Finding(Level.OK, TOPIC, f"Every alert says when it holds; {facts['ahead']} lie ahead.")


def _is_open_ended(alert: Alert) -> bool:
    return bool(alert.active_periods) and any(each.end is None for each in alert.active_periods)
