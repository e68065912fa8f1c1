"""QUIET: hours without texts."""

from dataclasses import replace

from bot.commands.command import QuietHours
from bot.conversation.hours_words import span_in_words
from bot.conversation.outcome import Effect, Outcome, Setting
from models.rider import Quiet, Rider


def set_quiet(rider: Rider, command: QuietHours, setting: Setting) -> Outcome:
    quiet = Quiet(command.start_minute, command.end_minute, command.except_major)
    hours = span_in_words(quiet.start_minute, quiet.end_minute, setting)
    key = "quiet.done_except" if quiet.except_major else "quiet.done"
    return Outcome(replace(rider, quiet=quiet), setting.say(key, hours=hours), Effect.CHANGED, is_rehearing=True)


def end_quiet(rider: Rider, setting: Setting) -> Outcome:
    return Outcome(replace(rider, quiet=None), setting.say("quiet.off"), Effect.CHANGED, is_rehearing=True)


def explain_quiet(rider: Rider, setting: Setting) -> Outcome:
    return Outcome(rider, setting.say("quiet.how"), Effect.ANSWERED)
