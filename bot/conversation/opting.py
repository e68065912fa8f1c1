"""STOP, START and HELP in all their forms: whether we may text, which outranks everything else."""

from dataclasses import replace

from bot.conversation.listing import listing
from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import Effect, Outcome, Setting, Situation
from bot.conversation.reply import Part, Yields, put_together
from models.rider import Rider, RiderStatus


def opt_out(rider: Rider, setting: Setting) -> Outcome:
    """Twilio has answered; a reply of ours would only meet error 21610."""
    reply = _confirmation(setting) if _answers(setting) else None
    return Outcome(_stopped(rider), reply, Effect.OPTED_OUT, is_consent=True)


def wish_to_stop(rider: Rider, setting: Setting) -> Outcome:
    """Twilio did not understand and goes on: we do not, and say so once."""
    reply = None if rider.status is RiderStatus.STOPPED else _confirmation(setting)
    return Outcome(_stopped(rider), reply, Effect.OPTED_OUT, is_consent=True)


def opt_in(rider: Rider, situation: Situation, setting: Setting) -> Outcome:
    if rider.status is RiderStatus.STOPPED:
        # What happened while they did not want to hear of it stays untold.
        renewed = tuple(replace(each, active_since=situation.read_at) for each in rider.subscriptions)
        rider = replace(rider, status=RiderStatus.ACTIVE, subscriptions=renewed)
    reply = setting.say("words.started", list=listing(rider, setting)) if _answers(setting) else None
    return Outcome(rider, reply, Effect.OPTED_IN, is_consent=True)


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
    return replace(rider, status=RiderStatus.STOPPED)
