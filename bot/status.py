"""STATUS: what goes on now on one route or on all of the rider's, newest first."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.alerts import alert_text, newest_first
from bot.commands import Status
from bot.lookup import feeds_of, found_routes, problems
from bot.outcome import Effect, Outcome, Setting, Situation, told_of
from bot.reply import MOST_SEGMENTS, Part, Yields, names_within, put_together
from models.rider import Rider
from models.segments import count_segments, fit

# Work that lies further ahead is told again when it is near.
PLANNED_COUNTS_WITHIN = timedelta(hours=24)


def status(rider: Rider, command: Status, situation: Situation, setting: Setting) -> Outcome:
    if not command.routes:
        targets = {each.target for each in rider.subscriptions}
        none = setting.say("status.none_of_yours" if targets else "status.no_routes")
        return _report(rider, targets, none, situation, setting)
    if setting.directory.is_empty:
        return Outcome(rider, setting.say("lookup.starting"), Effect.ANSWERED)
    matches = setting.directory.resolve(command.routes, feeds=feeds_of(rider))
    routes = found_routes(matches)
    if not routes:
        return Outcome(rider, put_together(problems(matches, setting)), Effect.NOT_UNDERSTOOD)
    none = names_within(
        [route.label for route in routes],
        [route.number for route in routes],
        lambda names: setting.say("status.none", routes=names),
    )
    return _report(rider, {route.target for route in routes}, none, situation, setting)


def _report(rider: Rider, targets: Collection[str], none: str, situation: Situation, setting: Setting) -> Outcome:
    incidents = newest_first(situation.incidents, targets, situation.read_at)
    stale = _stale(targets, situation, setting)
    if not incidents:
        return Outcome(rider, put_together([Part(none, Yields.CUTS), Part(stale)]), Effect.ANSWERED)
    texts = [alert_text(incident, targets, setting.wording) for incident in incidents]
    shown, reply = _as_many_as_fit(texts, stale, setting)
    near = situation.read_at + PLANNED_COUNTS_WITHIN
    told = told_of(rider, [each for each in incidents[:shown] if not each.alert.starts_after(near)])
    return Outcome(rider, reply, Effect.ANSWERED, told=told)


def _as_many_as_fit(texts: Sequence[str], stale: str, setting: Setting) -> tuple[int, str]:
    for shown in range(len(texts), 0, -1):
        reply = _lines(texts[:shown], len(texts) - shown, stale, setting)
        if count_segments(reply) <= MOST_SEGMENTS:
            return shown, reply
    ends = _lines([], len(texts) - 1, stale, setting)
    room = fit(texts[0], 1) if ends else texts[0]
    return 1, put_together([Part(room, Yields.CUTS), Part(ends)])


def _lines(texts: Sequence[str], left: int, stale: str, setting: Setting) -> str:
    more = setting.say("status.more", count=left) if left else ""
    return "\n".join(line for line in (*texts, more, stale) if line)


def _stale(targets: Collection[str], situation: Situation, setting: Setting) -> str:
    """How old the feed is, where it is too old to speak of "now"."""
    for feed in sorted({target.partition("/")[0] for target in targets}):
        age = situation.read_at - setting.fresh_at.get(feed, situation.read_at)
        if age > setting.stale_after and feed in setting.directory.feeds:
            agency = setting.directory.feeds[feed].agency
            return setting.say("status.stale", agency=agency, minutes=round(age / timedelta(minutes=1)))
    return ""
