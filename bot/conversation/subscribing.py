"""SUBSCRIBE: from now on the rider hears about these things; what goes on there now is told at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from textwrap import shorten

from bot.commands.command import Subscribe
from bot.conversation.alerts import age_of_feed, alert_text, weightiest_first
from bot.conversation.lookup import Heard, hear, others_of, problems, question_about
from bot.conversation.merging import wished_subscription, with_wished
from bot.conversation.names import name_of, names_of
from bot.conversation.outcome import Effect, Outcome, Setting, Situation, asked, told_of
from bot.conversation.pausing import paused_part
from bot.conversation.reply import Part, Yields, is_shown, put_together
from bot.directory.subject import Found, Subject
from models.incident import AlertClass, Incident
from models.rider import Level, Option, Question, QuestionKind, Rider, Subscription
from models.segments import ELLIPSIS
from models.target import DEVICES, TargetKind, feed_of, kind_of
from models.window import Window

CROWDS = {TargetKind.AGENCY, TargetKind.MODE}
MOST_OF_CROWDS = 80  # characters of their names: what to reply must fit, whatever else is said
Wish = tuple[Subject, tuple[Window, ...], Level | None]


def subscribe(rider: Rider, command: Subscribe, situation: Situation, setting: Setting) -> Outcome:
    if not command.wanted:
        return Outcome(rider, setting.say("subscribe.which"), Effect.ANSWERED)
    if setting.directory.is_empty:
        return Outcome(rider, setting.say("lookup.starting"), Effect.ANSWERED)
    heard = hear(rider, command.wanted, setting)
    wishes, crowd = _wishes(heard, is_crowd=False), _wishes(heard, is_crowd=True)
    if wishes:
        return subscribe_to(rider, wishes, situation, setting, heard=heard)
    if crowd:
        return ask_if_sure(rider, crowd, situation.read_at, setting)
    which = question_about(heard, situation.read_at)
    reply = put_together(problems(heard, setting))
    return asked(rider, reply, which) if which else Outcome(rider, reply, Effect.NOT_UNDERSTOOD)


def subscribe_to(
    rider: Rider, wishes: Sequence[Wish], situation: Situation, setting: Setting, *, heard: Sequence[Heard] = ()
) -> Outcome:
    """Subscribe to the things wished for, which are plain; `heard` are all names of the message."""
    wished = _wished(rider, wishes, situation.read_at)
    subscriptions = with_wished(rider.subscriptions, wished)
    if len(subscriptions) > max(setting.limits.subscriptions, len(rider.subscriptions)):
        return Outcome(rider, setting.say("subscribe.full", most=setting.limits.subscriptions), Effect.ANSWERED)
    if any(len(each.windows) > setting.limits.windows for each in wished):
        return Outcome(rider, setting.say("subscribe.too_many_windows", most=setting.limits.windows), Effect.ANSWERED)
    crowd = _wishes(heard, is_crowd=True)
    question = _sure(crowd, situation.read_at) if crowd else question_about(heard, situation.read_at)
    subscribed = replace(rider, subscriptions=subscriptions, question=question)
    going_on = going_on_with(wished, situation)
    news, more = news_of(going_on, wished, setting)
    parts = [
        Part(names_of(wished, setting, lambda names: setting.say("subscribe.done", routes=names)), Yields.CUTS),
        news if going_on else _quiet(wished, situation, setting),
        more,
        _how_to_elevators(wished, setting),
        others_of(heard, setting),
        *problems(heard, setting),
        *([_sure_part(crowd, setting)] if crowd else []),
        paused_part(rider, situation.read_at, setting),
        # Whoever hears nothing yet must learn who we are and how it ends.
        Part("" if rider.subscriptions else _welcome(wished, setting)),
    ]
    reply = put_together(parts)
    return Outcome(
        subscribed,
        reply,
        Effect.SUBSCRIBED,
        is_consent=not rider.subscriptions,
        told=told_of(subscribed, going_on[:1] if going_on and is_shown(news, reply) else ()),
        is_rehearing=bool(rider.subscriptions),
    )


def ask_if_sure(rider: Rider, crowd: Sequence[Wish], now: datetime, setting: Setting) -> Outcome:
    return asked(rider, put_together([_sure_part(crowd, setting)]), _sure(crowd, now))


def going_on_with(subscriptions: Iterable[Subscription], situation: Situation) -> list[Incident]:
    """What goes on now that these subscriptions are about: elevators only for who asked for them."""
    targets = {each.target for each in subscriptions}
    going_on = weightiest_first(situation.incidents, targets, situation.read_at)
    devices = {each for each in targets if kind_of(each) in DEVICES}
    return [
        each for each in going_on if each.alert_class is not AlertClass.ACCESS or devices.intersection(each.targets)
    ]


def news_of(going_on: Sequence[Incident], subscriptions: Iterable[Subscription], setting: Setting) -> tuple[Part, Part]:
    """The first of what goes on, and that there is more."""
    if not going_on:
        return Part(""), Part("")
    alert = alert_text(going_on[0], {each.target for each in subscriptions}, setting)
    ended = alert if alert.endswith((".", "!", "?")) else f"{alert}."
    more = setting.say("subscribe.more") if len(going_on) > 1 else ""
    return Part(setting.say("subscribe.now", alert=ended), Yields.CUTS), Part(more)


def _wishes(heard: Iterable[Heard], *, is_crowd: bool) -> list[Wish]:
    """What was plainly named: single things, or whole crowds of them."""
    return [
        (each.match.subject, each.wanted.windows, each.wanted.level)
        for each in heard
        if isinstance(each.match, Found) and (each.match.subject.kind in CROWDS) is is_crowd
    ]


def _wished(rider: Rider, wishes: Sequence[Wish], now: datetime) -> list[Subscription]:
    known = {each.target: each for each in rider.subscriptions}
    wished: dict[str, Subscription] = {}
    for subject, windows, level in wishes:
        before = wished.get(subject.target) or known.get(subject.target)
        wished[subject.target] = wished_subscription(before, subject, (windows, level), now)
    return list(wished.values())


def _sure(crowd: Sequence[Wish], now: datetime) -> Question:
    """A whole agency or mode means many texts."""
    options = tuple(Option(subject.target, subject.label, subject.answer) for subject, _, _ in crowd)
    _, windows, level = crowd[0]
    return Question(QuestionKind.SURE_SUBSCRIBE, now, options, windows, level)


def _sure_part(crowd: Sequence[Wish], setting: Setting) -> Part:
    names = ", ".join(name_of(subject.target, subject.label, setting) for subject, _, _ in crowd)
    return Part(setting.say("subscribe.sure", names=shorten(names, MOST_OF_CROWDS, placeholder=ELLIPSIS)))


def _quiet(wished: Iterable[Subscription], situation: Situation, setting: Setting) -> Part:
    """Nothing goes on; of a feed that has fallen silent nobody knows whether that is so."""
    stale = age_of_feed({each.target for each in wished}, situation, setting)
    return Part(stale or setting.say("subscribe.quiet"), Yields.DROPS)


def _how_to_elevators(wished: Sequence[Subscription], setting: Setting) -> Part:
    stations = [each for each in wished if kind_of(each.target) is TargetKind.STATION]
    if not stations:
        return Part("")
    name = stations[0].label.removesuffix(" Station").upper()
    return Part(setting.say("subscribe.elevators", station=name), Yields.DROPS)


def _welcome(wished: Sequence[Subscription], setting: Setting) -> str:
    feeds = dict.fromkeys(feed_of(each.target) for each in wished)
    agencies = [setting.directory.feeds[feed].agency for feed in feeds if feed in setting.directory.feeds]
    return setting.say("subscribe.welcome", agency=", ".join(agencies))
