"""SUBSCRIBE: from now on the rider hears about these routes; what goes on there now is told at once."""

from collections.abc import Sequence
from dataclasses import replace

from bot.alerts import alert_text, weightiest_first
from bot.commands import Subscribe
from bot.lookup import feeds_of, found_routes, others_of, problems
from bot.outcome import Effect, Outcome, Setting, Situation, told_of
from bot.reply import Part, Yields, is_shown, names_within, put_together
from models.incident import Incident
from models.rider import Rider, Subscription
from models.route import Route

MOST_SUBSCRIPTIONS = 50


def subscribe(rider: Rider, command: Subscribe, situation: Situation, setting: Setting) -> Outcome:
    if not command.routes:
        return Outcome(rider, setting.say("subscribe.which"), Effect.ANSWERED)
    if setting.directory.is_empty:
        return Outcome(rider, setting.say("lookup.starting"), Effect.ANSWERED)
    matches = setting.directory.resolve(command.routes, feeds=feeds_of(rider))
    routes = found_routes(matches)
    if not routes:
        return Outcome(rider, put_together(problems(matches, setting)), Effect.NOT_UNDERSTOOD)
    subscribed = _with(rider, routes, situation)
    if len(subscribed.subscriptions) > MOST_SUBSCRIPTIONS:
        return Outcome(rider, setting.say("subscribe.full", most=MOST_SUBSCRIPTIONS), Effect.ANSWERED)
    going_on = weightiest_first(situation.incidents, {route.target for route in routes}, situation.read_at)
    news, *more = _news(going_on, routes, setting)
    parts = [
        Part(_confirmation(routes, setting), Yields.CUTS),
        news,
        *more,
        others_of(matches, setting),
        *problems(matches, setting),
        # Whoever hears nothing yet must learn who we are and how it ends.
        Part("" if rider.subscriptions else _welcome(routes, setting)),
    ]
    reply = put_together(parts)
    return Outcome(
        subscribed,
        reply,
        Effect.SUBSCRIBED,
        is_consent=not rider.subscriptions,
        told=told_of(subscribed, going_on[:1] if is_shown(news, reply) else ()),
    )


def _with(rider: Rider, routes: Sequence[Route], situation: Situation) -> Rider:
    known = {each.target for each in rider.subscriptions}
    new = [
        Subscription(route.target, route.label, active_since=situation.read_at)
        for route in routes
        if route.target not in known
    ]
    return replace(rider, subscriptions=(*rider.subscriptions, *new))


def _confirmation(routes: Sequence[Route], setting: Setting) -> str:
    return names_within(
        [route.label for route in routes],
        [route.number for route in routes],
        lambda names: setting.say("subscribe.done", routes=names),
    )


def _news(going_on: Sequence[Incident], routes: Sequence[Route], setting: Setting) -> list[Part]:
    if not going_on:
        return [Part(setting.say("subscribe.quiet"), Yields.DROPS)]
    alert = alert_text(going_on[0], {route.target for route in routes}, setting.wording)
    more = setting.say("subscribe.more") if len(going_on) > 1 else ""
    ended = alert if alert.endswith((".", "!", "?")) else f"{alert}."
    return [Part(setting.say("subscribe.now", alert=ended), Yields.CUTS), Part(more)]


def _welcome(routes: Sequence[Route], setting: Setting) -> str:
    agencies = dict.fromkeys(setting.directory.feeds[route.feed].agency for route in routes)
    return setting.say("subscribe.welcome", agency=", ".join(agencies))
