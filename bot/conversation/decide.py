"""What a rider's message changes and what they are answered: a function of the two and of the situation."""

from bot import commands
from bot.commands import Command, OrdinaryCommand
from bot.directory import Found, Tie
from bot.conversation.listing import list_routes
from bot.conversation.lookup import feeds_of, problems
from bot.conversation.opting import give_help, opt_in, opt_out, wish_to_stop
from bot.conversation.outcome import Effect, Outcome, Setting, Situation
from bot.conversation.reply import put_together
from bot.conversation.status import status
from bot.conversation.subscribing import subscribe
from bot.conversation.unsubscribing import unsubscribe
from models.rider import Rider, RiderStatus


def decide(rider: Rider, command: Command, situation: Situation, setting: Setting) -> Outcome:
    """The outcome of `command` for `rider`, who may be new."""
    match command:
        case commands.OptOut():
            return opt_out(rider, setting)
        case commands.WishToStop():
            return wish_to_stop(rider, setting)
        case commands.OptIn():
            return opt_in(rider, situation, setting)
        case commands.Help():
            return give_help(rider, setting)
        case _ if rider.status is RiderStatus.STOPPED:
            # Any reply would meet error 21610.
            return Outcome(rider, None, Effect.SILENT)
        case _:
            return _converse(rider, command, situation, setting)


def _converse(rider: Rider, command: OrdinaryCommand, situation: Situation, setting: Setting) -> Outcome:
    match command:
        case commands.Subscribe():
            return subscribe(rider, command, situation, setting)
        case commands.Unsubscribe():
            return unsubscribe(rider, command, setting)
        case commands.Status():
            return status(rider, command, situation, setting)
        case commands.ListRoutes():
            return list_routes(rider, setting)
        case commands.Commands():
            return Outcome(rider, setting.say("words.commands"), Effect.ANSWERED)
        case commands.Unknown(text):
            return Outcome(rider, _not_understood(rider, text, setting), Effect.NOT_UNDERSTOOD)


def asked_targets(command: Command, setting: Setting) -> tuple[str, ...]:
    """The routes whose incidents `command` needs to know, apart from the rider's own.

    All routes of a name count, since which of them is meant depends on the rider.
    """
    if not isinstance(command, commands.Subscribe | commands.Status) or not command.routes:
        return ()
    matches = setting.directory.resolve(command.routes)
    return tuple(dict.fromkeys(route.target for match in matches for route in match.candidates))


def _not_understood(rider: Rider, text: str, setting: Setting) -> str:
    matches = setting.directory.resolve(commands.fold(text), feeds=feeds_of(rider))
    match matches:
        case [Found(route)]:
            return setting.say("lookup.did_you_mean", number=route.number, label=route.label)
        case [Tie()]:
            return put_together(problems(matches, setting))
    return setting.say("words.unknown", commands=setting.say("words.commands"))
