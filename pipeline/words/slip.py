"""A start twelve hours off: somebody typed 11 PM for 11 AM, and nothing runs already."""

from dataclasses import replace
from datetime import datetime, timedelta

from models.alert import Alert
from pipeline.deciding.rules import Rules
from pipeline.words.lexicon import Lexicon
from pipeline.words.wording import wordings

HALF_A_DAY = timedelta(hours=12)


def mended(alert: Alert, lexicon: Lexicon, rules: Rules, now: datetime) -> Alert:
    """The alert, first seen now, with the start that its author meant; else the alert itself."""
    if len(alert.active_periods) != 1:
        return alert
    (period,) = alert.active_periods
    if period.start is None or period.end is not None:
        return alert
    ahead = period.start - now
    if not timedelta(seconds=rules.slip_from_s) <= ahead <= timedelta(seconds=rules.slip_to_s):
        return alert
    if not _says_nothing_runs(alert, lexicon):
        return alert
    return replace(alert, active_periods=(replace(period, start=period.start - HALF_A_DAY),))


def _says_nothing_runs(alert: Alert, lexicon: Lexicon) -> bool:
    """Whether nothing runs, said as of now."""
    for wording in wordings(alert):
        words = lexicon.of(wording)
        text = words.harmless.without(wording.text)
        if words.no_service.find(text):
            # What is coming says so: "there will be no service", "starting 11 p.m.".
            return words.ahead.find(words.good_news.without(text)) is None
    return False
