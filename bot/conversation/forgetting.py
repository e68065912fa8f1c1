"""FORGET ME: asked twice, then everything about the number goes but the proof of consent."""

from dataclasses import replace
from datetime import datetime

from bot.conversation.outcome import Effect, Outcome, Setting, asked
from models.rider import Question, QuestionKind, Rider


def ask_to_forget(rider: Rider, now: datetime, setting: Setting) -> Outcome:
    return asked(rider, setting.say("forget.sure"), Question(QuestionKind.SURE_FORGET, now))


def forget(rider: Rider, setting: Setting) -> Outcome:
    reply = setting.say("forget.done")
    bare = replace(rider, subscriptions=(), question=None, more=None, muted=(), quiet=None, paused_until=None)
    return Outcome(bare, reply, Effect.FORGOTTEN, is_consent=True, is_forgotten=True)
