"""RESUME: the rider hears again, and what goes on now is told at once."""

from dataclasses import replace

from bot.conversation.names import names_of
from bot.conversation.outcome import Effect, Outcome, Setting, Situation, told_of
from bot.conversation.pausing import is_paused
from bot.conversation.reply import Part, Yields, is_shown, put_together
from bot.conversation.subscribing import going_on_with, news_of
from models.rider import Rider


def resume(rider: Rider, situation: Situation, setting: Setting) -> Outcome:
    if not is_paused(rider, situation.read_at):
        reply = setting.say("resume.not_paused" if rider.subscriptions else "list.none")
        return Outcome(replace(rider, paused_until=None), reply, Effect.ANSWERED)
    back = renewed(replace(rider, paused_until=None), situation)
    return came_back(back, "resume.done", situation, setting)


def renewed(rider: Rider, situation: Situation) -> Rider:
    """What happened while they did not want to hear of it stays untold."""
    fresh = tuple(replace(each, active_since=situation.read_at) for each in rider.subscriptions)
    return replace(rider, subscriptions=fresh)


def came_back(rider: Rider, words: str, situation: Situation, setting: Setting) -> Outcome:
    """`words` (a key of the wording) of the rider's subscriptions, and what goes on there now."""
    if not rider.subscriptions:
        return Outcome(rider, setting.say("list.none"), Effect.CHANGED)
    going_on = going_on_with(rider.subscriptions, situation)
    news, more = news_of(going_on, rider.subscriptions, setting)
    parts = [
        Part(names_of(rider.subscriptions, setting, lambda names: setting.say(words, routes=names)), Yields.CUTS),
        news,
        more,
    ]
    reply = put_together(parts)
    told = told_of(rider, going_on[:1] if going_on and is_shown(news, reply) else ())
    return Outcome(rider, reply, Effect.CHANGED, told=told)
