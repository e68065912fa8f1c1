"""STOP, START and HELP in all their forms: whether we may text, which outranks everything else."""

from dataclasses import replace

from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import Effect, Outcome, Setting, Situation
from bot.conversation.reply import Part, Yields, put_together
from bot.conversation.resuming import came_back, renewed
from models.rider import Rider, RiderStatus


def opt_out(rider: Rider, setting: Setting) -> Outcome:
    """Twilio has answered; a reply of ours would only meet error 21610. Where nobody else answers, we do, once."""
    is_news = rider.status is not RiderStatus.STOPPED
    reply = _confirmation(setting) if is_news and _answers(setting) else None
    return Outcome(_stopped(rider), reply, Effect.OPTED_OUT, is_consent=True)


def wish_to_stop(rider: Rider, setting: Setting) -> Outcome:
    """Twilio did not understand and goes on: we do not, and say so once."""
    reply = None if rider.status is RiderStatus.STOPPED else _confirmation(setting)
    return Outcome(_stopped(rider), reply, Effect.OPTED_OUT, is_consent=True)


def opt_in(rider: Rider, situation: Situation, setting: Setting) -> Outcome:
    """Twilio has answered; what came back is told in a text of its own."""
    back = rider
    text = told = None
    if rider.status is RiderStatus.STOPPED:
        back = renewed(replace(rider, status=RiderStatus.ACTIVE, paused_until=None), situation)
        if back.subscriptions:
            welcome = came_back(back, "start.back", situation, setting)
            text, told = welcome.reply, welcome.told
    if _answers(setting):
        reply = text or put_together([Part(setting.say("start.active"), Yields.CUTS)])
        return Outcome(back, reply, Effect.OPTED_IN, is_consent=True, told=told or ())
    return Outcome(back, None, Effect.OPTED_IN, is_consent=True, told=told or (), note=text)


def give_help(rider: Rider, setting: Setting) -> Outcome:
    commands = setting.say("words.commands")
    text = setting.say("words.help", agency=setting.directory.agencies, commands=commands)
    reply = put_together([Part(text, Yields.CUTS)]) if _answers(setting) else None
    return Outcome(rider, reply, Effect.ANSWERED)


def _answers(setting: Setting) -> bool:
    return setting.opt_out_handling is OptOutHandling.OURS


def _confirmation(setting: Setting) -> str:
    return setting.say("words.stopped", agency=setting.directory.agencies)


def _stopped(rider: Rider) -> Rider:
    # Whoever ends everything answers no question of ours any more.
    return replace(rider, status=RiderStatus.STOPPED, question=None, more=None)
