"""UNSUBSCRIBE, STOP 504: ends what was named and nothing else; says what remains."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import Unsubscribe
from bot.directory import Directory, Found, Match, name_key
from bot.conversation.listing import routes_within
from bot.conversation.lookup import feeds_of
from bot.conversation.outcome import Effect, Outcome, Setting
from bot.conversation.reply import Part, Yields, put_together, quoted
from models.rider import Rider, Subscription


def unsubscribe(rider: Rider, command: Unsubscribe, setting: Setting) -> Outcome:
    if not rider.subscriptions:
        return Outcome(rider, setting.say("unsubscribe.nothing_left"), Effect.ANSWERED)
    named = _named(rider, command.routes, setting.directory)
    if not named:
        return _nothing_ended(rider, command.routes, setting)
    left = tuple(each for each in rider.subscriptions if each not in named)
    parts = [
        Part(routes_within(named, lambda names: setting.say("unsubscribe.done", routes=names))),
        Part(_remaining(left, setting), Yields.CUTS),
    ]
    return Outcome(replace(rider, subscriptions=left), put_together(parts), Effect.UNSUBSCRIBED)


def _named(rider: Rider, routes: str, directory: Directory) -> list[Subscription]:
    """The rider's subscriptions that were plainly named."""
    if routes == "ALL":
        return list(rider.subscriptions)
    by_label = [each for each in rider.subscriptions if name_key(each.label) == name_key(routes)]
    if by_label:
        # The agency may have dropped the route since: the rider's own list still knows it.
        return by_label
    matches = directory.resolve(routes, feeds=feeds_of(rider))
    named = [_ours(rider, match) for match in matches]
    return list(dict.fromkeys(each for each in named if each is not None))


def _ours(rider: Rider, match: Match) -> Subscription | None:
    """What the rider is subscribed to under that name, if it is one thing: nothing is guessed."""
    meant = {route.target for route in match.candidates}
    ours = [each for each in rider.subscriptions if each.target in meant]
    return ours[0] if len(ours) == 1 else None


def _nothing_ended(rider: Rider, routes: str, setting: Setting) -> Outcome:
    parts = [
        Part(_not_yours(rider, routes, setting)),
        Part(
            routes_within(rider.subscriptions, lambda names: setting.say("unsubscribe.yours", routes=names)),
            Yields.CUTS,
        ),
        Part(setting.say("unsubscribe.stop")),
    ]
    return Outcome(rider, put_together(parts), Effect.ANSWERED)


def _not_yours(rider: Rider, routes: str, setting: Setting) -> str:
    if not routes:
        return setting.say("unsubscribe.which")
    match setting.directory.resolve(routes, feeds=feeds_of(rider)):
        case [Found(route)]:
            return setting.say("unsubscribe.none", name=route.label)
    return setting.say("unsubscribe.none", name=quoted(routes))


def _remaining(left: Sequence[Subscription], setting: Setting) -> str:
    if not left:
        return setting.say("unsubscribe.nothing_left")
    return routes_within(left, lambda names: setting.say("unsubscribe.left", routes=names))
