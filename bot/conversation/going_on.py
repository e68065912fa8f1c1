"""MORE: goes on with what the last answer began."""

from bot.conversation.last_text import more_of
from bot.conversation.listing import list_subscriptions
from bot.conversation.outcome import Effect, Outcome, Setting, Situation
from bot.conversation.status import report
from models.rider import Rider


def go_on(rider: Rider, situation: Situation, setting: Setting) -> Outcome:
    more = rider.more
    if more is None:
        return Outcome(rider, setting.say("more.nothing"), Effect.ANSWERED)
    if more.incident:
        return more_of(rider, situation, more, setting)
    if more.listed:
        return list_subscriptions(rider, situation.read_at, setting, start=more.listed)
    return report(rider, more.targets, setting.say("more.nothing"), situation, setting, shown_before=more.shown)
