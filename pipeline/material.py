"""Is a change worth another text?"""

import re
from datetime import datetime, timedelta

from models.alert import Alert, text_in
from pipeline.rules import Rules

# From harmless to grave, as riders feel it; an effect that is not named here says nothing about gravity.
_GRAVITY = {
    "NO_EFFECT": 0,
    "ADDITIONAL_SERVICE": 0,
    "MODIFIED_SERVICE": 1,
    "STOP_MOVED": 1,
    "DETOUR": 2,
    "REDUCED_SERVICE": 2,
    "SIGNIFICANT_DELAYS": 3,
    "NO_SERVICE": 4,
}
_TIME = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?\s?m\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_DATES = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec am pm"
)
_DATE_WORDS = frozenset(_DATES.split())


def material_change(before: Alert, after: Alert, rules: Rules, now: datetime) -> str | None:
    """What riders must be told anew, as evidence for the operator; None for a change that stays silent."""
    if _GRAVITY.get(after.effect, -1) > _GRAVITY.get(before.effect, 9):
        return f"effect {before.effect} -> {after.effect}"
    if added := _places(after) - _places(before):
        return f"added {', '.join(sorted(added)[:5])}"
    if _is_end_moved(before, after, rules, now):
        return "the end moved"
    if words := _words(after) - _words(before):
        return f"new words: {', '.join(sorted(words)[:8])}"
    return None


def _places(alert: Alert) -> set[str]:
    routes = {f"route {each.route_id}" for each in alert.informed_entities if each.route_id}
    return routes | {f"stop {each.stop_id}" for each in alert.informed_entities if each.stop_id}


def _is_end_moved(before: Alert, after: Alert, rules: Rules, now: datetime) -> bool:
    old, new = _end(before), _end(after)
    # An end that is set for the first time, or taken back, is detail: nothing has become worse or better.
    if old is None or new is None:
        return False
    is_near = timedelta(0) < new - now < timedelta(seconds=rules.end_near_s)
    return is_near and abs(new - old) > timedelta(seconds=rules.end_moved_s)


def _end(alert: Alert) -> datetime | None:
    ends = [period.end for period in alert.active_periods]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _words(alert: Alert) -> set[str]:
    """The words of the header without numbers, dates and times: a new order or punctuation is no news."""
    text = _TIME.sub(" ", text_in("en", alert.header_text)).casefold()
    words = {word for word in _WORD.findall(text) if not any(character.isdigit() for character in word)}
    return words - _DATE_WORDS
