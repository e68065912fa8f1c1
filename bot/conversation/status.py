"""STATUS: what goes on now, there or on all that the rider gets, newest first; MORE goes on."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.commands.command import Status
from bot.conversation.alerts import age_of_feed, alert_text, newest_first
from bot.conversation.lookup import Heard, hear, problems, question_about
from bot.conversation.names import name_of
from bot.conversation.outcome import Effect, Outcome, Setting, Situation, asked, told_of
from bot.conversation.reply import MOST_SEGMENTS, Part, Yields, names_within, put_together
from bot.directory.subject import Found, Subject, Tie
from models.incident import Incident
from models.rider import More, QuestionKind, Rider
from models.segments import count_segments, fit, thrifty

# Work that lies further ahead is told again when it is near.
PLANNED_COUNTS_WITHIN = timedelta(hours=24)


def status(rider: Rider, command: Status, situation: Situation, setting: Setting) -> Outcome:
    if not command.wanted:
        targets = {each.target for each in rider.subscriptions}
        none = setting.say("status.none_of_yours" if targets else "status.no_routes")
        return report(rider, targets, none, situation, setting)
    if setting.directory.is_empty:
        return Outcome(rider, setting.say("lookup.starting"), Effect.ANSWERED)
    heard = hear(rider, command.wanted, setting)
    subjects = _meant(heard)
    if not subjects:
        reply = put_together(problems(heard, setting))
        question = question_about(heard, situation.read_at, QuestionKind.WHICH_STATUS)
        return asked(rider, reply, question) if question else Outcome(rider, reply, Effect.NOT_UNDERSTOOD)
    return status_of(rider, subjects, situation, setting)


def status_of(rider: Rider, subjects: Sequence[Subject], situation: Situation, setting: Setting) -> Outcome:
    """What goes on there."""
    none = names_within(
        [name_of(each.target, each.label, setting) for each in subjects],
        [each.answer for each in subjects],
        lambda names: setting.say("status.none", routes=names),
    )
    return report(rider, {each.target for each in subjects}, none, situation, setting)


def report(
    rider: Rider,
    targets: Collection[str],
    none: str,
    situation: Situation,
    setting: Setting,
    *,
    shown_before: Collection[str] = (),
) -> Outcome:
    """What goes on there, apart from the incidents shown before; `none` where that is nothing."""
    incidents = newest_first(situation.incidents, targets, situation.read_at)
    incidents = [each for each in incidents if each.id not in shown_before]
    stale = age_of_feed(targets, situation, setting)
    if not incidents:
        reply = put_together([Part(none, Yields.CUTS), Part(stale)])
        return Outcome(replace(rider, more=None), reply, Effect.ANSWERED)
    texts = (alert_text(incident, targets, setting) for incident in incidents)
    count, reply = _as_many_as_fit(texts, len(incidents), stale, setting)
    near = situation.read_at + PLANNED_COUNTS_WITHIN
    told = told_of(rider, [each for each in incidents[:count] if not each.alert.starts_after(near)])
    more = _more(targets, incidents[:count], shown_before) if count < len(incidents) else None
    return Outcome(replace(rider, more=more), reply, Effect.ANSWERED, told=told)


def _meant(heard: Sequence[Heard]) -> list[Subject]:
    """What was plainly named; to show one alert too many takes nothing away: of a tie, all are meant."""
    subjects: list[Subject] = []
    for each in heard:
        match each.match:
            case Found(_, subject):
                subjects.append(subject)
            case Tie(_, tied):
                subjects += tied
    return list(dict.fromkeys(subjects))


def _more(targets: Collection[str], shown: Sequence[Incident], before: Collection[str]) -> More:
    return More(targets=tuple(sorted(targets)), shown=(*before, *(each.id for each in shown)))


def _as_many_as_fit(texts: Iterator[str], count: int, stale: str, setting: Setting) -> tuple[int, str]:
    """How many of the `count` texts are shown, and the reply; no more are composed than it takes to know."""
    first = next(texts)
    shown, reply = [first], _lines([first], count - 1, stale, setting)
    if count_segments(reply) > MOST_SEGMENTS:
        return 1, put_together([Part(fit(first, 1), Yields.CUTS), Part(_lines([], count - 1, stale, setting))])
    for text in texts:
        shown.append(text)
        longer = _lines(shown, count - len(shown), stale, setting)
        if count_segments(longer) > MOST_SEGMENTS:
            return len(shown) - 1, reply
        reply = longer
    return count, reply


def _lines(texts: Sequence[str], left: int, stale: str, setting: Setting) -> str:
    more = setting.say("status.more", count=left) if left else ""
    return thrifty("\n".join(line for line in (*texts, more, stale) if line))
