"""What a rider's message changes and what they are answered: a function of the two and of the situation."""

from dataclasses import replace

from bot.commands import command as said
from bot.commands.command import Command, OrdinaryCommand
from bot.conversation.forgetting import ask_to_forget, forget
from bot.conversation.going_on import go_on
from bot.conversation.last_text import mute, why
from bot.conversation.listing import list_subscriptions
from bot.conversation.misunderstanding import MISSES, not_understood
from bot.conversation.opting import give_help, opt_in, opt_out, wish_to_stop
from bot.conversation.outcome import Effect, Outcome, Setting, Situation
from bot.conversation.pausing import pause
from bot.conversation.questions import choose, confirm, decline, open_question
from bot.conversation.quieting import end_quiet, explain_quiet, set_quiet
from bot.conversation.reply import Part, Yields, put_together
from bot.conversation.resuming import resume
from bot.conversation.status import status
from bot.conversation.subscribing import subscribe
from bot.conversation.unsubscribing import unsubscribe
from models.rider import Rider, RiderStatus
from models.wording import DEFAULT_LANGUAGE


def decide(
    rider: Rider, command: Command, situation: Situation, setting: Setting, *, spoken: str | None = None
) -> Outcome:
    """The outcome of `command` for `rider`, who may be new; `spoken` is its language, None for none in particular."""
    if spoken and rider.version == 0 and spoken in setting.wordings.languages:
        rider = replace(rider, language=spoken)
    setting = setting.speaking(rider.language)
    match command:
        case said.OptOut():
            return opt_out(rider, setting)
        case said.WishToStop():
            return wish_to_stop(rider, _answering(spoken, setting))
        case said.OptIn(is_yes):
            yes = _confirmed(rider, situation, setting) if is_yes and rider.status is RiderStatus.ACTIVE else None
            return replace(_counted(yes, setting), is_consent=True) if yes else opt_in(rider, situation, setting)
        case said.Help():
            return give_help(rider, _answering(spoken, setting))
        case _ if rider.status is RiderStatus.STOPPED:
            # Any reply would meet error 21610, a question too: but to be forgotten is said plainly enough.
            silence = Outcome(rider, None, Effect.SILENT)
            return replace(forget(rider, setting), reply=None) if isinstance(command, said.ForgetMe) else silence
        case _:
            return _counted(_converse(rider, command, situation, setting), setting)


def _answering(spoken: str | None, setting: Setting) -> Setting:
    """The setting in the language of ARRET or AIDE; STOP and HELP are what all riders are told to write."""
    is_own = spoken in setting.wordings.languages and spoken != DEFAULT_LANGUAGE
    return setting.speaking(spoken) if spoken and is_own else setting


def _converse(rider: Rider, command: OrdinaryCommand, situation: Situation, setting: Setting) -> Outcome:
    match command:
        case said.Courtesy():
            return Outcome(rider, None, Effect.SILENT)
        case said.Sure():
            nothing = Outcome(rider, setting.say("sure.nothing"), Effect.ANSWERED)
            return _confirmed(rider, situation, setting) or nothing
        case said.Decline():
            is_asked = open_question(rider, situation, setting)
            return decline(rider, setting) if is_asked else Outcome(rider, None, Effect.SILENT)
        case said.Subscribe() | said.Unknown() if chosen := _chosen(rider, command, situation, setting):
            return chosen
    # Whatever else is said, it was no answer: a later yes must not answer an old question.
    return _act(replace(rider, question=None), command, situation, setting)


def _act(rider: Rider, command: OrdinaryCommand, situation: Situation, setting: Setting) -> Outcome:
    """What the rider gets, and what goes on; all else is about how they are texted."""
    match command:
        case said.Subscribe():
            return subscribe(rider, command, situation, setting)
        case said.Unsubscribe():
            return unsubscribe(rider, command, setting)
        case said.Status():
            return status(rider, command, situation, setting)
        case said.ListSubscriptions():
            return list_subscriptions(rider, situation.read_at, setting)
        case said.More():
            return go_on(rider, situation, setting)
    return _set(rider, command, situation, setting)


def _set(rider: Rider, command: OrdinaryCommand, situation: Situation, setting: Setting) -> Outcome:
    """When the rider is texted, and about what not."""
    match command:
        case said.Pause():
            return pause(rider, command, situation.read_at, setting)
        case said.Resume():
            return resume(rider, situation, setting)
        case said.Mute():
            return mute(rider, situation, setting)
        case said.QuietHours():
            return set_quiet(rider, command, setting)
        case said.QuietOff():
            return end_quiet(rider, setting)
    return _talk(rider, command, situation, setting)


def _talk(rider: Rider, command: OrdinaryCommand, situation: Situation, setting: Setting) -> Outcome:
    match command:
        case said.Unknown() | said.UnclearHours():
            return not_understood(rider, command, situation, setting)
        case said.Why():
            return why(rider, situation, setting)
        case said.ForgetMe():
            return ask_to_forget(rider, situation.read_at, setting)
        case said.SpeakLanguage(language):
            return _speak(rider, language, setting)
        case said.QuietWhich():
            return explain_quiet(rider, setting)
    is_greeting = isinstance(command, said.Commands) and command.is_greeting and not rider.subscriptions
    key = "words.hello" if is_greeting else "words.commands"
    return Outcome(rider, setting.say(key, agency=setting.directory.agencies), Effect.ANSWERED)


def _chosen(
    rider: Rider, command: said.Subscribe | said.Unknown, situation: Situation, setting: Setting
) -> Outcome | None:
    """What an answer to one of our questions does, if it is one."""
    question = open_question(rider, situation, setting)
    return choose(rider, question, command.wanted, situation, setting) if question else None


def _confirmed(rider: Rider, situation: Situation, setting: Setting) -> Outcome | None:
    """What a yes does, where one of our questions is open."""
    question = open_question(rider, situation, setting)
    return confirm(rider, question, situation, setting) if question else None


def _speak(rider: Rider, language: str, setting: Setting) -> Outcome:
    theirs = setting.speaking(language)
    parts = [Part(theirs.say("words.language")), Part(theirs.say("words.commands"), Yields.CUTS)]
    return Outcome(replace(rider, language=language), put_together(parts), Effect.CHANGED)


def _counted(outcome: Outcome, setting: Setting) -> Outcome:
    """After misses in a row the rider is told what one can write."""
    is_miss = outcome.effect is Effect.NOT_UNDERSTOOD
    misses = outcome.rider.misses + 1 if is_miss else 0
    reply = outcome.reply
    if misses >= MISSES:
        misses, reply = 0, setting.say("words.unknown", commands=setting.say("words.commands"))
    return replace(outcome, rider=replace(outcome.rider, misses=misses), reply=reply)
